"""Someone whom another organisation sends to a centre."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids, partner_ids
from helpdesk.audit.history import History
from helpdesk.cases.models import Case, cases_by_id
from helpdesk.clients.models import Client, Journey
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey
from services.kinds import Kind
from services.models import Partner

from ..clocks import due_words
from .life import Reason


class IncomingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The centre's desk sees it, and the partner that sent it."""
        return self.filter(self._of_desk(user) | Q(partner__in=partner_ids(user)))

    def of_desk(self, user):
        """What was sent to the centres where the user does casework.

        A restricted one is seen by supervisors and by the officer who wrote it down.
        """
        return self.filter(self._of_desk(user))

    def of_sender(self, user):
        """What the partner sent that the user works for."""
        return self.filter(partner__in=partner_ids(user))

    def _of_desk(self, user):
        here = Q(centre__in=centre_ids(user, Role.OFFICER, Role.SUPERVISOR))
        named = Q(centre__in=centre_ids(user, Role.SUPERVISOR)) | Q(by=user.pk)
        return here & (Q(restricted=False) | named)

    def to_answer(self):
        return self.filter(status__in=Incoming.TO_ANSWER)

    def late(self):
        """Not answered by the time at which an answer was due."""
        return self.to_answer().filter(due_at__lt=now())

    def for_listing(self):
        """Everything that a row and a page show, in one query."""
        return self.select_related(
            *("data_key", "centre", "partner", "officer", "by"),
            *("client", "client__data_key", "case", "case__data_key"),
        )


class IncomingStatus(models.TextChoices):
    RECEIVED = "received", _("Received")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    INFORMATION_REQUESTED = "information_requested", _("Question asked")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    CLOSED = "closed", _("Closed")


S = IncomingStatus


class Incoming(models.Model):
    """An embassy, an airport desk or an NGO sends someone to a centre. Moved only by actions."""

    Status = IncomingStatus
    Reason = Reason

    class Channel(models.TextChoices):
        DESK = "desk", _("Through this desk")
        PHONE = "phone", _("By phone")
        EMAIL = "email", _("By e-mail")
        PAPER = "paper", _("By letter or form")
        IN_PERSON = "in_person", _("Brought by someone")

    class Consent(models.TextChoices):
        SPOKEN = "spoken", _("Yes, spoken")
        SIGNED = "signed", _("Yes, signed on paper")
        CAREGIVER = "caregiver", _("Yes, by someone who may act for the person")
        NOT_SAID = "not_said", _("The sender did not say")

    NEXT = {
        S.RECEIVED: {S.ACKNOWLEDGED, S.INFORMATION_REQUESTED, S.ACCEPTED, S.DECLINED},
        S.ACKNOWLEDGED: {S.INFORMATION_REQUESTED, S.ACCEPTED, S.DECLINED},
        S.INFORMATION_REQUESTED: {S.ACKNOWLEDGED, S.ACCEPTED, S.DECLINED},
        S.ACCEPTED: {S.CLOSED},
        S.DECLINED: set(),
        S.CLOSED: set(),
    }
    # Where each act leads; `answer_incoming` and `acknowledge_incoming` from these states alone.
    TO = {
        "acknowledge_incoming": S.ACKNOWLEDGED,
        "ask_sender": S.INFORMATION_REQUESTED,
        "answer_incoming": S.ACKNOWLEDGED,
        "accept_incoming": S.ACCEPTED,
        "decline_incoming": S.DECLINED,
        "close_incoming": S.CLOSED,
    }
    ONLY_FROM = {"acknowledge_incoming": S.RECEIVED, "answer_incoming": S.INFORMATION_REQUESTED}
    TO_ANSWER = (S.RECEIVED, S.ACKNOWLEDGED)
    ENDED = (S.DECLINED, S.CLOSED)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=20, unique=True)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)  # its own
    centre = models.ForeignKey(
        Centre, on_delete=models.PROTECT, related_name="+", verbose_name=_("centre")
    )
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="+")
    sender = models.CharField(_("who sends"), max_length=200, blank=True)  # where no partner does
    sender_contact = SealedField(_("whom to call there"), null=True)
    name = SealedField(_("name"), null=True)
    phone = SealedField(_("phone"), null=True)
    facts = SealedField(_("what else is known of the person"), null=True)
    sex = models.CharField(_("sex"), max_length=8, choices=Client.Sex, default=Client.Sex.NOT_SAID)
    stage = models.CharField(_("stage"), max_length=13, choices=Journey.Stage, blank=True)
    kind = models.CharField(_("kind of help"), max_length=20, choices=Kind)
    asks_for = SealedField(_("what is asked for"))
    done = SealedField(_("what was already done"), null=True)
    urgency = models.CharField(
        _("pace"), max_length=8, choices=Case.Urgency, default=Case.Urgency.NORMAL
    )
    consent = models.CharField(_("did the person agree?"), max_length=9, choices=Consent)
    channel = models.CharField(_("how it came"), max_length=9, choices=Channel)
    restricted = models.BooleanField(_("protection or trafficking"), default=False)
    status = models.CharField(max_length=21, choices=S, default=S.RECEIVED)
    reason = models.CharField(max_length=15, choices=Reason, blank=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(_("it came on"), default=now)
    made_at = models.DateTimeField(default=now)
    acknowledged_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # an answer is due
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    objects = IncomingQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("incoming referral")
        indexes = [
            models.Index("centre", "status", "due_at", "id", name="incoming_of_a_centre"),
            models.Index(
                "due_at",
                condition=Q(status__in=[S.RECEIVED, S.ACKNOWLEDGED]),
                name="incoming_to_answer",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=S.DECLINED) | ~Q(reason=""), name="declining_incoming_says_why"
            ),
            models.CheckConstraint(
                condition=Q(partner__isnull=False) | ~Q(sender=""), name="incoming_says_who_sends"
            ),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("referrals:incoming_one", args=[self.code])

    def can_become(self, status) -> bool:
        return status in self.NEXT[S(self.status)]

    def move_to(self, status):
        """Take one step of the lifecycle in NEXT, or refuse."""
        if not self.can_become(status):
            raise Refused(
                _(
                    "This referral is “%(now)s” and cannot become “%(then)s”. "
                    "Open it again to see what happened and what can be done now."
                )
                % {"now": self.get_status_display(), "then": S(status).label}
            )
        self.status = status

    def allows(self, verb) -> bool:
        """May this act happen now? (Who may do it stands in access.roles.)"""
        return (
            self.can_become(self.TO[verb]) and self.ONLY_FROM.get(verb, self.status) == self.status
        )

    @property
    def from_whom(self) -> str:
        """The organisation that sends."""
        return self.partner.name if self.partner else self.sender

    @property
    def is_late(self) -> bool:
        return self.status in self.TO_ANSWER and self.due_at is not None and self.due_at < now()

    @property
    def waits_for_registration(self) -> bool:
        """Accepted, and nobody has found or registered the person yet."""
        return self.status == S.ACCEPTED and self.client_id is None

    @property
    def due(self):
        """When an answer is due, and how late it is."""
        return due_words(self.due_at)

    @property
    def written_later(self) -> bool:
        """Whether it was written down well after it came."""
        return self.made_at - self.received_at > timedelta(hours=1)

    def places(self):
        """The centre that it was sent to, and the partner that sent it."""
        return [self.centre, *([self.partner] if self.partner else [])]

    def client_uids(self):
        return [self.client.uid] if self.client else []


class IncomingStepQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(incoming__in=Incoming.objects.visible_to(user))

    def of_seen(self, client, user):
        """About a client whom the user sees: what came to the user's own centres.

        Where it became a restricted case, only by who sees that case.
        """
        on_case = Q(case=None) | Q(case__restricted=False) | Q(case__pk__among=cases_by_id(user))
        sent = Incoming.objects.of_desk(user).filter(on_case, client=client)
        return self.filter(incoming__in=sent)

    def on_seen(self, case, user):
        """The same, of a case that was fetched with visible_to."""
        return self.filter(incoming__in=Incoming.objects.of_desk(user).filter(case=case))

    def for_listing(self):
        return self.select_related("by", "data_key")


class IncomingStep(models.Model):
    """One move of an incoming referral: who, when, why, and what they said to the other side."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    incoming = models.ForeignKey(Incoming, on_delete=models.PROTECT, related_name="steps")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    before = models.CharField(max_length=21, choices=S, blank=True)
    after = models.CharField(max_length=21, choices=S)
    reason = models.CharField(max_length=15, choices=Reason, blank=True)
    text = SealedField(null=True)

    objects = IncomingStepQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("step of an incoming referral")
        ordering = ["id"]

    def __str__(self):
        return f"{self.before} → {self.after}"
