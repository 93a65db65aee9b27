from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        AppendOnly(
            "cases_historicalcase",
            "cases_historicalcaseperson",
            "cases_historicalneed",
            "cases_historicalnote",
            "cases_historicaltask",
        )
    ]
