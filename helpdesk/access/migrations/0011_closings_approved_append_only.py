from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("access", "0010_closings_approved")]

    operations = [AppendOnly("access_historicalcentre")]  # SQLite built it anew
