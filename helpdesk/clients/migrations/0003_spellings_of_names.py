from django.db import migrations

from helpdesk.clients.spellings import TO_BEGIN_WITH


def begin(apps, schema_editor):
    """A small list of common knowledge, which administrators change as they see fit."""
    NameAlias = apps.get_model("clients", "NameAlias")
    NameAlias.objects.bulk_create(NameAlias(spellings=spellings) for spellings in TO_BEGIN_WITH)


class Migration(migrations.Migration):
    dependencies = [("clients", "0002_append_only")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
