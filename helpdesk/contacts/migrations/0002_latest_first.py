from django.db import migrations, models
from django.db.models import F


class Migration(migrations.Migration):
    """A region's or nation's list begins with the latest of all its centres."""

    dependencies = [("contacts", "0001_tables")]

    operations = [
        migrations.AddIndex(
            "contact",
            models.Index(F("happened_on").desc(), F("id").desc(), name="contacts_latest_first"),
        ),
        migrations.AddIndex(
            "helpgiven",
            models.Index(F("happened_on").desc(), F("id").desc(), name="help_latest_first"),
        ),
    ]
