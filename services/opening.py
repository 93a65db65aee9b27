"""Whether a service is open now, by the clock of its partner's place.

Times that close before they open run past midnight and belong to the day on which they open; the
same time twice means around the clock.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import Hours, Partner, ServiceAtLocation

LOOKED_AHEAD = timedelta(days=8)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Opening:
    """Open or closed at `seen_at`, and when that changes; None: not within a week."""

    is_open: bool
    changes_at: datetime | None
    seen_at: datetime

    def __str__(self):
        if self.changes_at is None:
            return _("Open now, day and night")
        words = _("Open now until %(time)s") if self.is_open else _("Closed, opens %(time)s")
        said = words % {"time": self._time()}
        there = self.changes_at.utcoffset() == timezone.localtime(self.changes_at).utcoffset()
        return said if there else _("%(open)s (time there)") % {"open": said}

    def _time(self):
        """The time alone when it is near enough to need no day."""
        day = self.seen_at.astimezone(self.changes_at.tzinfo).date()
        same_day = self.changes_at.date() == day
        tonight = self.is_open and self.changes_at - self.seen_at < DAY
        if same_day and not self.is_open:
            return _("today %(time)s") % {"time": date_format(self.changes_at, "H:i")}
        return date_format(self.changes_at, "H:i" if same_day or tonight else "l H:i")


def zone_of(partner) -> ZoneInfo:
    """The partner's time zone; UTC where what is written there is none."""
    return _zone(partner.time_zone)


def _zone(name):
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def opening(hours, moment: datetime, zone: ZoneInfo) -> Opening | None:
    """How opening times stand at that moment; None where none are known."""
    stretches = _stretches(hours, moment, zone)
    if not stretches:
        return None
    running = next((end for begin, end in stretches if begin <= moment < end), None)
    if running is None:
        coming = next(begin for begin, _end in stretches if begin > moment)
        return Opening(False, coming.astimezone(zone), moment)
    ends = running - moment < timedelta(days=7)
    return Opening(True, running.astimezone(zone) if ends else None, moment)


def _stretches(hours, moment, zone):
    """From yesterday to a week ahead, each (from, until) in UTC; what touches is joined."""
    first = moment.astimezone(zone).date() - DAY
    days = [first + timedelta(days=number) for number in range(LOOKED_AHEAD.days + 2)]
    joined: list[tuple[datetime, datetime]] = []
    for begin, end in sorted(
        _stretch(row, day, zone) for row in hours for day in days if day.isoweekday() == row.weekday
    ):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def _stretch(row, day, zone):
    closes_on = day if row.closes_at > row.opens_at else day + DAY
    return (
        datetime.combine(day, row.opens_at, zone).astimezone(UTC),
        datetime.combine(closes_on, row.closes_at, zone).astimezone(UTC),
    )


def hours_of(service, stated) -> list[Hours]:
    """The opening times that hold for a service at the places where it is said to be.

    Its own times at a place go before its times anywhere, and those before the place's times.
    """
    anywhere = [row for row in service.hours.all() if row.location_id is None]
    found = list(anywhere)
    for tie in stated:
        rows = tie.location.hours.all()
        own = [row for row in rows if row.service_id == service.pk]
        general = [] if anywhere else [row for row in rows if row.service_id is None]
        found += own or general
    return found


def opening_of(service, stated, moment) -> Opening | None:
    """How a service stands at that moment; needs its partner, and its stated places (`ties`)."""
    return opening(hours_of(service, stated), moment, zone_of(service.partner))


def open_at(services, moment: datetime):
    """Those of the services that are open at that moment, by the same rules, in the database."""
    zones = list(Partner.objects.order_by().values_list("time_zone", flat=True).distinct())
    of_service = _running(moment, zones, "service__partner__time_zone")
    of_place = _running(moment, zones, "location__partner__time_zone")
    rows = Hours.objects.filter
    ties = ServiceAtLocation.objects.filter(service=OuterRef("pk"), stated=True)
    at_place = {"location": OuterRef("location")}
    by_place = ties.filter(
        Exists(rows(of_place, service=None, **at_place)),
        ~Exists(rows(service=OuterRef("service"), **at_place)),
    )
    by_its_own = ties.filter(Exists(rows(of_service, service=OuterRef("service"), **at_place)))
    anywhere = {"service": OuterRef("pk"), "location": None}
    return services.filter(
        Exists(rows(of_service, **anywhere))
        | Exists(by_its_own)
        | (~Exists(rows(**anywhere)) & Exists(by_place))
    )


def _running(moment, zones, owner):
    """Opening times that run at that moment, each by the clock of its owner."""
    running = Q(pk__in=[])
    for name in zones:
        local = moment.astimezone(_zone(name))
        time, today, yesterday = local.time(), local.isoweekday(), (local - DAY).isoweekday()
        begun = Q(weekday=today, opens_at__lte=time)
        past_midnight = Q(closes_at__lte=F("opens_at"))
        running |= Q(**{owner: name}) & (
            begun & Q(closes_at__gt=time)
            | begun & past_midnight
            | Q(weekday=yesterday, closes_at__gt=time) & past_midnight
        )
    return running
