from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("referrals", "0007_partner_desk")]

    operations = [
        AppendOnly(
            "referrals_historicalincoming",
            "referrals_historicalincomingstep",
            "referrals_historicalreferral",  # SQLite built it anew
            "referrals_historicalreferralappointment",
        )
    ]
