from django.db import migrations

from helpdesk.access.models import User
from helpdesk.audit.trail import begin_history, record
from referrals.models import ConsentText


def begin(apps, schema_editor):
    """Each text that is read out has its first history row, and an entry speaks of them.

    The trail is written by the trail's own code: a later migration of `audit`, or of what is used
    here, goes before this one (`run_before`).
    """
    if texts := list(ConsentText.objects.order_by("id")):
        by = User.objects.system("setup")  # before: making it is an entry of its own
        begin_history(texts)
        record("began_history", ConsentText, by=by, texts=len(texts))


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0002_history_of_consent_texts"),
        ("access", "0001_tables"),
        ("audit", "0001_tables"),
    ]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
