from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("cases", "0022_reviews")]

    operations = [
        AppendOnly(
            "cases_historicalreview",
            "cases_historicalreviewedcase",
            "cases_historicalfinding",
        )
    ]
