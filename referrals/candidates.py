"""Who can help: services that fit a need, ranked, with reasons for and against (DESIGN.md §8).

The database leaves only services whose partner an agreement covers; weighing.py orders those. It
costs the same number of queries however many services there are.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from helpdesk.access.models import Area
from services.models import Agreement, Service

from .ranking import Candidate
from .weighing import Covered, Row, Weighing

EXCLUDED = 20  # that are named with their reasons; the others are counted


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

    weighing: Weighing
    excluded: list[Candidate]
    reasons: list[tuple[str, int]]
    total: int

    @property
    def fits(self) -> list[Row]:
        """All that fit, the best first."""
        return self.weighing.fitting

    @property
    def fitting(self) -> list[Candidate]:
        """The same, each with its reasons."""
        return self.best(len(self.fits))

    def best(self, most, also="") -> list[Candidate]:
        """So many with their reasons, and the one with this id where it stands further down."""
        further = [row for row in self.fits[most:] if str(row.pk) == also]
        return self.weighing.in_words([*self.fits[:most], *further])


def find_candidates(asking: Asking, *, tried=()) -> Candidates:
    """The services that fit, the best first, in an order that depends on the facts alone.

    `tried` holds ids of services that this thread has already asked.
    """
    covered = _covered(asking)
    offered = Service.objects.filter(kind=asking.kind).active()
    found = Weighing(asking, offered, covered, tried)
    others = offered.exclude(partner__pk__among=covered)
    uncovered = others.count()
    out = [Candidate(found.service(row), excluded=why) for row, why in found.out[:EXCLUDED]]
    if uncovered and len(out) < EXCLUDED:
        out += _without_agreement(others, EXCLUDED - len(out))
    reasons = found.reasons
    if uncovered:
        reasons[_no_agreement()] += uncovered
    return Candidates(
        weighing=found,
        excluded=out,
        reasons=sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])),
        total=len(found.rows) + uncovered,
    )


def _covered(asking) -> dict[int, Covered]:
    """Partners with an agreement in force for this kind and country, with her centre or above."""
    agreements = Agreement.objects.in_force().binding(asking.centre.path)
    rows = agreements.filter(kinds__has=asking.kind, partner__is_active=True).order_by()
    found: dict[int, Covered] = {}
    for pk, name, country, ends_on in rows.for_cases_in(asking.country).values_list(
        "partner_id", "partner__name", "partner__country", "ends_on"
    ):
        until = ends_on or date.max  # no end
        if pk not in found or until > found[pk].until:
            found[pk] = Covered(name, country, until)
    return found


def _without_agreement(others, count):
    """The first by name of those that no agreement covers."""
    rows = others.select_related("partner").only("name", "uid", "partner__name")
    first = rows.order_by("name", "partner__name", "uid")[:count]
    return [Candidate(service, excluded=[_no_agreement()]) for service in first]


def _no_agreement():
    return _("No agreement in force with this centre for this kind of help")
