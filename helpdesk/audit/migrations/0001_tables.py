import django.db.models.deletion
import helpdesk.core.clock
import helpdesk.core.migrating
import uuid
from django.conf import settings
from django.db import migrations, models

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):

    replaces = [('audit', '0001_initial'), ('audit', '0002_append_only')]

    initial = True

    dependencies = [
        ('access', '0001_tables'),
    ]

    operations = [
        helpdesk.core.migrating.CreateModels(
            operations=[migrations.CreateModel(
                name='Entry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('at', models.DateTimeField(default=helpdesk.core.clock.now)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('verb', models.CharField(max_length=40)),
                    ('label', models.CharField(help_text='The model, such as cases.case.', max_length=60)),
                    ('key', models.BigIntegerField(null=True)),
                    ('code', models.CharField(blank=True, max_length=60)),
                    ('why', models.CharField(blank=True, help_text="A coded reason or a rule's words.", max_length=200)),
                    ('detail', models.JSONField(default=dict)),
                    ('request_id', models.CharField(max_length=36)),
                    ('where', models.CharField(max_length=60)),
                    ('digest', models.CharField(max_length=64)),
                ],
                options={
                    'verbose_name': 'entry',
                    'indexes': [models.Index(fields=['label', 'key', 'id'], name='entry_about'), models.Index(fields=['code', 'id'], name='entry_code'), models.Index(fields=['by', 'id'], name='entry_by'), models.Index(fields=['verb', 'id'], name='entry_verb'), models.Index(fields=['at'], name='entry_at')],
                },
            ), migrations.CreateModel(
                name='EntryRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='audit.entry')),
                    ('table', models.CharField(max_length=80)),
                    ('row', models.BigIntegerField()),
                    ('hash', models.CharField(max_length=64)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('table', 'row'), name='a_history_row_has_one_entry')],
                },
            ), migrations.CreateModel(
                name='EntryClient',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clients', to='audit.entry')),
                    ('client', models.UUIDField()),
                ],
                options={
                    'indexes': [models.Index(fields=['client', 'entry'], name='who_saw_this_client')],
                },
            ), migrations.CreateModel(
                name='Link',
                fields=[
                    ('position', models.BigIntegerField(primary_key=True, serialize=False)),
                    ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='link', to='audit.entry')),
                    ('hash', models.CharField(max_length=64)),
                ],
            ), migrations.CreateModel(
                name='Checkpoint',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.BigIntegerField()),
                    ('hash', models.CharField(max_length=64)),
                    ('at', models.DateTimeField(default=helpdesk.core.clock.now)),
                    ('note', models.TextField()),
                    ('left_by', models.CharField(blank=True, help_text='How it left the server: file, mail.', max_length=20)),
                ],
                options={
                    'ordering': ['-id'],
                },
            )],
        ),
        AppendOnly(
            "audit_checkpoint",
            "audit_entry",
            "audit_entryclient",
            "audit_entryrow",
            "audit_link",
        ),
    ]
