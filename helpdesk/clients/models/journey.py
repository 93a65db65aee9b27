import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from helpdesk.access.models import Area
from helpdesk.audit.history import History
from helpdesk.core.refusal import Refused
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .client import Client
from .facts import OfClientQuerySet


class Stage(models.TextChoices):
    PRE_DEPARTURE = "pre_departure", _("Pre-departure")
    EMPLOYMENT = "employment", _("Employment")
    RETURN = "return", _("Return")


class Journey(models.Model):
    """One client's migration, from origin to destination and back. Its stages only move forward."""

    class Channel(models.TextChoices):
        REGULAR = "regular", _("Regular")
        IRREGULAR = "irregular", _("Irregular")
        VISIT = "visit", _("Visit visa")
        UNKNOWN = "unknown", _("Not known")

    Stage = Stage
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
    destination = CountryField(_("to"), blank=True)
    place = SealedField(_("town or place there"), null=True)
    channel = models.CharField(_("channel"), max_length=9, choices=Channel, default=Channel.UNKNOWN)
    occupation = models.CharField(_("work"), max_length=80, blank=True)
    prepared_on = models.DateField(_("preparing since"), null=True, blank=True)
    departed_on = models.DateField(_("left on"), null=True, blank=True)
    returned_on = models.DateField(_("came back on"), null=True, blank=True)
    correction = SealedField(_("why the stage was corrected"), null=True)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    objects = OfClientQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("journey")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["client", "number"], name="journeys_are_counted"),
            models.CheckConstraint(
                condition=Q(departed_on=None)
                | Q(returned_on=None)
                | Q(returned_on__gte=F("departed_on")),
                name="nobody_returns_before_leaving",
            ),
        ]

    def __str__(self):
        return f"{self.get_stage_display()} {self.destination}"

    def get_absolute_url(self):
        return self.client.get_absolute_url()

    @property
    def code(self):
        return self.client.code

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
        begun = (self.prepared_on, self.departed_on, self.returned_on)
        ended = (self.departed_on, self.returned_on, None)
        return [
            {
                "label": stage.label,
                "state": "done" if i < reached else "now" if i == reached else "next",
                "begun_on": begun[i] if i <= reached else None,
                "ended_on": ended[i] if i < reached else None,
            }
            for i, stage in enumerate(order)
        ]
