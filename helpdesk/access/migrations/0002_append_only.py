from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [
        AppendOnly(
            "access_historicalcentre",
            "access_historicaluser",
        )
    ]
