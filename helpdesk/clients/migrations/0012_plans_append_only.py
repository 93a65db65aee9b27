from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("clients", "0011_plans_skills_and_savings")]

    operations = [
        AppendOnly(
            "clients_historicalplan",
            "clients_historicalplangoal",
            "clients_historicalplanstep",
            "clients_historicalplanreview",
            "clients_historicalgoalreview",
            "clients_historicalskill",
            "clients_historicalprospects",
        )
    ]
