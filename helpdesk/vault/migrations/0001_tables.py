import helpdesk.core.migrating
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('vault', '0001_initial')]

    initial = True

    dependencies = [
    ]

    operations = [
        helpdesk.core.migrating.CreateModels(
            operations=[migrations.CreateModel(
                name='DataKey',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('key_number', models.SmallIntegerField(help_text='Which key of VAULT_KEYS wraps it.')),
                    ('wrapped', models.BinaryField(null=True)),
                ],
            )],
        ),
    ]
