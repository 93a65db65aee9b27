import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from helpdesk.access.models import Area
from helpdesk.audit.history import History
from helpdesk.core.refusal import Refused
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from ..occupations import name_of
from ..part_days import Exact, part_day
from .client import Client
from .facts import OfClientQuerySet
from .journey_codes import Channel, ReturnReason, Stage, Turn
from .journey_details import JourneyDetails


class Journey(JourneyDetails):
    """One client's migration, from origin to destination and back. Its stages only move forward."""

    Channel, Stage, Turn, ReturnReason = Channel, Stage, Turn, ReturnReason
    NEXT = {
        Stage.PRE_DEPARTURE: {Stage.EMPLOYMENT},
        Stage.EMPLOYMENT: {Stage.RETURN},
        Stage.RETURN: set(),
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="journeys")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    number = models.PositiveSmallIntegerField(default=1, editable=False)
    stage = models.CharField(_("stage"), max_length=13, choices=Stage)
    origin = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("from")
    )
    origin_place = SealedField(_("town or place of origin"), null=True)
    destination = CountryField(_("to"), blank=True)
    place = SealedField(_("town or place there"), null=True)
    channel = models.CharField(_("channel"), max_length=9, choices=Channel, default=Channel.UNKNOWN)
    turn = models.CharField(_("first time or again"), max_length=6, choices=Turn, blank=True)
    prepared_on = models.DateField(_("preparing since"), null=True, blank=True)
    departed_on = models.DateField(_("left on"), null=True, blank=True)
    departed_exact = models.CharField(
        _("how exact the day of leaving is"), max_length=5, choices=Exact, blank=True
    )
    returned_on = models.DateField(_("came back on"), null=True, blank=True)
    returned_exact = models.CharField(
        _("how exact the day of return is"), max_length=5, choices=Exact, blank=True
    )
    return_reason = models.CharField(
        _("why they came back"), max_length=14, choices=ReturnReason, blank=True
    )
    correction = SealedField(_("why the stage was corrected"), null=True)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    objects = OfClientQuerySet.as_manager()
    history = History()

    class Meta(JourneyDetails.Meta):
        abstract = False
        verbose_name = _("journey")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["client", "number"], name="journeys_are_counted"),
            models.CheckConstraint(
                condition=Q(departed_on=None)
                | Q(returned_on=None)
                | Q(returned_on__gte=F("departed_on"))
                | ~Q(returned_exact=""),  # the month or year of return begins before
                name="nobody_returns_before_leaving",
            ),
            *JourneyDetails.Meta.constraints,
        ]

    def __str__(self):
        return f"{self.get_stage_display()} {self.destination}"

    def get_absolute_url(self):
        return self.client.get_absolute_url()

    @property
    def code(self):
        return self.client.code

    @property
    def title(self) -> str:
        """Which one it is, where several are named: "Journey 2: Qatar"."""
        if self.destination:
            what = {"n": self.number, "country": self.destination.name}
            return gettext("Journey %(n)s: %(country)s") % what
        return gettext("Journey %(n)s") % {"n": self.number}

    @property
    def departed(self):
        return part_day(self.departed_on, self.departed_exact)

    @property
    def returned(self):
        return part_day(self.returned_on, self.returned_exact)

    @property
    def work_in_words(self) -> str:
        """The occupation by the standard, or what the client calls it."""
        return name_of(self.occupation) if self.occupation else self.work or ""

    def places(self):
        return self.client.places()

    def client_uids(self):
        return [self.client.uid]

    def move_to(self, stage):
        """Take the next stage, or refuse: back or across is a correction, with its reason."""
        if stage not in self.NEXT[self.stage]:
            raise Refused(
                _(
                    "A journey in %(now)s cannot move on to %(then)s. "
                    "If it was entered wrongly, correct it."
                )
                % {"now": self.get_stage_display(), "then": Stage(stage).label}
            )
        self.stage = stage

    def line(self):
        """Its stages as they are drawn: label, done, now or next, and dates."""
        order = list(Stage)
        reached = order.index(Stage(self.stage))
        days = (part_day(self.prepared_on, ""), self.departed, self.returned)
        begun = [day.in_words() if day else "" for day in days]
        return [
            {
                "label": stage.label,
                "state": "done" if i < reached else "now" if i == reached else "next",
                "begun_on": begun[i] if i <= reached else "",
                "ended_on": [*begun[1:], ""][i] if i < reached else "",
            }
            for i, stage in enumerate(order)
        ]
