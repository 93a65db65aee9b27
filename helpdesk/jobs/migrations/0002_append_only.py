from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]

    operations = [
        AppendOnly(
            "jobs_historicalreporttemplate",
            "jobs_historicalsavedfilter",
        )
    ]
