from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("contacts", "0003_contact_on_a_journey")]

    operations = [
        AppendOnly("contacts_historicalcontact")  # again: SQLite may have made the table anew
    ]
