from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_who_and_rules")]

    operations = [
        AppendOnly(
            "referrals_historicalconsent",
            "referrals_historicalpacket",
            "referrals_historicalreferral",
            "referrals_historicalstep",
        )
    ]
