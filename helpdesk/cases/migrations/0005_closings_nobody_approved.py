from django.db import migrations, models
from django.db.models import Q

WAITS = Q(decided_at=None, decided_by=None, approved=None)


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_why_merged_parties_part")]

    operations = [
        migrations.RemoveConstraint("closingrequest", "a_decided_closing_says_how_and_by_whom"),
        migrations.AddConstraint(
            "closingrequest",
            models.CheckConstraint(
                condition=WAITS | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="a_decided_closing_says_by_whom",
            ),
        ),
    ]
