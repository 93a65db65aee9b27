from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("cases", "0019_assessments_and_restrictions")]

    operations = [
        AppendOnly(
            "cases_historicalassessment",
            "cases_historicalscreening",
            "cases_historicalrestriction",
            "cases_historicalbreakglass",
        )
    ]
