import django.db.models.deletion
import helpdesk.core.migrating
import simple_history.models
from django.db import migrations, models

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):

    replaces = [('dashboards', '0001_flow_and_thresholds'), ('dashboards', '0002_thresholds_append_only')]

    initial = True

    dependencies = [
        ('access', '0001_tables'),
    ]

    operations = [
        helpdesk.core.migrating.CreateModels(
            operations=[migrations.CreateModel(
                name='Roll',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('as_of', models.DateTimeField(null=True)),
                ],
            ), migrations.CreateModel(
                name='Flow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='access.centre')),
                    ('month', models.DateField()),
                    ('event', models.CharField(choices=[('opened', 'Opened'), ('closed', 'Closed')], max_length=6)),
                    ('stage', models.CharField(blank=True, choices=[('pre_departure', 'Pre-departure'), ('employment', 'Employment'), ('return', 'Return')], max_length=13)),
                    ('category', models.CharField(blank=True, max_length=3)),
                    ('within', models.PositiveIntegerField(null=True)),
                    ('n', models.PositiveIntegerField()),
                ],
                options={
                    'indexes': [models.Index(models.F('month'), models.F('centre'), condition=models.Q(('category', '')), include=('event', 'within', 'n'), name='flow_of_centres'), models.Index(models.F('category'), models.F('stage'), models.F('month'), models.F('centre'), name='flow_by_kind')],
                },
            ), migrations.CreateModel(
                name='Threshold',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('centre', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.centre')),
                    ('caseload', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='open cases of one officer')),
                    ('overdue', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='overdue, in percent of the open cases')),
                    ('silent', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='referrals without an answer in time')),
                    ('caseload_since', models.DateTimeField(editable=False, null=True)),
                    ('overdue_since', models.DateTimeField(editable=False, null=True)),
                    ('silent_since', models.DateTimeField(editable=False, null=True)),
                    ('version', models.PositiveIntegerField(default=1)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('overdue', None), ('overdue__lt', 100), _connector='OR'), name='more_than_all_cannot_be_overdue')],
                },
            ), migrations.CreateModel(
                name='HistoricalThreshold',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('caseload', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='open cases of one officer')),
                    ('overdue', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='overdue, in percent of the open cases')),
                    ('silent', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='referrals without an answer in time')),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('centre', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='access.centre')),
                    ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ],
                options={
                    'verbose_name': 'historical threshold',
                    'verbose_name_plural': 'historical thresholds',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            )],
        ),
        AppendOnly(
            "dashboards_historicalthreshold",
        ),
    ]
