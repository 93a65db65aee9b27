from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0001_flow_and_thresholds")]

    operations = [AppendOnly("dashboards_historicalthreshold")]
