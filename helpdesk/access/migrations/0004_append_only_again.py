from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("access", "0003_areas_found_by_name_and_centres_address")]

    operations = [AppendOnly("access_historicalcentre")]
