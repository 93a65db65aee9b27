import django.db.models.deletion
from django.db import migrations, models

from helpdesk.audit.append_only import AppendOnly
from helpdesk.vault.fields import SealedField

KEY = models.ForeignKey(
    editable=False,
    null=True,
    on_delete=django.db.models.deletion.PROTECT,
    to="vault.datakey",
)
OF_HISTORY = models.ForeignKey(
    blank=True,
    db_constraint=False,
    editable=False,
    null=True,
    on_delete=django.db.models.deletion.DO_NOTHING,
    related_name="+",
    to="vault.datakey",
)
WHY = SealedField(null=True, verbose_name="why are they not the same?")


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_assessments_entered_in_error"), ("vault", "0001_tables")]

    operations = [
        migrations.AddField("partymerge", "data_key", KEY),
        migrations.AddField("partymerge", "undo_reason", WHY),
        migrations.AddField("historicalpartymerge", "data_key", OF_HISTORY),
        migrations.AddField("historicalpartymerge", "undo_reason_sealed", WHY.clone()),
        AppendOnly("cases_historicalpartymerge"),
    ]
