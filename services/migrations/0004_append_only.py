from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("services", "0003_whom_services_take_and_whom_one_calls")]

    operations = [
        AppendOnly(
            "services_historicalservice",  # again: SQLite may have made the table anew
            "services_historicalcontactperson",
            "services_historicalservicearea",
        )
    ]
