from django.db import migrations

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        AppendOnly(
            "cases_historicalassessment",
            "cases_historicalbreakglass",
            "cases_historicalcase",
            "cases_historicalcaseparty",
            "cases_historicalcaseperson",
            "cases_historicalcasetag",
            "cases_historicalclaim",
            "cases_historicalclosingrequest",
            "cases_historicaldeadline",
            "cases_historicaldeadlinerule",
            "cases_historicalfile",
            "cases_historicalfinding",
            "cases_historicalneed",
            "cases_historicalnote",
            "cases_historicaloverlap",
            "cases_historicalparty",
            "cases_historicalpartymerge",
            "cases_historicalreceipt",
            "cases_historicalrestriction",
            "cases_historicalreview",
            "cases_historicalreviewedcase",
            "cases_historicalscreening",
            "cases_historicaltag",
            "cases_historicaltask",
        )
    ]
