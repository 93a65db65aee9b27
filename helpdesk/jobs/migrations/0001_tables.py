import django.db.models.deletion
import helpdesk.core.clock
import helpdesk.core.migrating
import helpdesk.jobs.models.sealed_file
import helpdesk.vault.fields
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):

    replaces = [('jobs', '0001_initial'), ('jobs', '0002_append_only'), ('jobs', '0003_files_and_exports'), ('jobs', '0004_files_kept_with_a_person'), ('jobs', '0005_reports'), ('jobs', '0006_append_only_templates')]

    initial = True

    dependencies = [
        ('access', '0001_tables'),
        ('vault', '0001_tables'),
    ]

    operations = [
        helpdesk.core.migrating.CreateModels(
            operations=[migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to=settings.AUTH_USER_MODEL)),
                    ('path', models.CharField(max_length=200)),
                    ('title', models.CharField(max_length=80)),
                    ('data_key', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, to='vault.datakey')),
                    ('owns_key', models.BooleanField(default=True, editable=False)),
                    ('values', helpdesk.vault.fields.SealedField(verbose_name='what was typed')),
                    ('saved_at', models.DateTimeField(default=helpdesk.core.clock.now)),
                ],
                options={
                    'ordering': ['-saved_at'],
                    'constraints': [models.UniqueConstraint(fields=('by', 'path'), name='one_draft_per_person_and_form')],
                },
            ), migrations.CreateModel(
                name='SealedFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('data_key', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, to='vault.datakey')),
                    ('size', models.PositiveBigIntegerField(default=0)),
                    ('pieces', models.PositiveIntegerField(default=0)),
                    ('made_at', models.DateTimeField(default=helpdesk.core.clock.now)),
                    ('expires_at', models.DateTimeField(default=helpdesk.jobs.models.sealed_file.kept_until, null=True)),
                ],
                options={
                    'verbose_name': 'file',
                    'indexes': [models.Index(fields=['expires_at'], name='files_that_expire')],
                },
            ), migrations.CreateModel(
                name='FilePiece',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='jobs.sealedfile')),
                    ('number', models.PositiveIntegerField()),
                    ('size', models.PositiveIntegerField()),
                    ('sealed', models.BinaryField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('file', 'number'), name='pieces_are_counted')],
                },
            ), migrations.CreateModel(
                name='Export',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('what', models.CharField(max_length=10)),
                    ('form', models.CharField(choices=[('csv', 'CSV, for any program'), ('xlsx', 'Excel (XLSX)')], default='csv', max_length=4, verbose_name='as')),
                    ('purpose', models.CharField(choices=[('follow_up', 'Following up on clients or cases'), ('report', 'A report of the centre’s work'), ('partner', 'Agreed work with a partner'), ('quality', 'Checking and correcting records'), ('handover', 'Handing work over'), ('legal', 'A duty by law or by court order'), ('other', 'Something else')], max_length=10, verbose_name='what for?')),
                    ('data_key', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, to='vault.datakey')),
                    ('words', helpdesk.vault.fields.SealedField(verbose_name='in words')),
                    ('narrowed', helpdesk.vault.fields.SealedField(verbose_name='the list’s filter')),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='jobs.sealedfile')),
                    ('submission_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ],
                options={
                    'verbose_name': 'export',
                },
            ), migrations.CreateModel(
                name='Job',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('kind', models.CharField(max_length=40)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('centre', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.centre')),
                    ('about', models.BigIntegerField(null=True)),
                    ('status', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('cancelled', 'Cancelled'), ('failed', 'Failed')], default='waiting', max_length=9)),
                    ('total', models.PositiveIntegerField(null=True)),
                    ('done', models.PositiveIntegerField(default=0)),
                    ('place', models.BigIntegerField(default=0)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('failure', models.CharField(blank=True, max_length=200)),
                    ('made_at', models.DateTimeField(default=helpdesk.core.clock.now)),
                    ('alive_at', models.DateTimeField(default=helpdesk.core.clock.now)),
                    ('cancel_asked_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('submission_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ],
                options={
                    'verbose_name': 'job',
                    'ordering': ['-id'],
                    'indexes': [models.Index(condition=models.Q(('status__in', ['waiting', 'running'])), fields=['alive_at'], name='jobs_open'), models.Index(fields=['by', '-id'], name='jobs_of_a_person')],
                },
            ), migrations.CreateModel(
                name='ReportTemplate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('centre', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.centre', verbose_name='centre')),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('indicators', models.JSONField(default=list, verbose_name='indicators')),
                    ('splits', models.JSONField(default=list, verbose_name='split by')),
                    ('period', models.CharField(max_length=12, verbose_name='period')),
                    ('monthly', models.BooleanField(default=False, verbose_name='every month')),
                    ('is_gone', models.BooleanField(default=False, editable=False)),
                    ('readers', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'report template',
                    'ordering': ['name'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('is_gone', False)), fields=('by', 'name'), name='one_template_of_a_name')],
                },
            ), migrations.CreateModel(
                name='Report',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('template', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='jobs.reporttemplate')),
                    ('centre', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.centre')),
                    ('centres', models.JSONField(default=list)),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('indicators', models.JSONField(default=list)),
                    ('splits', models.JSONField(default=list)),
                    ('first', models.DateField()),
                    ('last', models.DateField()),
                    ('before_first', models.DateField()),
                    ('zone', models.CharField(max_length=60)),
                    ('ordinary', models.BooleanField(default=True)),
                    ('published', models.BooleanField(default=False)),
                    ('made_at', models.DateTimeField(default=helpdesk.core.clock.now)),
                    ('submission_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                    ('readers', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'report',
                    'ordering': ['-id'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='a_report_ends_after_it_begins')],
                },
            ), migrations.CreateModel(
                name='ReportTable',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tables', to='jobs.report')),
                    ('number', models.PositiveIntegerField()),
                    ('split', models.CharField(blank=True, max_length=20)),
                    ('counts', models.JSONField()),
                ],
                options={
                    'ordering': ['number'],
                    'constraints': [models.UniqueConstraint(fields=('report', 'number'), name='tables_of_a_report_once')],
                },
            ), migrations.CreateModel(
                name='SavedFilter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('centre', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='access.centre', verbose_name='shared with')),
                    ('name', models.CharField(max_length=60, verbose_name='name')),
                    ('query', models.CharField(max_length=500)),
                    ('is_gone', models.BooleanField(default=False, editable=False)),
                ],
                options={
                    'verbose_name': 'saved filter',
                    'ordering': ['name'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('is_gone', False)), fields=('by', 'name'), name='one_filter_of_a_name')],
                },
            ), migrations.CreateModel(
                name='HistoricalReportTemplate',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('uid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('indicators', models.JSONField(default=list, verbose_name='indicators')),
                    ('splits', models.JSONField(default=list, verbose_name='split by')),
                    ('period', models.CharField(max_length=12, verbose_name='period')),
                    ('monthly', models.BooleanField(default=False, verbose_name='every month')),
                    ('is_gone', models.BooleanField(default=False, editable=False)),
                    ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('centre', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='access.centre', verbose_name='centre')),
                    ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ],
                options={
                    'verbose_name': 'historical report template',
                    'verbose_name_plural': 'historical report templates',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='HistoricalSavedFilter',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('name', models.CharField(max_length=60, verbose_name='name')),
                    ('query', models.CharField(max_length=500)),
                    ('is_gone', models.BooleanField(default=False, editable=False)),
                    ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('centre', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='access.centre', verbose_name='shared with')),
                    ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ],
                options={
                    'verbose_name': 'historical saved filter',
                    'verbose_name_plural': 'historical saved filters',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            )],
        ),
        AppendOnly(
            "jobs_historicalreporttemplate",
            "jobs_historicalsavedfilter",
        ),
    ]
