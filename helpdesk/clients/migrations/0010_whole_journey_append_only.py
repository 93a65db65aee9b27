from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("clients", "0009_the_whole_journey")]

    operations = [
        AppendOnly(
            "clients_historicalfee",
            "clients_historicaljourney",  # again: SQLite may have made the table anew
        )
    ]
