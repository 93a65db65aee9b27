import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from helpdesk.access.models import Centre
from helpdesk.audit.history import History
from helpdesk.cases.models import Case, Need
from helpdesk.clients.models import Client
from helpdesk.core.clock import now
from helpdesk.core.codes import CodesField
from helpdesk.core.refusal import Refused
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey
from services.models import Partner, Service

from ..categories import Category
from ..clocks import NAMES, clocks_of, due_words, next_clock_of, pace_words
from .consent import Consent
from .life import (
    CLOCK_IN,
    LIVE,
    NEXT,
    ONLY_FROM,
    REPORTED,
    TO,
    TO_ANSWER,
    UNDER_WAY,
    WAITING,
    Reason,
    Rung,
    Status,
)
from .sight import ReferralQuerySet

S = Status
__all__ = ["LIVE", "NEXT", "REPORTED", "TO_ANSWER", "UNDER_WAY", "WAITING", "Referral", "Status"]


class Referral(models.Model):
    """A request that a partner's service takes on a client's need. Moved only by actions."""

    Status = Status
    Reason = Reason
    Rung = Rung
    NEXT = NEXT

    class Outcome(models.TextChoices):
        FULL = "full", _("Helped in full")
        PART = "part", _("Helped in part")
        ADVICE = "advice", _("Advice given")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=20, unique=True)
    thread = models.UUIDField(
        default=uuid.uuid4, db_index=True, editable=False
    )  # with those that replaced it
    bundle = models.UUIDField(null=True, db_index=True, editable=False)  # drafted together
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="referrals")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)  # the client's
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, null=True, related_name="referrals")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    worker = models.ForeignKey(  # of the partner's people: who handles it there
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="referrals")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="referrals")
    destination = CountryField(
        blank=True, editable=False
    )  # of the journey: agreements may name countries
    consent = models.ForeignKey(
        Consent, on_delete=models.PROTECT, null=True, related_name="referrals"
    )
    packet = models.OneToOneField(  # the newest version; kept by sending and amending
        "referrals.Packet", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    status = models.CharField(max_length=21, choices=Status, default=Status.DRAFT)
    urgency = models.CharField(
        _("pace"), max_length=8, choices=Case.Urgency, default=Case.Urgency.NORMAL
    )
    asks_for = SealedField(_("why, and what was already done"))
    categories = CodesField(codes=Category.choices)  # what shall be sent
    coded_only = models.BooleanField(_("send a code instead of the name"), default=False)
    reason = models.CharField(max_length=15, choices=Reason, blank=True)
    outcome = models.CharField(_("result"), max_length=6, choices=Outcome, blank=True)
    delivered = SealedField(_("what was delivered"), null=True)
    made_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # the clock that runs out next: one of these
    acknowledge_due = models.DateTimeField(null=True)
    decide_due = models.DateTimeField(null=True)
    decide_left = models.DurationField(null=True)  # stands still while the partner's question does
    decide_rung = models.PositiveSmallIntegerField(choices=Rung, null=True)  # and how far up it was
    contact_due = models.DateTimeField(null=True)
    report_due = models.DateTimeField(null=True)
    review_on = models.DateField(null=True)  # on the waiting list until it is looked at again
    rung = models.PositiveSmallIntegerField(choices=Rung, null=True)  # since due_at has passed
    rung_at = models.DateTimeField(null=True)
    next_rung_at = models.DateTimeField(null=True)  # while there is no rung it is due_at
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    objects = ReferralQuerySet.as_manager()
    history = History(excluded_fields=["packet"])  # follows from the packets, which have theirs

    class Meta:
        verbose_name = _("referral")
        indexes = [
            models.Index(
                "partner",
                "due_at",
                "id",
                condition=Q(status__in=LIVE),
                name="live_referrals_of_a_partner",
            ),
            models.Index(
                "centre",
                "due_at",
                "id",
                condition=Q(status__in=LIVE),
                name="live_referrals_of_a_centre",
            ),
            models.Index("status", "due_at", name="referrals_by_due"),
            models.Index("sent_at", "centre", name="referrals_by_sending"),
            models.Index(  # what a partner's record is counted from (records.py), without its rows
                fields=["partner", "sent_at"],
                include=["decided_at", "acknowledged_at", "reported_at", "status", "outcome"],
                name="referrals_of_a_record",
            ),
            models.Index(
                "due_at",
                condition=Q(status__in=LIVE, rung=None),
                name="live_referrals_to_be_late",
            ),
            models.Index(
                "next_rung_at",
                condition=Q(next_rung_at__isnull=False),
                name="referrals_on_the_ladder",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "service"],
                condition=Q(status__in=LIVE),
                name="one_live_referral_per_service",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[S.DECLINED, S.NOT_DELIVERED, S.WITHDRAWN, S.NO_RESPONSE])
                | ~Q(reason=""),
                name="saying_no_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status=S.COMPLETED) | ~Q(outcome=""), name="completing_says_what"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[S.DRAFT, S.DISCARDED]) | Q(consent__isnull=False),
                name="nothing_goes_without_consent",
            ),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("referrals:referral", args=[self.code])

    def get_status_display(self) -> str:
        """Its label; Django's own way makes the whole list of them anew for each row of a page."""
        return str(Status(self.status).label)

    @property
    def is_live(self) -> bool:
        return self.status in LIVE

    @property
    def is_silent(self) -> bool:
        return self.status in TO_ANSWER and self.due_at is not None and self.due_at < now()

    def can_become(self, status) -> bool:
        return status in self.NEXT[self.status]

    def move_to(self, status):
        """Take one step of the lifecycle in NEXT, or refuse."""
        if not self.can_become(status):
            raise Refused(
                _(
                    "This referral is “%(now)s” and cannot become “%(then)s”. "
                    "Open it again to see what happened and what can be done now."
                )
                % {"now": self.get_status_display(), "then": Status(status).label}
            )
        self.status = status

    def allows(self, verb) -> bool:
        """May this act happen now? (Who may do it stands in access.roles.)"""
        return self.can_become(TO[verb]) and ONLY_FROM.get(verb, self.status) == self.status

    def begin(self, verb):
        """Refuse an act that has no place in this state."""
        if verb in TO and not self.allows(verb):
            self.move_to(TO[verb])  # says which state forbids it
            raise Refused(
                _(
                    "This referral is “%(now)s”: that cannot be done now. "
                    "Open it again to see what happened."
                )
                % {"now": self.get_status_display()}
            )

    @property
    def is_to_answer(self) -> bool:
        return self.status in TO_ANSWER

    @property
    def is_under_way(self) -> bool:
        return self.status in UNDER_WAY

    @property
    def clock(self) -> str:
        """Which clock runs out at due_at: acknowledge, decide, reply, review, contact or report."""
        if self.status == S.ACCEPTED:
            return "contact" if self.due_at == self.contact_due else "report"
        return CLOCK_IN.get(self.status, "") if self.due_at else ""

    @property
    def partner_due_at(self):
        """By when the partner does its part; None while its question waits for the centre."""
        return None if self.clock == "reply" else self.due_at

    @property
    def late_with(self):
        """What is late, in words: the partner's, but for the centre's own reply."""
        return NAMES.get(self.clock, "")

    @property
    def has_ended(self) -> bool:
        return not self.NEXT[self.status]

    @property
    def clocks(self):
        """Its four clocks, as words."""
        return clocks_of(self)

    @property
    def next_clock(self):
        """The clock that runs out next, or has; None where nobody waits for the partner."""
        return next_clock_of(self)

    @property
    def pace(self) -> str:
        """How fast an answer is asked for, in words."""
        return pace_words(self.urgency, self.service.kind)

    @property
    def due(self):
        """When the next answer or report is due, and how late it is."""
        return due_words(self.due_at)

    def places(self):
        """The desk that sent it and the partner that has it."""
        return [self.centre, self.partner]

    def client_uids(self):
        return [self.client.uid]
