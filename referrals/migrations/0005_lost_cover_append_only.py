from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("referrals", "0004_lost_cover")]

    operations = [AppendOnly("referrals_historicallostcover")]
