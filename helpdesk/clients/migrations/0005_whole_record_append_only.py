from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("clients", "0004_whole_record")]

    operations = [AppendOnly("clients_historicalclient", "clients_historicalrelation")]
