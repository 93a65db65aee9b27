"""When and where an officer sees a client, and how she agreed to be reminded."""

import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids
from helpdesk.access.working_week import zone_of
from helpdesk.audit.history import History
from helpdesk.cases.models import Case
from helpdesk.cases.models.case import A_KEY
from helpdesk.clients.models import Client
from helpdesk.core.clock import now
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey
from referrals.models.appointment import Standing, State

from ..codes import INFORMATION_ONLY, TOPICS, Way
from .contact import Contact, OfCentreQuerySet, not_left_behind, not_restricted, sees


class AppointmentQuerySet(OfCentreQuerySet):
    def visible_to(self, user):
        """Seen by who sees its case, or without a restricted one its client.

        Other than a contact it is never there without its client: who does not see her is not
        told that someone is expected.
        """
        here = Q(centre__in=centre_ids(user, Role.OFFICER, Role.SUPERVISOR))
        of_client = Q(sees(Client, user, "client")) & (here | not_left_behind())
        return self.filter((not_restricted() & of_client) | Q(sees(Case, user, "case")))

    def standing(self):
        """The client is expected."""
        return self.filter(state__in=Appointment.STANDING)

    def for_listing(self):
        """All that a row and its page show."""
        people = ("officer", "by", "client__data_key", "case__data_key")
        return self.select_related("data_key", "centre", "contact", *people)

    def for_parts(self):
        """What a part of a client's or a case's page and its timeline say."""
        return self.select_related("data_key", "centre", "officer", "changed_by").only(
            *self.model.OF_A_PART
        )

    def in_order(self):
        return self.order_by("at", "id")


class Appointment(Standing, models.Model):
    """An hour that an officer, or anyone at the centre, keeps for a client."""

    class Remind(models.TextChoices):
        """As the client agreed to; nothing else is ever used."""

        NO = "", _("Not at all")
        EMAIL = "email", _("By an e-mail that nobody else reads")
        CALL = "call", _("By a call to a phone that is safe")

    OF_A_PART = (
        *("uid", "code", "at", "minutes", "way", "place", "note", "state", "changed_at"),
        *("client_id", "case_id", "centre__name", "centre__time_zone", "centre__country"),
        *("officer__name", "changed_by__name", "changed_by__is_system", *A_KEY),
    )
    DEFAULT_MINUTES = 30

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=12, unique=True)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)  # hers
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+", db_index=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("with whom"),
    )
    at = models.DateTimeField(_("when"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=DEFAULT_MINUTES)
    way = models.CharField(_("how"), max_length=9, choices=Way, default=Way.HERE)
    topic = models.CharField(
        _("what it is about"), max_length=1, choices=TOPICS, default=INFORMATION_ONLY
    )
    place = SealedField(_("where"), null=True)
    note = SealedField(_("what to bring or know"), null=True)
    remind_by = models.CharField(
        _("reminder"), max_length=5, choices=Remind, default=Remind.NO, blank=True
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.SET)
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )  # what was logged when she came
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(default=now)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    objects = AppointmentQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("appointment")
        indexes = [
            models.Index(fields=["centre", "at", "id"], name="appointments_of_a_centre"),
            models.Index(fields=["officer", "at"], name="appointments_of_an_officer"),
            models.Index(fields=["client", "at"], name="appointments_of_a_client"),
            models.Index(fields=["case"], name="appointments_on_a_case"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1) & Q(minutes__lte=480),
                name="an_appointment_is_within_a_day",
            ),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("appointments:appointment", args=[self.code])

    @property
    def ends_at(self):
        return self.at + timedelta(minutes=self.minutes)

    @property
    def there(self):
        """The moment on the clock of the centre, whoever reads it."""
        return self.at.astimezone(ZoneInfo(zone_of(self.centre)))

    @property
    def day(self):
        """The day at the centre."""
        return self.there.date()

    @property
    def has_its_day(self) -> bool:
        """How it went is said from its day on: who comes early need not wait."""
        return self.day <= now().astimezone(self.there.tzinfo).date()

    @property
    def hours(self) -> str:
        """From when to when, on the centre's clock."""
        ends = self.there + timedelta(minutes=self.minutes)
        return f"{self.there:%H:%M}–{ends:%H:%M}"

    @property
    def when(self) -> str:
        """The day and hour as they are said to the client."""
        return date_format(self.there, "D j M Y, H:i")

    def places(self):
        return [self.centre]

    def client_uids(self):
        return [self.client.uid]


class ReminderQuerySet(models.QuerySet):
    def owed(self):
        """Not sent, due, and not in another worker's hands."""
        free = Q(claimed_until=None) | Q(claimed_until__lt=now())
        return self.filter(free, sent_at=None, given_up_at=None, due_at__lte=now())


class Reminder(models.Model):
    """A reminder that is owed, or went out. Written with the appointment, delivered after it."""

    ATTEMPTS = 5
    CLAIM = timedelta(minutes=5)

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="reminders")
    at = models.DateTimeField()  # the hour of which it reminds: another hour, another reminder
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)  # mailed; or the officer was asked to call
    given_up_at = models.DateTimeField(null=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "at"], name="an_appointment_is_reminded_of_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(sent_at=None, given_up_at=None),
                name="reminders_owed",
            )
        ]

    def __str__(self):
        return f"reminder of {self.appointment_id}"
