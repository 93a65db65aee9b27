from django.db import migrations

from referrals.first_texts import FIRST


def put_the_first_texts(apps, schema_editor):
    """What is read out to a client until an administrator writes another version."""
    ConsentText = apps.get_model("referrals", "ConsentText")
    ConsentText.objects.bulk_create(
        ConsentText(language=language, purpose="", version=1, text=text, valid_from="2026-01-01")
        for language, text in FIRST.items()
    )


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_append_only")]

    operations = [migrations.RunPython(put_the_first_texts, migrations.RunPython.noop)]
