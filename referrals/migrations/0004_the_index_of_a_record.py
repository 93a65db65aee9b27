from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_closings_approved"),
        ("cases", "0007_the_index_of_restricted_cases"),
        ("clients", "0001_tables"),
        ("referrals", "0003_consent_texts_begin_their_history"),
        ("services", "0001_tables"),
        ("vault", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                fields=["partner", "sent_at"],
                include=("decided_at", "acknowledged_at", "reported_at", "status", "outcome"),
                name="referrals_of_a_record",
            ),
        ),
    ]
