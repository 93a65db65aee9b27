from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("referrals", "0011_the_story_told")]

    operations = [
        AppendOnly(
            "referrals_historicalfeedback",
            "referrals_historicalreferral",
            "referrals_historicalsignpost",
        )
    ]
