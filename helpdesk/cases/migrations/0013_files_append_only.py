from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_files")]

    operations = [AppendOnly("cases_historicalfile")]
