from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_tags_and_snooze")]

    operations = [
        AppendOnly(
            "cases_historicalcase",  # again: SQLite may have made the table anew
            "cases_historicaltag",
            "cases_historicalcasetag",
        )
    ]
