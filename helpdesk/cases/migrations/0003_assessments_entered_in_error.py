from django.db import migrations, models

from helpdesk.audit.append_only import AppendOnly
from helpdesk.vault.fields import SealedField

AT = models.DateTimeField(editable=False, null=True, verbose_name="entered in error")
WHY = SealedField(null=True, verbose_name="why it was entered in error")


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_reviews_and_closings")]

    operations = [
        migrations.AddField("assessment", "in_error_at", AT),
        migrations.AddField("assessment", "correction", WHY),
        migrations.AddField("historicalassessment", "in_error_at", AT.clone()),
        migrations.AddField("historicalassessment", "correction_sealed", WHY.clone()),
        AppendOnly("cases_historicalassessment"),
    ]
