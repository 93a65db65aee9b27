from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial")]

    operations = [
        AppendOnly(
            "referrals_historicalconsent",
            "referrals_historicalfeedback",
            "referrals_historicalhandover",
            "referrals_historicalhandovercase",
            "referrals_historicalhandoverreferral",
            "referrals_historicalincoming",
            "referrals_historicalincomingstep",
            "referrals_historicallostcover",
            "referrals_historicalpacket",
            "referrals_historicalreferral",
            "referrals_historicalreferralappointment",
            "referrals_historicalsignpost",
            "referrals_historicalstep",
        )
    ]
