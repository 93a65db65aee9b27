from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("cases", "0017_party_merges")]

    operations = [
        AppendOnly("cases_historicalpartymerge"),
        AppendOnly("cases_historicalreceipt"),  # SQLite made the table anew for its columns
    ]
