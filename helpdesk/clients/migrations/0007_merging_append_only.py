from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("clients", "0006_merging_and_access")]

    operations = [
        AppendOnly(
            "clients_historicalaccessrequest",
            "clients_historicalclient",  # rebuilt by SQLite when it got its new column
            "clients_historicaldifferent",
            "clients_historicalmerge",
        )
    ]
