from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("jobs", "0005_reports")]

    operations = [AppendOnly("jobs_historicalreporttemplate")]
