"""Who can help: services that fit a need, ranked, with reasons for and against (DESIGN.md §8).

The database leaves only services whose partner an agreement covers; the rules of ranking.py are
applied to those. It costs the same number of queries however many services there are.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from helpdesk.access.models import Area
from services.eligibility import reasons_against
from services.models import Agreement, Service, ServiceAtLocation

from . import ranking
from .models import Referral
from .ranking import Candidate
from .records import records_of

EXCLUDED = 20  # that are named with their reasons; the others are counted
FACTS = (
    *("name", "uid", "kind", "capacity", "verified_on", "sexes", "stages", "statuses"),
    *("nationalities", "age_from", "age_to", "languages", "partner__name", "partner__country"),
)


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

    @property
    def centre(self):
        return self.case.centre

    @property
    def area(self) -> Area | None:
        """Where she lives; while that is not known, where her centre is."""
        return self.client.area or self.centre.area


@dataclass
class Candidates:
    """What was found. `reasons` are (why not, how many); `excluded` are the first of those."""

    fitting: list[Candidate] = field(default_factory=list)
    excluded: list[Candidate] = field(default_factory=list)
    reasons: list[tuple[str, int]] = field(default_factory=list)
    total: int = 0


def find_candidates(asking: Asking, *, tried=()) -> Candidates:
    """The services that fit, the best first, in an order that depends on the facts alone.

    `tried` holds ids of services that this thread has already asked.
    """
    agreements = _agreements(asking)
    offered = Service.objects.filter(kind=asking.kind).active()
    covered = offered.filter(partner__in=agreements.values("partner"))
    judged = _judged(asking, covered, _until(agreements), set(tried))
    others = offered.exclude(partner__in=agreements.values("partner"))
    uncovered = others.count()
    out = sorted((c for c in judged if not c.fits), key=Candidate.by_name)[:EXCLUDED]
    if uncovered and len(out) < EXCLUDED:
        out += _without_agreement(others, EXCLUDED - len(out))
    reasons = Counter(reason for c in judged for reason in c.excluded)
    if uncovered:
        reasons[_no_agreement()] += uncovered
    return Candidates(
        fitting=sorted((c for c in judged if c.fits), key=Candidate.rank),
        excluded=out,
        reasons=sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])),
        total=len(judged) + uncovered,
    )


def _judged(asking, covered, until, tried):
    """Each covered service with all that speaks for and against it."""
    areas = Prefetch("areas", Area.objects.only("path", "name"))
    services = list(covered.select_related("partner").only(*FACTS).prefetch_related(areas))
    places = _places(covered)
    records = records_of({service.partner_id for service in services})
    live = Referral.objects.live().filter(client=asking.client)
    under_way = set(live.values_list("service_id", flat=True))
    hers, where = _facts_of(asking), ranking.Where.of(asking)
    judged = []
    for service in services:
        candidate = Candidate(service)
        candidate.excluded = reasons_against(service, **hers)
        if service.pk in under_way:
            candidate.excluded.append(_("A referral to it is already under way"))
        if service.pk in tried:
            candidate.excluded.append(_("Was already asked"))
        if service.capacity == Service.Capacity.CLOSED:
            candidate.excluded.append(_("Closed for now"))
        if candidate.fits:
            ranking.agreement(candidate, until[service.partner_id])
            ranking.fit(candidate, asking)
            ranking.capacity(candidate)
            ranking.distance(candidate, places.get(service.pk, ()), where)
            ranking.languages(candidate, asking)
            ranking.record(candidate, records.get(service.partner_id))
        judged.append(candidate)
    return judged


def _agreements(asking):
    """Those in force for this kind and country, with the case's centre or one above it."""
    path = asking.centre.path
    paths = [path[:end] for end in range(4, len(path) + 1, 4)]
    found = Agreement.objects.in_force().filter(centre__path__in=paths, kinds__has=asking.kind)
    return found.order_by().for_cases_in(asking.country)


def _until(agreements) -> dict[int, date]:
    """Partner → the last day of the agreement that lasts longest; date.max: no end."""
    best: dict[int, date] = {}
    for partner, ends_on in agreements.values_list("partner_id", "ends_on"):
        best[partner] = max(best.get(partner, date.min), ends_on or date.max)
    return best


def _places(covered):
    """Service → (name, path of its area) of each of its places, by name."""
    ties = ServiceAtLocation.objects.filter(service__in=covered.order_by().values("pk"))
    rows = ties.order_by("location__name", "location__uid")
    found: dict[int, list] = {}
    for service, name, path in rows.values_list(
        "service_id", "location__name", "location__area__path"
    ):
        found.setdefault(service, []).append((name, path or ""))
    return found


def _facts_of(asking) -> dict:
    """What eligibility asks of her. Her languages rank: an interpreter may come along."""
    client, centre = asking.client, asking.centre
    areas = [area.path for area in (client.area, centre.area) if area]
    return {
        "sex": client.sex,
        "age": client.age,
        "stage": asking.case.stage,
        "nationalities": [country.code for country in client.nationalities],
        "area_paths": areas,
        "status": asking.journey.channel if asking.journey else "",
    }


def _without_agreement(others, count):
    """The first by name of those that no agreement covers."""
    rows = others.select_related("partner").only("name", "uid", "partner__name")
    first = rows.order_by("name", "partner__name", "uid")[:count]
    return [Candidate(service, excluded=[_no_agreement()]) for service in first]


def _no_agreement():
    return _("No agreement in force with this centre for this kind of help")
