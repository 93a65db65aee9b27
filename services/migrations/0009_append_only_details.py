from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("services", "0008_costs_terms_and_accessibility")]

    operations = [
        AppendOnly(
            "services_historicalaccessibility",
            "services_historicalcost",
            "services_historicalserviceterm",
            "services_historicaltaxonomy",
            "services_historicaltaxonomyterm",
        )
    ]
