"""Group sessions: who may come, who came, and how many whom nobody asked for a name."""

import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids
from helpdesk.access.working_week import zone_of
from helpdesk.audit.history import History
from helpdesk.clients.models import Client, Journey
from helpdesk.clients.models.client import LANGUAGES
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey
from services.models import Partner

from ..codes import AGE_BANDS, Counted, SessionKind

EARLY = timedelta(minutes=30)  # attendance may be taken so long before it begins


class GroupSessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the centres where the user works or that she oversees."""
        return self.filter(centre__in=centre_ids(user, Role.OFFICER, Role.SUPERVISOR))

    def open(self):
        """Still to come: one can be enrolled."""
        return self.filter(state=GroupSession.State.PLANNED, ends_at__gt=now())

    def for_listing(self):
        return self.select_related("centre", "partner", "data_key", "by")

    def counted(self):
        """With `taken`, `waiting`, `listed` and `counted`, in the same query."""
        rows = Attendance.objects.filter(session=OuterRef("pk")).order_by()

        def of(*states):
            found = rows.filter(state__in=states).values("session").annotate(n=Count("pk"))
            return Coalesce(Subquery(found.values("n"), output_field=IntegerField()), 0)

        heads = Headcount.objects.filter(session=OuterRef("pk")).order_by().values("session")
        State = Attendance.State
        return self.annotate(
            taken=of(*Attendance.HOLDING),
            waiting=of(State.WAITING),
            listed=of(State.ATTENDED),
            counted=Coalesce(
                Subquery(heads.annotate(n=Sum("people")).values("n"), output_field=IntegerField()),
                0,
            ),
        )


class GroupSession(models.Model):
    """Something for many at once: a class, an orientation, a fair."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    NEXT = {
        State.PLANNED: {State.HELD, State.CANCELLED},
        State.HELD: {State.HELD},  # what was counted can be corrected
    }
    Kind = SessionKind

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=12, unique=True)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, null=True, editable=False)
    centre = models.ForeignKey(
        Centre, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("centre")
    )
    kind = models.CharField(_("kind"), max_length=11, choices=SessionKind)
    topic = models.CharField(_("topic"), max_length=160)
    place = models.CharField(_("place"), max_length=200, blank=True, default="")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    language = models.CharField(
        _("language"), max_length=3, choices=LANGUAGES, blank=True, default=""
    )
    capacity = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    partner = models.ForeignKey(
        Partner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("with the partner"),
    )
    facilitator = SealedField(_("who leads it"), null=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PLANNED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    objects = GroupSessionQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("group session")
        indexes = [
            models.Index(fields=["centre", "starts_at", "id"], name="sessions_of_a_centre"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_session_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=1), name="a_session_has_room"
            ),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("sessions:session", args=[self.code])

    def move_to(self, state):
        """Take one step of NEXT, or refuse."""
        if state not in self.NEXT.get(self.state, ()):
            raise Refused(
                _("This session is “%(state)s”. Set up a new one.")
                % {"state": self.get_state_display()}
            )
        self.state = state

    @property
    def is_open(self) -> bool:
        """Whether one can be enrolled."""
        return self.state == self.State.PLANNED and self.ends_at > now()

    @property
    def can_be_counted(self) -> bool:
        return self.state != self.State.CANCELLED and self.starts_at - EARLY <= now()

    @property
    def there(self):
        """When it begins, on the clock of the centre."""
        return self.starts_at.astimezone(ZoneInfo(zone_of(self.centre)))

    @property
    def ends_there(self):
        return self.ends_at.astimezone(ZoneInfo(zone_of(self.centre)))

    @property
    def day(self):
        """The day at the centre."""
        return self.there.date()

    @property
    def hours(self) -> str:
        """From when to when, on the centre's clock."""
        return f"{self.there:%H:%M}–{self.ends_there:%H:%M}"

    @property
    def when(self) -> str:
        return f"{date_format(self.day, 'D j M Y')}, {self.hours}"

    def places(self):
        return [self.centre]

    def client_uids(self):
        return []


class AttendanceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Seen with its client."""
        return self.filter(client__in=Client.objects.visible_to(user))

    def of_seen(self, client):
        """All of a client who was fetched with visible_to."""
        return self.filter(client=client)

    def for_listing(self):
        return self.select_related("client__data_key")

    def for_parts(self):
        """What a part of a client's page and its timeline say."""
        return self.select_related("session__centre", "changed_by")

    def in_order(self):
        """As they enrolled: the waiting list moves up in this order."""
        return self.order_by("number")


class Attendance(models.Model):
    """One registered person in one session: on its list, waiting, or there."""

    class State(models.TextChoices):
        ENROLLED = "enrolled", _("Enrolled")
        WAITING = "waiting", _("On the waiting list")
        WITHDRAWN = "withdrawn", _("Taken off the list")
        ATTENDED = "attended", _("Attended")
        ABSENT = "absent", _("Did not come")

    HOLDING = (State.ENROLLED, State.ATTENDED, State.ABSENT)  # a place of the room

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(GroupSession, on_delete=models.PROTECT, related_name="attendances")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    journey = models.ForeignKey(
        Journey,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("journey"),
    )
    number = models.PositiveSmallIntegerField()  # within the session; on the certificate
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.ENROLLED)
    enrolled_at = models.DateTimeField(default=now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(default=now)

    objects = AttendanceQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("attendance")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "client"], name="a_client_is_in_a_session_once"
            ),
            models.UniqueConstraint(
                fields=["session", "number"], name="a_number_of_a_session_is_given_once"
            ),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return self.session.get_absolute_url()

    @property
    def code(self):
        """What the certificate is known by."""
        return f"{self.session.code}/{self.number}"

    def places(self):
        return self.session.places()

    def client_uids(self):
        return [self.client.uid]


class HeadcountQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Seen with its session."""
        return self.filter(session__in=GroupSession.objects.visible_to(user))


class Headcount(models.Model):
    """How many were there who are not on the list: by sex, and by age where it was noted."""

    session = models.ForeignKey(GroupSession, on_delete=models.PROTECT, related_name="headcounts")
    sex = models.CharField(max_length=6, choices=Counted)
    band = models.CharField(max_length=5, choices=AGE_BANDS, blank=True, default="")
    people = models.PositiveIntegerField()

    objects = HeadcountQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("headcount")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "sex", "band"], name="a_session_is_counted_once"
            )
        ]

    def __str__(self):
        return f"{self.people} {self.sex} {self.band}"

    def get_absolute_url(self):
        return self.session.get_absolute_url()

    @property
    def code(self):
        return self.session.code
