from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("services", "0005_agreements_whole")]

    operations = [
        AppendOnly("services_historicalagreement", "services_historicalsignatory"),
    ]
