from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_initial")]

    operations = [
        AppendOnly(
            "contacts_historicalappointment",
            "contacts_historicalattendance",
            "contacts_historicalcontact",
            "contacts_historicalgroupsession",
            "contacts_historicalheadcount",
            "contacts_historicalhelpgiven",
        )
    ]
