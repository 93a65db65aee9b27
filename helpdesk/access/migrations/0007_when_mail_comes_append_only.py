from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("access", "0006_when_mail_comes")]

    operations = [AppendOnly("access_historicaluser")]  # SQLite built it anew
