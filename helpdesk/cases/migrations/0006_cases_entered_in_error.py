from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_closings_nobody_approved")]

    operations = [
        migrations.AddIndex(
            "caseperson",
            models.Index("case", condition=Q(outcome="in_error"), name="parts_entered_in_error"),
        ),
    ]
