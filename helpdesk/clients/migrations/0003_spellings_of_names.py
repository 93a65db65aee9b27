import uuid

from django.db import migrations, models

from helpdesk.clients.spellings import TO_BEGIN_WITH


def begin(apps, schema_editor):
    """A small list of common knowledge, which administrators change as they see fit."""
    NameAlias = apps.get_model("clients", "NameAlias")
    NameAlias.objects.bulk_create(NameAlias(spellings=spellings) for spellings in TO_BEGIN_WITH)


class Migration(migrations.Migration):
    dependencies = [("clients", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="NameAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "spellings",
                    models.CharField(
                        max_length=300, unique=True, verbose_name="spellings of one name"
                    ),
                ),
                ("submission_id", models.UUIDField(default=uuid.uuid4, unique=True)),
            ],
            options={"verbose_name": "spellings of a name", "ordering": ["spellings"]},
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
