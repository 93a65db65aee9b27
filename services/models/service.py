import uuid

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_countries.fields import CountryField

from helpdesk.access.models import Area, User
from helpdesk.access.sight import partner_ids
from helpdesk.audit.history import History
from helpdesk.clients.models import Client
from helpdesk.clients.models.client import LANGUAGES
from helpdesk.clients.models.journey import Journey, Stage
from helpdesk.core.clock import now
from helpdesk.core.codes import CodesField

from ..kinds import Kind
from .agreement import Agreement
from .freshness import checked_since, is_old, said_at
from .location import DirectoryQuerySet, Location, areas_around, week
from .partner import Partner

# The channels of a journey that a service may name.
STATUSES = [choice for choice in Journey.Channel.choices if choice[0] != Journey.Channel.UNKNOWN]


class ServiceQuerySet(DirectoryQuerySet):
    def for_listing(self):
        """Everything a row of the directory shows, in two queries."""
        ties = ServiceAtLocation.objects.select_related("location")
        return self.select_related("partner").prefetch_related(Prefetch("at_locations", ties))

    def active(self):
        return self.filter(is_active=True, partner__is_active=True)

    def with_cover(self, centre):
        """Whether an agreement lets this centre refer to it (`covered`).

        And until when (`covered_until`, None: no end).
        """
        covering = Agreement.objects.covering(
            partner=OuterRef("partner"), kind=OuterRef("kind"), centre_path=centre.path
        )
        longest = covering.order_by(F("ends_on").desc(nulls_first=True)).values("ends_on")
        return self.annotate(covered=Exists(covering), covered_until=Subquery(longest[:1]))

    def mentioning(self, text):
        """Its name or what it offers, or its partner's name in any script, holds these words."""
        for word in text.split()[:5]:
            self = self.filter(
                Q(name__icontains=word)
                | Q(description__icontains=word)
                | Q(partner__name__icontains=word)
                | Q(partner__local_name__icontains=word)
            )
        return self

    def offered_in(self, text):
        """At a place whose name or address holds this, or whose area is so called.

        An area below it counts too, and one above it: there may be no more than that known.
        """
        places = Location.objects.filter(
            Q(name__icontains=text) | Q(address__icontains=text) | areas_around(text, "area__")
        )
        return self.filter(
            pk__in=ServiceAtLocation.objects.filter(location__in=places.values("pk")).values(
                "service"
            )
        )

    def of_worker(self, user):
        """Those of the partners that the user works for."""
        return self.filter(partner__in=partner_ids(user))

    def to_check(self):
        """Nobody has said for long (VERIFY_DAYS) that what stands there is still right."""
        return self.filter(Q(verified_on=None) | Q(verified_on__lt=checked_since()))

    def after(self, service):
        """What follows this one in the order of the directory: the next page."""
        return self.filter(Q(name__gt=service.name) | Q(name=service.name, pk__gt=service.pk))


class Service(models.Model):
    """Something that a partner offers, to some people, at some places and times."""

    class Capacity(models.TextChoices):
        OPEN = "open", _("Open")
        LIMITED = "limited", _("Limited")
        WAITING_LIST = "waiting_list", _("Waiting list")
        CLOSED = "closed", _("Closed for now")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="services")
    kind = models.CharField(_("kind of help"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("what it offers"), blank=True)
    fees = models.CharField(_("fees"), max_length=300, blank=True)
    url = models.URLField(_("web site"), blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    languages = CodesField(_("languages spoken"), codes=LANGUAGES)
    capacity = models.CharField(
        _("capacity"), max_length=12, choices=Capacity, default=Capacity.OPEN
    )
    capacity_note = models.CharField(_("about the capacity"), max_length=200, blank=True)
    capacity_at = models.DateTimeField(_("capacity said"), null=True, blank=True, editable=False)
    is_active = models.BooleanField(_("offered now"), default=True)
    verified_on = models.DateField(_("last verified"), null=True, blank=True)
    verified_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    # Whom it serves; empty means everyone.
    sexes = CodesField(_("sex"), codes=Client.Sex.choices, max_length=60)
    stages = CodesField(_("stages"), codes=Stage.choices, max_length=60)
    statuses = CodesField(_("way of migrating"), codes=STATUSES, max_length=60)
    areas = models.ManyToManyField(
        Area, through="ServiceArea", related_name="+", blank=True, verbose_name=_("areas")
    )
    nationalities = CountryField(_("nationalities"), multiple=True, blank=True)
    age_from = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    eligibility = models.TextField(_("other conditions"), blank=True)
    locations = models.ManyToManyField(
        Location, through="ServiceAtLocation", related_name="services"
    )
    source = models.CharField(max_length=60, blank=True, editable=False)
    external_id = models.CharField(max_length=60, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    # When its published entry last changed, its partner's and places' facts included.
    changed_at = models.DateTimeField(default=now, editable=False)

    objects = ServiceQuerySet.as_manager()
    history = History(excluded_fields=["changed_at"])

    class Meta:
        verbose_name = _("service")
        ordering = ["name", "id"]
        indexes = [
            models.Index(fields=["kind", "partner"], name="services_of_a_kind"),
            models.Index(fields=["changed_at"], name="services_by_change"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~Q(source=""),
                name="a_directory_names_a_service_once",
            ),
            models.CheckConstraint(
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=F("age_from")),
                name="ages_in_order",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("services:service", args=[self.pk])

    @property
    def code(self):
        return f"S-{self.pk}"

    def places(self):
        return [self.partner]

    def whom(self):
        """Whom it serves, one sentence for each condition."""
        conditions = [
            (_("Sex: %s"), self._labels(self.sexes, Client.Sex.choices)),
            (_("Age: %s"), self._ages()),
            (_("Stage of the journey: %s"), self._labels(self.stages, Stage.choices)),
            (_("Way of migrating: %s"), self._labels(self.statuses, STATUSES)),
            (_("People from: %s"), ", ".join(area.name for area in self.areas.all())),
            (_("Nationals of: %s"), ", ".join(str(country.name) for country in self.nationalities)),
        ]
        said = [sentence % value for sentence, value in conditions if value]
        return [*said, *filter(None, [self.eligibility])] or [_("Everyone")]

    def week(self):
        """When the service is open wherever it is offered."""
        return week(self.hours.filter(location=None))

    def ties(self):
        """Its places: (where it is said to be, those known only to be the same organisation's)."""
        ties = self.at_locations.select_related("location__area").prefetch_related(
            "location__hours", "location__accessibility"
        )
        rows = sorted(ties, key=lambda tie: tie.location.name)
        return [tie for tie in rows if tie.stated], [tie for tie in rows if not tie.stated]

    def where(self):
        """Its places on one line of a list; needs for_listing()."""
        ties = self.at_locations.all()
        names = sorted(tie.location.name for tie in ties if tie.stated)
        if not names and ties:
            return ngettext(
                "%(n)d place of its partner", "One or more of %(n)d places", len(ties)
            ) % {"n": len(ties)}
        if len(names) > 2:
            return _("%(places)s and %(n)d more") % {
                "places": ", ".join(names[:2]),
                "n": len(names) - 2,
            }
        return ", ".join(names)

    def capacity_tone(self):
        """How the tag of its capacity is coloured."""
        return {"open": "good", "closed": "bad"}.get(self.capacity, "wait")

    @property
    def capacity_is_old(self) -> bool:
        """Said so long ago (CAPACITY_DAYS) that it may be different by now."""
        return is_old(self.capacity_at)

    def capacity_said(self):
        """When its partner last said so, in words; blank when never."""
        return said_at(self.capacity_at)

    @property
    def is_to_check(self) -> bool:
        return self.verified_on is None or self.verified_on < checked_since()

    def language_names(self):
        return self._labels(self.languages, LANGUAGES)

    def _ages(self):
        if self.age_from is not None and self.age_to is not None:
            return _("from %(from)s to %(to)s years") % {"from": self.age_from, "to": self.age_to}
        if self.age_from is not None:
            return _("%(from)s years and older") % {"from": self.age_from}
        return _("up to %(to)s years") % {"to": self.age_to} if self.age_to is not None else ""

    @staticmethod
    def _labels(codes, choices):
        labels = dict(choices)
        return ", ".join(str(labels.get(code, code)) for code in codes)


class ServiceAtLocation(models.Model):
    """A service at a place. `stated` if the directory says so; else they only share a partner."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="at_locations")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="at_services")
    stated = models.BooleanField(default=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = DirectoryQuerySet.as_manager()
    history = History(excluded_fields=["uid"])  # the rows from before it came hash as they did

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "location"], name="a_service_is_once_at_a_place"
            )
        ]

    def __str__(self):
        return f"{self.service_id} at {self.location_id}"

    def week(self):
        """When it is offered here: its own times at this place, else the place's."""
        own = [row for row in self.location.hours.all() if row.service_id == self.service_id]
        return week(own) if own else self.location.week()


class ServiceArea(models.Model):
    """An area whose people a service takes; one without any takes people from everywhere."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="serves")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="served_by")

    objects = DirectoryQuerySet.as_manager()
    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "area"], name="a_service_names_an_area_once")
        ]

    def __str__(self):
        return f"{self.service_id} for {self.area_id}"
