from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("referrals", "0009_handing_over")]

    operations = [
        AppendOnly(
            "referrals_historicalhandover",
            "referrals_historicalhandovercase",
            "referrals_historicalhandoverreferral",
        )
    ]
