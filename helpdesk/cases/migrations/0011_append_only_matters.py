from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_deadlines")]

    operations = [
        AppendOnly(
            "cases_historicalparty",
            "cases_historicalcaseparty",
            "cases_historicalclaim",
            "cases_historicalreceipt",
            "cases_historicaldeadlinerule",
            "cases_historicaldeadline",
        )
    ]
