from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        AppendOnly(
            "audit_checkpoint",
            "audit_entry",
            "audit_entryclient",
            "audit_entryrow",
            "audit_link",
        )
    ]
