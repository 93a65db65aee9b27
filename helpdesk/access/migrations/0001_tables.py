import django.db.models.deletion
import django.db.models.functions.text
import django_countries.fields
import helpdesk.access.areas.folding
import helpdesk.core.codes
import helpdesk.core.migrating
import simple_history.models
import uuid
from django.db import migrations, models

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):

    replaces = [('access', '0001_initial'), ('access', '0002_append_only'), ('access', '0003_areas_found_by_name_and_centres_address'), ('access', '0004_append_only_again'), ('access', '0005_working_weeks'), ('access', '0006_when_mail_comes'), ('access', '0007_when_mail_comes_append_only'), ('access', '0008_second_factor'), ('access', '0009_second_factor_append_only')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        helpdesk.core.migrating.CreateModels(
            operations=[migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('language', models.CharField(blank=True, max_length=10, verbose_name='language')),
                    ('is_active', models.BooleanField(default=True, verbose_name='may log in')),
                    ('mail', models.CharField(choices=[('at_once', 'At once'), ('daily', 'Once a day')], default='at_once', max_length=7, verbose_name='mail comes')),
                    ('mail_hour', models.PositiveSmallIntegerField(default=8, verbose_name='at')),
                    ('second_factor_at', models.DateTimeField(editable=False, null=True, verbose_name='second factor since')),
                    ('is_system', models.BooleanField(default=False, editable=False)),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ],
                options={
                    'verbose_name': 'person',
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='one_account_per_address_in_any_case')],
                },
            ), migrations.CreateModel(
                name='Area',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('path', models.CharField(max_length=255, unique=True)),
                    ('depth', models.PositiveIntegerField()),
                    ('numchild', models.PositiveIntegerField(default=0)),
                    ('code', models.CharField(max_length=20, unique=True)),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('local_name', models.CharField(blank=True, max_length=120)),
                    ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country')),
                    ('folded', helpdesk.access.areas.folding.FoldedNames(default='', editable=False, max_length=520)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Centre',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('path', models.CharField(max_length=255, unique=True)),
                    ('depth', models.PositiveIntegerField()),
                    ('numchild', models.PositiveIntegerField(default=0)),
                    ('working_days', helpdesk.core.codes.CodesField(help_text='Nothing chosen: as is usual in the country.', verbose_name='working days')),
                    ('opens_at', models.TimeField(blank=True, help_text='Empty: as is usual in the country.', null=True, verbose_name='opens at')),
                    ('closes_at', models.TimeField(blank=True, null=True, verbose_name='closes at')),
                    ('closed_days', models.TextField(blank=True, default='', help_text='Besides public holidays. One day to a line, for example 2027-03-12 Annual meeting.', verbose_name='closed on')),
                    ('code', models.CharField(help_text='Begins the codes of its cases.', max_length=8, unique=True, verbose_name='code')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('kind', models.CharField(choices=[('national', 'National'), ('regional', 'Regional or provincial'), ('district', 'District'), ('desk', 'Information or mobile desk')], default='district', max_length=10, verbose_name='kind')),
                    ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country')),
                    ('time_zone', models.CharField(default='UTC', max_length=60, verbose_name='time zone')),
                    ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='access.area', verbose_name='area')),
                    ('phone', models.CharField(blank=True, default='', max_length=60, verbose_name='phone')),
                    ('address', models.CharField(blank=True, default='', max_length=300, verbose_name='address')),
                    ('second_factor', models.BooleanField(default=False, verbose_name='second factor required')),
                    ('officers', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auth.group')),
                    ('supervisors', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auth.group')),
                    ('protectors', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auth.group')),
                    ('administrators', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auth.group')),
                    ('version', models.PositiveIntegerField(default=1)),
                ],
                options={
                    'verbose_name': 'centre',
                    'permissions': [('serve_centre', 'Registers clients and works on cases'), ('oversee_centre', 'Sees every caseload here and below'), ('protect_centre', 'Reads the trail here and below'), ('administer_centre', 'Manages centres, people and partners here and below')],
                    'default_permissions': (),
                },
            ), migrations.CreateModel(
                name='HistoricalUser',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('uid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                    ('email', models.EmailField(db_index=True, max_length=254, verbose_name='e-mail')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('language', models.CharField(blank=True, max_length=10, verbose_name='language')),
                    ('is_active', models.BooleanField(default=True, verbose_name='may log in')),
                    ('mail', models.CharField(choices=[('at_once', 'At once'), ('daily', 'Once a day')], default='at_once', max_length=7, verbose_name='mail comes')),
                    ('mail_hour', models.PositiveSmallIntegerField(default=8, verbose_name='at')),
                    ('second_factor_at', models.DateTimeField(editable=False, null=True, verbose_name='second factor since')),
                    ('is_system', models.BooleanField(default=False, editable=False)),
                    ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ],
                options={
                    'verbose_name': 'historical person',
                    'verbose_name_plural': 'historical persons',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='HistoricalCentre',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('path', models.CharField(db_index=True, max_length=255)),
                    ('depth', models.PositiveIntegerField()),
                    ('working_days', helpdesk.core.codes.CodesField(help_text='Nothing chosen: as is usual in the country.', verbose_name='working days')),
                    ('opens_at', models.TimeField(blank=True, help_text='Empty: as is usual in the country.', null=True, verbose_name='opens at')),
                    ('closes_at', models.TimeField(blank=True, null=True, verbose_name='closes at')),
                    ('closed_days', models.TextField(blank=True, default='', help_text='Besides public holidays. One day to a line, for example 2027-03-12 Annual meeting.', verbose_name='closed on')),
                    ('code', models.CharField(db_index=True, help_text='Begins the codes of its cases.', max_length=8, verbose_name='code')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('kind', models.CharField(choices=[('national', 'National'), ('regional', 'Regional or provincial'), ('district', 'District'), ('desk', 'Information or mobile desk')], default='district', max_length=10, verbose_name='kind')),
                    ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country')),
                    ('time_zone', models.CharField(default='UTC', max_length=60, verbose_name='time zone')),
                    ('phone', models.CharField(blank=True, default='', max_length=60, verbose_name='phone')),
                    ('address', models.CharField(blank=True, default='', max_length=300, verbose_name='address')),
                    ('second_factor', models.BooleanField(default=False, verbose_name='second factor required')),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='access.area', verbose_name='area')),
                    ('officers', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='auth.group')),
                    ('supervisors', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='auth.group')),
                    ('protectors', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='auth.group')),
                    ('administrators', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='auth.group')),
                    ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ],
                options={
                    'verbose_name': 'historical centre',
                    'verbose_name_plural': 'historical centres',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            )],
        ),
        AppendOnly(
            "access_historicalcentre",
            "access_historicaluser",
        ),
    ]
