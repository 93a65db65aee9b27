"""What the directory says of partners, their places and hours."""

from itertools import count

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from guardian.shortcuts import assign_perm

from helpdesk.access.actions import make_team
from helpdesk.access.roles import GRANTS, Role
from helpdesk.access.sight import demand, home_centre
from helpdesk.audit.trail import record
from helpdesk.core.per_request import forget
from helpdesk.core.refusal import Stale
from helpdesk.core.submissions import lock
from helpdesk.core.zones import main_zone

from ..models import Hours, Location, Partner
from .writing import change, once, touch


@once(Partner)
@transaction.atomic
def make_partner(*, by, **facts):
    """A partner enters the directory with its two teams; it gets nothing without an agreement.

    Where no time zone is said, it is its country's, else that of the centre that enters it.
    """
    demand(by, "administer")
    if not facts.get("time_zone"):
        home = home_centre(by)
        facts["time_zone"] = main_zone(str(facts["country"])) or (home and home.time_zone) or "UTC"
    name = _free_team_name(facts["name"])
    staff, leads = make_team(name, Role.PARTNER), make_team(name, Role.LEAD)
    partner = Partner(staff=staff, leads=leads, **facts)
    partner.save()
    assign_perm(GRANTS[Role.PARTNER], staff, partner)
    assign_perm(GRANTS[Role.LEAD], leads, partner)
    record("made", partner, by=by)
    forget()
    return partner


@transaction.atomic
def change_partner(partner, *, by, version, **facts):
    """Correct what the directory says of a partner."""
    demand(by, "administer")
    return change(partner, by, version, facts)


@once(Location)
@transaction.atomic
def make_location(partner, *, by, **facts):
    """A place where a partner offers services."""
    demand(by, "administer")
    location = Location(partner=partner, **facts)
    location.save()
    record("made", location, by=by)
    touch(partner)
    return location


@transaction.atomic
def change_hours(location, hours, *, by, seen=None):
    """Set when a place is open: `hours` holds (weekday, opens_at, closes_at).

    `seen` is what the page showed, as `spelled` gives it; when the hours are others by now, this is
    Stale.
    """
    demand(by, "administer")
    location = lock(location)
    rows = list(location.hours.filter(service=None))
    if seen is not None and seen != spelled(map(span, rows)):
        raise Stale(_("Someone else changed these hours while you were typing."), location)
    if sorted(hours) == sorted(map(span, rows)):
        return location
    for row in rows:
        if span(row) not in hours:
            row.delete()
    for weekday, opens_at, closes_at in sorted(set(hours) - set(map(span, rows))):
        Hours(location=location, weekday=weekday, opens_at=opens_at, closes_at=closes_at).save()
    record("changed", location, by=by, fields=["hours"])
    touch(location)
    return location


def span(row):
    """An opening time as plain values."""
    return (row.weekday, row.opens_at, row.closes_at)


def spelled(spans):
    """Opening times as one line, the same in every language."""
    return ", ".join(f"{day} {opens:%H:%M}-{closes:%H:%M}" for day, opens, closes in sorted(spans))


def _free_team_name(name):
    """Two organisations may share a name; the names of their teams may not."""
    free, numbers = name[:100], count(2)
    while Group.objects.filter(name__startswith=f"{free} · ").exists():
        free = f"{name[:100]} {next(numbers)}"
    return free
