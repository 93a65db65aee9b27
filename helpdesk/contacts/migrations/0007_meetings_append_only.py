from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("contacts", "0006_group_sessions")]

    operations = [
        AppendOnly(
            "contacts_historicalappointment",
            "contacts_historicalgroupsession",
            "contacts_historicalattendance",
            "contacts_historicalheadcount",
        )
    ]
