from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("services", "0010_second_factor_of_partners")]

    operations = [AppendOnly("services_historicalpartner")]  # SQLite built it anew
