from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0001_initial")]

    operations = [
        AppendOnly(
            "dashboards_historicalthreshold",
        )
    ]
