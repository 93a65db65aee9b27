from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_closings_approved"),
        ("cases", "0006_cases_entered_in_error"),
        ("vault", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("id"), condition=models.Q(("restricted", True)), name="restricted_cases"
            ),
        ),
    ]
