from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0004_the_index_of_a_record")]

    operations = [
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(
                fields=["partner", "until"],
                include=("id",),
                condition=models.Q(refused=False, withdrawn_at=None),
                name="live_consents_of_a_partner",
            ),
        ),
    ]
