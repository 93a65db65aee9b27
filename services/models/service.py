import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from helpdesk.access.models import Area
from helpdesk.audit.history import History
from helpdesk.clients.models import Client
from helpdesk.clients.models.client import LANGUAGES
from helpdesk.clients.models.journey import Stage
from helpdesk.core.codes import CodesField

from ..kinds import Kind
from .partner import Partner


class DirectoryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The directory is open to everyone who logs in."""
        return self.all() if user.is_active else self.none()


class Location(models.Model):
    """A place where a partner offers services."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="locations")
    name = models.CharField(_("name"), max_length=200)
    address = models.CharField(_("address"), max_length=300, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("area"))
    country = CountryField(_("country"), blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    source = models.CharField(max_length=60, blank=True, editable=False)
    external_id = models.CharField(max_length=60, blank=True, editable=False)

    objects = DirectoryQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("location")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=~Q(source=""), name="a_directory_names_a_location_once"
            )
        ]

    def __str__(self):
        return self.name


class ServiceQuerySet(DirectoryQuerySet):
    def for_listing(self):
        return self.select_related("partner")

    def active(self):
        return self.filter(is_active=True, partner__is_active=True)


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
    capacity = models.CharField(_("capacity"), max_length=12, choices=Capacity, default=Capacity.OPEN)
    is_active = models.BooleanField(_("offered now"), default=True)
    verified_on = models.DateField(_("last verified"), null=True, blank=True)
    # Whom it serves; empty means everyone.
    sexes = CodesField(_("sex"), codes=Client.Sex.choices, max_length=60)
    stages = CodesField(_("stages"), codes=Stage.choices, max_length=60)
    nationalities = CountryField(_("nationalities"), multiple=True, blank=True)
    age_from = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    eligibility = models.TextField(_("other conditions"), blank=True)
    locations = models.ManyToManyField(Location, through="ServiceAtLocation", related_name="services")
    source = models.CharField(max_length=60, blank=True, editable=False)
    external_id = models.CharField(max_length=60, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ServiceQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("service")
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["kind", "partner"], name="services_of_a_kind")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=~Q(source=""), name="a_directory_names_a_service_once"
            ),
            models.CheckConstraint(
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=F("age_from")), name="ages_in_order"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def code(self):
        return f"S-{self.pk}"

    def get_absolute_url(self):
        return reverse("services:service", args=[self.pk])

    def places(self):
        return [self.partner]


class ServiceAtLocation(models.Model):
    """A service at a place. `stated` where the directory says so; else the two share their partner, no more."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="at_locations")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="at_services")
    stated = models.BooleanField(default=True)

    objects = DirectoryQuerySet.as_manager()
    history = History()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "location"], name="a_service_is_once_at_a_place")]

    def __str__(self):
        return f"{self.service_id} at {self.location_id}"


class Hours(models.Model):
    """Opening times of a service, of a location, or of a service at a location, on one day of the week."""

    class Weekday(models.IntegerChoices):
        MONDAY = 1, _("Monday")
        TUESDAY = 2, _("Tuesday")
        WEDNESDAY = 3, _("Wednesday")
        THURSDAY = 4, _("Thursday")
        FRIDAY = 5, _("Friday")
        SATURDAY = 6, _("Saturday")
        SUNDAY = 7, _("Sunday")

    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, related_name="hours")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, null=True, blank=True, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    opens_at = models.TimeField(_("opens"))
    closes_at = models.TimeField(_("closes"))

    objects = DirectoryQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["weekday", "opens_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "location", "weekday", "opens_at"], name="hours_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(service__isnull=False) | Q(location__isnull=False), name="hours_are_of_something"
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens_at:%H:%M}"
