from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("cases", "0024_closing_requests")]

    operations = [AppendOnly("cases_historicalclosingrequest")]
