from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("services", "0001_initial")]

    operations = [
        AppendOnly(
            "services_historicalaccessibility",
            "services_historicalagreement",
            "services_historicalcontactperson",
            "services_historicalcost",
            "services_historicalhours",
            "services_historicallocation",
            "services_historicalpartner",
            "services_historicalservice",
            "services_historicalservicearea",
            "services_historicalserviceatlocation",
            "services_historicalserviceterm",
            "services_historicalsignatory",
            "services_historicaltaxonomy",
            "services_historicaltaxonomyterm",
        )
    ]
