"""Who can help: services that fit a need, ranked, with reasons for and against (DESIGN.md §8)."""

from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.clients.models.client import LANGUAGES
from helpdesk.core.clock import now, today
from services.models import Agreement, Service

from .models import Referral
from .models.referral import Status

ENDS_SOON = timedelta(days=60)
RECORD = timedelta(days=365)  # how far back a partner's record counts
CAPACITY = {"open": 3, "limited": 1, "waiting_list": -2}


@dataclass
class Candidate:
    """A service, whether it fits, why and why not. `score` ranks those that fit, higher first."""

    service: Service
    record: str = ""  # what came of a year's referrals to its partner
    score: float = 0
    pros: list[str] = field(default_factory=list)
    cons: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)

    @property
    def fits(self) -> bool:
        return not self.excluded

    @property
    def place(self):
        """Where it is: its first location, else its partner's country."""
        return next(
            (place.name for place in self.service.locations.all()),
            self.service.partner.country.name,
        )

    def plus(self, points, words):
        self.score += points
        self.pros.append(words)

    def minus(self, points, words):
        self.score -= points
        self.cons.append(words)


@dataclass
class Asking:
    """For whom, where and what for."""

    client: Any
    case: Any
    journey: Any
    kind: str

    @property
    def country(self) -> str:
        return str(self.journey.destination) if self.journey else ""


def find_candidates(asking: Asking, *, tried=()) -> list[Candidate]:
    """Every active service of the kind: those that fit first, in a fixed order; then the others.

    `tried` holds ids of services that this thread has already asked.
    """
    services = list(
        Service.objects.filter(kind=asking.kind, is_active=True, partner__is_active=True)
        .select_related("partner")
        .prefetch_related("locations__area")
    )
    agreements = _agreements(asking)
    records = _records({service.partner_id for service in services})
    live = set(
        Referral.objects.live().filter(client=asking.client).values_list("service_id", flat=True)
    )
    found = []
    for service in services:
        candidate = Candidate(service)
        _agreement(candidate, asking, agreements.get(service.partner_id))
        _eligibility(candidate, asking)
        _capacity(candidate)
        _place(candidate, asking)
        _languages(candidate, asking)
        _record(candidate, records.get(service.partner_id, []))
        if service.pk in live:
            candidate.excluded.append(_("A referral to it is already under way"))
        if service.pk in tried:
            candidate.excluded.append(_("Was already asked"))
        found.append(candidate)
    return sorted(found, key=lambda c: (not c.fits, -c.score, c.service.name, c.service.pk))


def _agreements(asking) -> dict[int, Agreement]:
    """Partner → the agreement in force that lasts longest."""
    best: dict[int, Agreement] = {}
    paths = [asking.case.centre.path[:end] for end in range(4, len(asking.case.centre.path) + 1, 4)]
    for agreement in Agreement.objects.in_force().filter(
        centre__path__in=paths, kinds__has=asking.kind
    ):
        if (
            agreement.countries
            and asking.country
            and asking.country not in {c.code for c in agreement.countries}
        ):
            continue
        kept = best.get(agreement.partner_id)
        if kept is None or (
            kept.ends_on and (agreement.ends_on is None or agreement.ends_on > kept.ends_on)
        ):
            best[agreement.partner_id] = agreement
    return best


def _agreement(candidate, asking, agreement):
    if agreement is None:
        candidate.excluded.append(_("No agreement in force with this centre for this kind of help"))
    elif agreement.ends_on is None:
        candidate.plus(0.5, _("Agreement without an end"))
    elif agreement.ends_on - today() < ENDS_SOON:
        candidate.minus(
            0.5, _("Agreement ends on %(day)s") % {"day": date_format(agreement.ends_on, "j M Y")}
        )
    else:
        candidate.pros.append(
            _("Agreement until %(day)s") % {"day": date_format(agreement.ends_on, "j M Y")}
        )


def _eligibility(candidate, asking):
    service, client = candidate.service, asking.client
    if service.sexes and client.sex not in service.sexes:
        candidate.excluded.append(_("Not for this client's sex"))
    if service.stages and asking.case.stage not in service.stages:
        candidate.excluded.append(_("Not for this stage of migration"))
    age = client.age
    if age is not None and (service.age_from or 0) > age:
        candidate.excluded.append(_("Only from age %(age)d") % {"age": service.age_from})
    if age is not None and service.age_to is not None and service.age_to < age:
        candidate.excluded.append(_("Only up to age %(age)d") % {"age": service.age_to})
    wanted = {c.code for c in service.nationalities}
    has = {c.code for c in client.nationalities}
    if wanted and has and not wanted & has:
        candidate.excluded.append(_("Not for this nationality"))
    if wanted & has or (service.sexes and client.sex in service.sexes):
        candidate.plus(1, _("Made for people like this client"))


def _capacity(candidate):
    capacity = candidate.service.capacity
    if capacity == Service.Capacity.CLOSED:
        candidate.excluded.append(_("Closed for now"))
        return
    candidate.score += CAPACITY[capacity]


def _place(candidate, asking):
    """Near is good: the centre's own area, else the same country."""
    area, locations = asking.case.centre.area, candidate.service.locations.all()
    near = next(
        (place for place in locations if area and place.area and _related(place.area, area)), None
    )
    if near:
        candidate.plus(2, _("Near: %(place)s") % {"place": near.name})
    elif str(candidate.service.partner.country) == str(asking.case.centre.country):
        candidate.score += 1
    elif str(candidate.service.partner.country) == asking.country:
        candidate.plus(1, _("In the country of the matter"))
    else:
        candidate.minus(1, _("In another country"))


def _related(one, other) -> bool:
    return one.path.startswith(other.path) or other.path.startswith(one.path)


def _languages(candidate, asking):
    spoken, hers = set(candidate.service.languages), asking.client.languages
    if not spoken or not hers:
        return
    names = dict(LANGUAGES)
    if common := [code for code in hers if code in spoken]:
        candidate.plus(2, _("Speaks %(language)s") % {"language": names[common[0]]})
    else:
        candidate.minus(2, _("No one there speaks %(language)s") % {"language": names[hers[0]]})


def _records(partners) -> dict[int, list]:
    """What the partners did with a year's referrals: (status, sent, acknowledged)."""
    rows: dict[int, list] = {}
    known = Referral.objects.filter(partner__in=partners, sent_at__gte=now() - RECORD)
    for partner, *row in known.values_list("partner", "status", "sent_at", "acknowledged_at")[
        :5000
    ]:
        rows.setdefault(partner, []).append(row)
    return rows


def _record(candidate, rows):
    if not rows:
        return
    waits = [(seen - sent).total_seconds() / 3600 for _status, sent, seen in rows if seen]
    if waits and (hours := median(waits)) <= 24:
        candidate.plus(1, _("Answers fast: median %(hours)d h") % {"hours": round(hours)})
    elif waits:
        candidate.minus(
            1, _("Slow to answer: median %(days)d days") % {"days": round(median(waits) / 24)}
        )
    silent = sum(status == Status.NO_RESPONSE for status, *_rest in rows)
    if silent:
        words = ngettext(
            "%(count)d referral never answered", "%(count)d referrals never answered", silent
        )
        candidate.minus(min(3, silent), words % {"count": silent})
    done = sum(status in (Status.COMPLETED, Status.CLOSED) for status, *_rest in rows)
    candidate.record = _("%(done)d of %(all)d carried through") % {"done": done, "all": len(rows)}
