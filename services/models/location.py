import uuid
from itertools import groupby

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from helpdesk.access.areas.folding import fold
from helpdesk.access.models import Area
from helpdesk.audit.history import History

from .partner import Partner


class DirectoryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The directory is open to everyone who logs in."""
        return self.all() if user.is_active else self.none()


SO_CALLED = 100  # areas of one name that a search looks at


def areas_around(text, prefix=""):
    """The condition on an area (reached by `prefix`) to be so called, or below or above one."""
    named = Q(name__icontains=text) | Q(local_name__icontains=text)
    if folded := fold(text):
        named |= Q(folded__contains=folded)
    paths = set(Area.objects.filter(named).values_list("path", flat=True)[:SO_CALLED])
    condition = Q(**{f"{prefix}path__in": {one for path in paths for one in _above(path)}})
    for path in sorted(paths):
        if not paths.intersection(_above(path)):
            condition |= Q(**{f"{prefix}path__startswith": path})
    return condition


def _above(path):
    """The paths of the areas above one."""
    return [path[:end] for end in range(Area.steplen, len(path), Area.steplen)]


class LocationQuerySet(DirectoryQuerySet):
    def with_hours(self):
        """Places with where and when they are open, and for whom, in three queries."""
        return self.select_related("area").prefetch_related("hours", "accessibility")


class Location(models.Model):
    """A place where a partner offers services."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="locations")
    name = models.CharField(_("name"), max_length=200)
    address = models.CharField(_("address"), max_length=300, blank=True)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("area")
    )
    country = CountryField(_("country"), blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    source = models.CharField(max_length=60, blank=True, editable=False)
    external_id = models.CharField(max_length=60, blank=True, editable=False)

    objects = LocationQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("location")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~Q(source=""),
                name="a_directory_names_a_location_once",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("services:partner", args=[self.partner_id])

    @property
    def code(self):
        return f"L-{self.pk}"

    def places(self):
        return [self.partner]

    def week(self):
        """When the place itself is open; see `week`."""
        return week(row for row in self.hours.all() if row.service_id is None)


class Hours(models.Model):
    """Opening times of a service, a location, or a service at a location, on one weekday."""

    class Weekday(models.IntegerChoices):
        MONDAY = 1, _("Monday")
        TUESDAY = 2, _("Tuesday")
        WEDNESDAY = 3, _("Wednesday")
        THURSDAY = 4, _("Thursday")
        FRIDAY = 5, _("Friday")
        SATURDAY = 6, _("Saturday")
        SUNDAY = 7, _("Sunday")

    service = models.ForeignKey(
        "services.Service", on_delete=models.PROTECT, null=True, blank=True, related_name="hours"
    )
    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, null=True, blank=True, related_name="hours"
    )
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    opens_at = models.TimeField(_("opens"))
    closes_at = models.TimeField(_("closes"))

    objects = DirectoryQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["weekday", "opens_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "location", "weekday", "opens_at"],
                name="hours_of_a_service_at_a_place_once",
            ),
            models.UniqueConstraint(
                fields=["service", "weekday", "opens_at"],
                condition=Q(location=None),
                name="hours_of_a_service_once",
            ),
            models.UniqueConstraint(
                fields=["location", "weekday", "opens_at"],
                condition=Q(service=None),
                name="hours_of_a_place_once",
            ),
            models.CheckConstraint(
                condition=Q(service__isnull=False) | Q(location__isnull=False),
                name="hours_are_of_something",
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens_at:%H:%M}"

    @property
    def ends_next_day(self) -> bool:
        """It closes before it opens: past midnight, or a slip in the directory it came from."""
        return self.closes_at < self.opens_at


def week(hours):
    """Opening times as (days, spans) for a table; neighbouring days that are alike share a row."""
    days = [
        (day, list(spans))
        for day, spans in groupby(sorted(hours, key=_in_order), key=lambda row: row.weekday)
    ]
    rows = []
    for day, spans in days:
        times = [(span.opens_at, span.closes_at) for span in spans]
        if rows and rows[-1]["last"] == day - 1 and rows[-1]["times"] == times:
            rows[-1]["last"] = day
        else:
            rows.append({"first": day, "last": day, "times": times, "spans": spans})
    return [(_days(row["first"], row["last"]), row["spans"]) for row in rows]


def _in_order(row):
    return row.weekday, row.opens_at


def _days(first, last):
    names = [Hours.Weekday(day).label for day in (first, last)]
    return (
        names[0]
        if first == last
        else _("%(first)s to %(last)s") % {"first": names[0], "last": names[1]}
    )
