import django.db.models.deletion
import helpdesk.core.clock
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('referrals', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalConsentText',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('language', models.CharField(choices=[('ne', 'Nepali'), ('taj', 'Tamang'), ('mai', 'Maithili'), ('bho', 'Bhojpuri'), ('new', 'Newar'), ('hi', 'Hindi'), ('ur', 'Urdu'), ('bn', 'Bengali'), ('fil', 'Filipino'), ('ceb', 'Cebuano'), ('si', 'Sinhala'), ('ta', 'Tamil'), ('id', 'Indonesian'), ('my', 'Burmese'), ('ar', 'Arabic'), ('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('wo', 'Wolof'), ('ff', 'Fula'), ('am', 'Amharic'), ('sw', 'Swahili'), ('qu', 'Quechua')], max_length=5, verbose_name='language')),
                ('purpose', models.CharField(blank=True, choices=[('legal', 'Legal help'), ('psychosocial', 'Psycho-social support'), ('labour', 'Labour office and mediation'), ('finance', 'Finance and credit'), ('health', 'Health care'), ('shelter', 'Shelter'), ('training', 'Skills and training'), ('jobs', 'Job placement'), ('business', 'Business support'), ('documents', 'Documents and consular help'), ('repatriation', 'Repatriation'), ('welfare', 'Welfare and insurance claims')], help_text='Leave it empty for every kind that has no text of its own.', max_length=20, verbose_name='for which kind of help')),
                ('version', models.PositiveIntegerField()),
                ('text', models.TextField(max_length=4000, verbose_name='text')),
                ('valid_from', models.DateField(default=helpdesk.core.clock.today, verbose_name='read out from')),
                ('added_at', models.DateTimeField(default=helpdesk.core.clock.now)),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical consent text',
                'verbose_name_plural': 'historical consent texts',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        AppendOnly("referrals_historicalconsenttext"),
    ]
