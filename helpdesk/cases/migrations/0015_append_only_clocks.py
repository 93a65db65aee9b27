from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_clocks_and_urgency")]

    # Again: SQLite may have made the table anew.
    operations = [AppendOnly("cases_historicalcase")]
