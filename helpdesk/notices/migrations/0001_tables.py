import django.db.models.deletion
import helpdesk.core.clock
import helpdesk.core.migrating
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('notices', '0001_initial'), ('notices', '0002_kinds_of_access'), ('notices', '0003_kinds_of_the_closed_loop'), ('notices', '0004_kinds_of_incoming'), ('notices', '0005_kinds_of_factors_questions_and_deadlines'), ('notices', '0006_kinds_of_files'), ('notices', '0007_kinds_of_plans_reminders_restriction_and_figures')]

    initial = True

    dependencies = [
        ('access', '0001_tables'),
    ]

    operations = [
        helpdesk.core.migrating.CreateModels(
            operations=[migrations.CreateModel(
                name='Notice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(default=uuid.uuid4, help_text='Owed once.', max_length=120, unique=True)),
                    ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL)),
                    ('kind', models.CharField(choices=[('referral_sent', 'A referral waits for your answer'), ('referral_acknowledged', 'The partner has it'), ('referral_accepted', 'The partner accepted'), ('referral_declined', 'The partner declined'), ('referral_waitlisted', 'The partner put it on its waiting list'), ('information_requested', 'The partner asks a question'), ('question_waits', 'A partner’s question waits for your answer'), ('question_answered', 'The centre answered your question'), ('referral_started', 'The partner has begun'), ('referral_completed', 'The partner reports that it is done'), ('referral_not_delivered', 'The partner could not deliver'), ('referral_reopened', 'The centre says it is not done yet'), ('referral_closed', 'The centre closed the referral'), ('referral_withdrawn', 'The centre withdrew the referral'), ('consent_withdrawn', 'The client took back the consent: your access has ended'), ('no_response', 'No answer came in time'), ('case_assigned', 'A case is now yours'), ('case_shared', 'A restricted case was shared with you'), ('glass_broken', 'A restricted case was opened in an emergency'), ('glass_reviewed', 'What you opened in an emergency was judged'), ('opened_elsewhere', 'Another centre opened the record of a client of yours'), ('access_asked', 'Another centre asks to open a client’s record'), ('access_granted', 'You may open the record that you asked for'), ('access_refused', 'Your request to open a record was refused'), ('referral_late', 'A referral is late: please answer it'), ('referral_silent', 'A partner has not answered in time'), ('referral_escalated', 'A referral is still without an answer'), ('review_due', 'Someone on a waiting list is to be looked at again'), ('report_due', 'A report on a referral is due'), ('packet_amended', 'The centre sent a new version of the packet'), ('consent_overridden', 'A referral was sent without the consent'), ('referral_allotted', 'A referral is now yours'), ('appointment_made', 'An appointment was made'), ('appointment_changed', 'An appointment was changed'), ('appointment_to_remind', 'Please call a client and remind of an appointment'), ('reminder_failed', 'A reminder of an appointment did not go out: please call the client'), ('agreement_ending', 'An agreement ends soon'), ('agreement_stopped', 'An agreement no longer holds'), ('service_to_verify', 'A service in the directory is to be checked'), ('handover_proposed', 'Another centre hands a client over to yours'), ('handover_accepted', 'The other centre has taken the client over'), ('handover_declined', 'The other centre declined the hand-over'), ('handover_withdrawn', 'The hand-over was taken back'), ('incoming_received', 'Someone was referred to your centre'), ('incoming_answered', 'The centre answered your referral'), ('incoming_replied', 'The sender answered your question'), ('incoming_late', 'Someone referred to your centre waits for an answer'), ('second_factor_added', 'A second factor was set up on your account'), ('second_factor_removed', 'The second factor was taken off your account'), ('second_factor_reset', 'Your second factor was reset: set up a new one'), ('deadline_near', 'A deadline comes near'), ('deadline_lapsed', 'A deadline has passed'), ('plan_review_due', 'A client’s plan is to be looked at again'), ('plan_step_due', 'A step of a client’s plan is yours, and due'), ('file_infected', 'A virus was found in a file that you added'), ('scanner_away', 'The virus scanner does not answer: files wait'), ('report_ready', 'A report of figures is ready to read'), ('threshold_passed', 'A centre has passed a threshold that you set'), ('checkpoint_late', 'No checkpoint has left this server for 30 minutes')], max_length=40)),
                    ('code', models.CharField(blank=True, max_length=40)),
                    ('path', models.CharField(help_text='Where it leads, below SITE_URL.', max_length=200)),
                    ('made_at', models.DateTimeField(default=helpdesk.core.clock.now)),
                    ('due_at', models.DateTimeField(default=helpdesk.core.clock.now)),
                    ('claimed_until', models.DateTimeField(null=True)),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('seen_at', models.DateTimeField(null=True)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('failure', models.CharField(blank=True, max_length=200)),
                    ('quarantined_at', models.DateTimeField(null=True)),
                ],
                options={
                    'ordering': ['-id'],
                    'indexes': [models.Index(condition=models.Q(('quarantined_at', None), ('sent_at', None)), fields=['due_at'], name='notices_owed'), models.Index(fields=['recipient', '-id'], name='notices_of_a_person'), models.Index(condition=models.Q(('seen_at', None)), fields=['recipient'], name='notices_unseen')],
                },
            )],
        ),
    ]
