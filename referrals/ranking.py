"""What speaks for a service and what against it: each rule gives points, and says why.

Points are halves and wholes, so that their sum does not depend on the order.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.clients.models.client import LANGUAGES
from helpdesk.core.clock import today
from services.models import Service

ENDS_SOON = timedelta(days=60)
FRESH, STALE = timedelta(days=90), timedelta(days=180)
FAST, SLOW = 24, 72  # hours until a partner acknowledges, on average
ENOUGH = 5  # referrals before a share says something
CAPACITY = {"open": 3, "limited": 1, "waiting_list": -2}
STEP = 4  # signs of an area's path for each level: country, province, district


@dataclass
class Candidate:
    """A service, whether it fits, why and why not. `score` ranks those that fit, higher first."""

    service: Service
    record: str = ""  # what came of a year's referrals to its partner
    place: str = ""
    score: float = 0
    pros: list[str] = field(default_factory=list)
    cons: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)

    @property
    def fits(self) -> bool:
        return not self.excluded

    @property
    def capacity(self):
        return Service.Capacity(self.service.capacity).label

    def plus(self, points, words):
        self.score += points
        self.pros.append(words)

    def minus(self, points, words):
        self.score -= points
        self.cons.append(words)


@dataclass
class Where:
    """The paths and countries that distance is counted from."""

    path: str
    country: str
    destination: str

    @classmethod
    def of(cls, asking):
        area = asking.area
        return cls(area.path if area else "", str(asking.centre.country), asking.country)


def agreement(candidate, until: date):
    """How long it may still be sent someone."""
    if until == date.max:
        candidate.plus(0.5, _("Agreement without an end"))
    elif until - today() < ENDS_SOON:
        candidate.minus(0.5, _("Agreement ends on %(day)s") % {"day": _day(until)})
    else:
        candidate.pros.append(_("Agreement until %(day)s") % {"day": _day(until)})


def fit(candidate, asking):
    """One that was made for people like her."""
    service, client = candidate.service, asking.client
    hers = {country.code for country in client.nationalities}
    if client.sex in service.sexes or hers & {country.code for country in service.nationalities}:
        candidate.plus(1, _("Made for people like this client"))


def capacity(candidate):
    """Whether it has room, and how sure that is."""
    service = candidate.service
    candidate.score += CAPACITY[service.capacity]
    if service.capacity == Service.Capacity.WAITING_LIST:
        candidate.cons.append(_("Has a waiting list"))
    found = checked(service.verified_on)
    if found == "never":
        candidate.minus(1, _("Nobody has checked this entry yet"))
    elif found == "long ago":
        candidate.minus(1, _("Last checked on %(day)s") % {"day": _day(service.verified_on)})
    elif found == "lately":
        candidate.plus(0.5, _("Checked on %(day)s") % {"day": _day(service.verified_on)})


def checked(day: date | None) -> str:
    """How fresh an entry is: checked never, long ago, lately, or "" (between the two)."""
    if day is None:
        return "never"
    ago = today() - day
    return "long ago" if ago > STALE else "lately" if ago <= FRESH else ""


def distance(candidate, places, where):
    """Near is good: her district, her province, her country; else where the matter is."""
    partner = candidate.service.partner
    country = str(partner.country)
    levels, name = _nearest(places, where.path)
    candidate.place = name or partner.country.name
    if levels >= 3:
        candidate.plus(3, _("Near: %(place)s") % {"place": name})
    elif levels == 2:
        candidate.plus(2, _("In the same province: %(place)s") % {"place": name})
    elif levels == 1 or country == where.country:
        candidate.score += 1
    elif country == where.destination:
        candidate.plus(1, _("In the country of the matter"))
    else:
        candidate.minus(1, _("In another country"))


def _nearest(places, path):
    """(levels of the tree that the nearest place shares with her, its name)."""
    best = (0, places[0][0] if places else "")
    for name, other in places:
        levels = levels_shared(other, path)
        if levels > best[0]:
            best = (levels, name)
    return best


def levels_shared(one: str, other: str) -> int:
    """How many levels of the tree two paths have in common, from the top."""
    shared = 0
    while one[shared : shared + STEP] == other[shared : shared + STEP] != "":
        shared += STEP
    return shared // STEP


def languages(candidate, asking):
    """Whether they can talk."""
    spoken, hers = set(candidate.service.languages), asking.client.languages
    if not spoken or not hers:
        return
    names = dict(LANGUAGES)
    if common := [code for code in hers if code in spoken]:
        candidate.plus(2, _("Speaks %(language)s") % {"language": names[common[0]]})
    else:
        candidate.minus(2, _("No one there speaks %(language)s") % {"language": names[hers[0]]})


def record(candidate, past):
    """What the partner did with a year's referrals: answered, accepted, carried through."""
    if past is None:
        return
    if past.hours is not None and past.hours <= FAST:
        candidate.plus(1, _("Answers fast: %(hours)d h on average") % {"hours": round(past.hours)})
    elif past.hours is not None and past.hours > SLOW:
        days = round(past.hours / 24)
        candidate.minus(1, _("Slow to answer: %(days)d days on average") % {"days": days})
    if past.silent:
        words = ngettext(
            "%(count)d referral never answered", "%(count)d referrals never answered", past.silent
        )
        points = min(3, past.silent, ceil(10 * past.silent / past.sent))
        candidate.minus(points, words % {"count": past.silent})
    if past.decided >= ENOUGH:
        _acceptance(candidate, past)
    told = {"done": past.done, "all": past.sent}
    candidate.record = _("%(done)d of %(all)d carried through") % told


def _acceptance(candidate, past):
    told = {"accepted": past.accepted, "all": past.decided}
    if past.accepted >= 0.8 * past.decided:
        candidate.plus(1, _("Accepts most: %(accepted)d of %(all)d") % told)
    elif past.accepted < 0.5 * past.decided:
        candidate.minus(1, _("Declines often: accepted %(accepted)d of %(all)d") % told)
    if past.ended >= ENOUGH and past.done >= 0.8 * past.ended:
        candidate.plus(
            1, _("Carries through: %(done)d of %(all)d") % {"done": past.done, "all": past.ended}
        )


def _day(day):
    return date_format(day, "j M Y")
