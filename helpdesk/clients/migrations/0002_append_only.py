from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("clients", "0001_initial")]

    operations = [
        AppendOnly(
            "clients_historicalaccessrequest",
            "clients_historicalclient",
            "clients_historicaldifferent",
            "clients_historicaldocument",
            "clients_historicalfee",
            "clients_historicalgoalreview",
            "clients_historicaljourney",
            "clients_historicalmerge",
            "clients_historicalphone",
            "clients_historicalplan",
            "clients_historicalplangoal",
            "clients_historicalplanreview",
            "clients_historicalplanstep",
            "clients_historicalprospects",
            "clients_historicalrelation",
            "clients_historicalserving",
            "clients_historicalskill",
        )
    ]
