from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("clients", "0001_initial")]

    operations = [
        AppendOnly(
            "clients_historicalclient",
            "clients_historicaldocument",
            "clients_historicaljourney",
            "clients_historicalphone",
            "clients_historicalserving",
        )
    ]
