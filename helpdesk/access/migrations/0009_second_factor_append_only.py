from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("access", "0008_second_factor")]

    # SQLite built them anew
    operations = [AppendOnly("access_historicaluser", "access_historicalcentre")]
