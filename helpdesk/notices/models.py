import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helpdesk.core.clock import now


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and nobody else's."""
        return self.filter(recipient=user) if user.is_active else self.none()

    def owed(self):
        """Not sent yet, due, not in another deliverer's hands; to whom may still log in."""
        free = Q(claimed_until=None) | Q(claimed_until__lt=now())
        owed = self.filter(free, sent_at=None, quarantined_at=None, due_at__lte=now())
        return owed.filter(recipient__is_active=True)

    def quarantined(self):
        """Those that failed too often and wait for a human."""
        return self.exclude(quarantined_at=None)

    def owed_to(self, people):
        """Those of these people."""
        return self.filter(recipient__in=people.values("pk"))

    def unseen(self):
        return self.filter(seen_at=None)


class Notice(models.Model):
    """One message owed to one person. An unsent row is the outbox, a sent one the history."""

    class Kind(models.TextChoices):
        REFERRAL_SENT = "referral_sent", _("A referral waits for your answer")
        REFERRAL_ACKNOWLEDGED = "referral_acknowledged", _("The partner has it")
        REFERRAL_ACCEPTED = "referral_accepted", _("The partner accepted")
        REFERRAL_DECLINED = "referral_declined", _("The partner declined")
        REFERRAL_WAITLISTED = "referral_waitlisted", _("The partner put it on its waiting list")
        INFORMATION_REQUESTED = "information_requested", _("The partner asks a question")
        QUESTION_WAITS = "question_waits", _("A partner’s question waits for your answer")
        QUESTION_ANSWERED = "question_answered", _("The centre answered your question")
        REFERRAL_STARTED = "referral_started", _("The partner has begun")
        REFERRAL_COMPLETED = "referral_completed", _("The partner reports that it is done")
        REFERRAL_NOT_DELIVERED = "referral_not_delivered", _("The partner could not deliver")
        REFERRAL_REOPENED = "referral_reopened", _("The centre says it is not done yet")
        REFERRAL_CLOSED = "referral_closed", _("The centre closed the referral")
        REFERRAL_WITHDRAWN = "referral_withdrawn", _("The centre withdrew the referral")
        CONSENT_WITHDRAWN = (
            "consent_withdrawn",
            _("The client took back the consent: your access has ended"),
        )
        NO_RESPONSE = "no_response", _("No answer came in time")
        CASE_ASSIGNED = "case_assigned", _("A case is now yours")
        CASE_REVIEWED = "case_reviewed", _("A closed case of yours was reviewed")
        REVIEW_ANSWERED = "review_answered", _("The officer answered your review of a case")
        CLOSING_ASKED = "closing_asked", _("A closing waits for your approval")
        CLOSING_APPROVED = "closing_approved", _("The closing that you asked for was approved")
        CLOSING_SENT_BACK = "closing_sent_back", _("The closing that you asked for was sent back")
        CASE_SHARED = "case_shared", _("A restricted case was shared with you")
        GLASS_BROKEN = "glass_broken", _("A restricted case was opened in an emergency")
        GLASS_REVIEWED = "glass_reviewed", _("What you opened in an emergency was judged")
        OPENED_ELSEWHERE = (
            "opened_elsewhere",
            _("Another centre opened the record of a client of yours"),
        )
        ACCESS_ASKED = "access_asked", _("Another centre asks to open a client’s record")
        ACCESS_GRANTED = "access_granted", _("You may open the record that you asked for")
        ACCESS_REFUSED = "access_refused", _("Your request to open a record was refused")
        REFERRAL_LATE = "referral_late", _("A referral is late: please answer it")
        REFERRAL_SILENT = "referral_silent", _("A partner has not answered in time")
        REFERRAL_ESCALATED = "referral_escalated", _("A referral is still without an answer")
        REVIEW_DUE = "review_due", _("Someone on a waiting list is to be looked at again")
        REPORT_DUE = "report_due", _("A report on a referral is due")
        PACKET_AMENDED = "packet_amended", _("The centre sent a new version of the packet")
        CONSENT_ENDED = (
            "consent_ended",
            _("A client’s consent has run out: the partner sees the referral no more"),
        )
        CONSENT_OVERRIDDEN = "consent_overridden", _("A referral was sent without the consent")
        REFERRAL_ALLOTTED = "referral_allotted", _("A referral is now yours")
        APPOINTMENT_MADE = "appointment_made", _("An appointment was made")
        APPOINTMENT_CHANGED = "appointment_changed", _("An appointment was changed")
        APPOINTMENT_TO_REMIND = (
            "appointment_to_remind",
            _("Please call a client and remind of an appointment"),
        )
        REMINDER_FAILED = (
            "reminder_failed",
            _("A reminder of an appointment did not go out: please call the client"),
        )
        AGREEMENT_ENDING = "agreement_ending", _("An agreement ends soon")
        AGREEMENT_STOPPED = "agreement_stopped", _("An agreement no longer holds")
        SERVICE_TO_VERIFY = "service_to_verify", _("A service in the directory is to be checked")
        HANDOVER_PROPOSED = "handover_proposed", _("Another centre hands a client over to yours")
        HANDOVER_ACCEPTED = "handover_accepted", _("The other centre has taken the client over")
        HANDOVER_DECLINED = "handover_declined", _("The other centre declined the hand-over")
        HANDOVER_WITHDRAWN = "handover_withdrawn", _("The hand-over was taken back")
        INCOMING_RECEIVED = "incoming_received", _("Someone was referred to your centre")
        INCOMING_ANSWERED = "incoming_answered", _("The centre answered your referral")
        INCOMING_REPLIED = "incoming_replied", _("The sender answered your question")
        INCOMING_LATE = "incoming_late", _("Someone referred to your centre waits for an answer")
        SECOND_FACTOR_ADDED = "second_factor_added", _("A second factor was set up on your account")
        SECOND_FACTOR_REMOVED = (
            "second_factor_removed",
            _("The second factor was taken off your account"),
        )
        SECOND_FACTOR_RESET = (
            "second_factor_reset",
            _("Your second factor was reset: set up a new one"),
        )
        DEADLINE_NEAR = "deadline_near", _("A deadline comes near")
        DEADLINE_LAPSED = "deadline_lapsed", _("A deadline has passed")
        PLAN_REVIEW_DUE = "plan_review_due", _("A client’s plan is to be looked at again")
        PLAN_STEP_DUE = "plan_step_due", _("A step of a client’s plan is yours, and due")
        FILE_INFECTED = "file_infected", _("A virus was found in a file that you added")
        SCANNER_AWAY = "scanner_away", _("The virus scanner does not answer: files wait")
        REPORT_READY = "report_ready", _("A report of figures is ready to read")
        THRESHOLD_PASSED = "threshold_passed", _("A centre has passed a threshold that you set")
        CHECKPOINT_LATE = "checkpoint_late", _("No checkpoint has left this server for 30 minutes")

    key = models.CharField(
        max_length=120, unique=True, default=uuid.uuid4, help_text=_("Owed once.")
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices"
    )
    kind = models.CharField(max_length=40, choices=Kind)
    code = models.CharField(max_length=40, blank=True)
    path = models.CharField(max_length=200, help_text=_("Where it leads, below SITE_URL."))
    made_at = models.DateTimeField(default=now)
    due_at = models.DateTimeField(default=now)
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=200, blank=True)
    quarantined_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    ATTEMPTS = 5
    CLAIM = timedelta(minutes=5)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(sent_at=None, quarantined_at=None),
                name="notices_owed",
            ),
            models.Index(fields=["recipient", "-id"], name="notices_of_a_person"),
            models.Index(fields=["recipient"], condition=Q(seen_at=None), name="notices_unseen"),
        ]

    def __str__(self):
        return f"{self.kind} {self.code}"

    def get_absolute_url(self):
        return self.path

    def failed(self, error):
        """One more attempt went wrong; waits longer each time, and after the fifth for a human."""
        self.attempts += 1
        self.failure = f"{type(error).__name__}: {error}"[:200]
        self.claimed_until = None
        self.due_at = now() + timedelta(minutes=2**self.attempts)
        if self.attempts >= self.ATTEMPTS:
            self.quarantined_at = now()
