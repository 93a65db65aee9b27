"""All that an agreement covers, weighed on a few columns: what fits, in which order; what does not.

Services that are alike in what a rule asks get the same points: each rule of ranking.py and of
eligibility.py is applied once for all of them. Words are for those that are shown: candidates.py.
"""

from collections import Counter
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import CharField, ExpressionWrapper, F
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from services.eligibility import areas_against, reasons_against
from services.models import Partner, Service, ServiceArea, ServiceAtLocation

from . import ranking
from .models import Referral
from .ranking import Candidate
from .records import records_of


def _raw(name):
    """A column as it is stored: thousands of lists are not taken apart."""
    return ExpressionWrapper(F(name), output_field=CharField())


COLUMNS = (
    *("pk", "partner_id", "name", Cast("uid", CharField()), "capacity", "verified_on"),
    *("age_from", "age_to", _raw("sexes"), _raw("stages"), _raw("statuses")),
    *("nationalities", _raw("languages"), "capacity_at"),
)
CODES = ("sexes", "stages", "statuses", "languages")


class Row(NamedTuple):
    """What the rules ask of a service, in the order of COLUMNS; lists are as they are stored."""

    pk: int
    partner: int
    name: str
    uid: str
    capacity: str
    verified_on: date | None
    age_from: int | None
    age_to: int | None
    sexes: str
    stages: str
    statuses: str
    nationalities: str
    languages: str
    capacity_at: datetime | None

    def service(self, of) -> Service:
        """The service of this partner as the rules and the page ask for it; not to be saved."""
        facts: dict[str, Any] = self._asdict()
        facts["partner"] = Partner(pk=self.partner, name=of.name, country=of.country)
        for name in CODES:
            facts[name] = [code for code in facts[name].split(",") if code]
        return Service(**facts)


class Covered(NamedTuple):
    """A partner with an agreement: `until` the last day of the one that lasts longest."""

    name: str
    country: str
    until: date


class Weighing:
    """`rows` are of covered services of one kind; `fitting` and `out` come in order."""

    def __init__(self, asking, services, covered: dict[int, Covered], tried):
        self.asking, self.covered = asking, covered
        rows = services.filter(partner__pk__among=covered).order_by()
        self.rows = [Row._make(row) for row in rows.values_list(*COLUMNS)]
        self.tried, self.hers = set(tried), _facts_of(asking)
        self.where = ranking.Where.of(asking)
        self.records = records_of({row.partner for row in self.rows})
        self.found: dict = {}
        self.reasons: Counter[str] = Counter()
        self.fitting: list[Row] = []
        self.out: list[tuple[Row, list[str]]] = []
        self._weigh()

    def _weigh(self):
        live = Referral.objects.live().filter(client=self.asking.client)
        under_way = set(live.values_list("service_id", flat=True))
        ids = [row.pk for row in self.rows]
        areas, levels = _areas(ids), _levels(ids, self.where.path)
        ranked = []
        for row in self.rows:
            if against := self._against(row, areas.get(row.pk, ()), under_way):
                self.reasons.update(against)
                self.out.append((row, against))
            else:
                ranked.append((-self._score(row, levels.get(row.pk, 0)), *self._by_name(row), row))
        self.fitting = [rank[-1] for rank in sorted(ranked)]
        self.out.sort(key=lambda pair: self._by_name(pair[0]))

    def _by_name(self, row):
        return row.name, self.covered[row.partner].name, row.uid

    def _against(self, row, areas, under_way):
        """Why it does not take her."""
        conditions = (reasons_against, row[6:12])
        hers, paths = self.hers, self.hers["area_paths"]
        return [
            *self._alike(conditions, lambda: reasons_against(self.service(row), **hers)),
            *self._alike((areas_against, areas), lambda: areas_against(areas, paths)),
            *([_("A referral to it is already under way")] if row.pk in under_way else ()),
            *([_("Was already asked")] if row.pk in self.tried else ()),
            *([_("Closed for now")] if row.capacity == Service.Capacity.CLOSED else ()),
        ]

    def _score(self, row, levels):
        """Its points: those of its partner, and of what it has in common with many others."""
        country = self.covered[row.partner].country
        place = ((row.name, self.where.path[: levels * ranking.STEP]),)
        return (
            self._of_partner(row)
            + self._points(ranking.fit, (row.sexes, row.nationalities), row, self.asking)
            + self._points(ranking.capacity, (row.capacity, ranking.checked(row.verified_on)), row)
            + self._points(ranking.languages, row.languages, row, self.asking)
            + self._points(ranking.distance, (country, levels), row, place, self.where)
        )

    def _of_partner(self, row):
        """What an agreement with its partner gives, and how the partner answers."""
        until, record = self.covered[row.partner].until, self.records.get(row.partner)
        return self._points(ranking.agreement, until, None, until) + self._points(
            ranking.record, row.partner, None, record
        )

    def _points(self, rule, alike, row, *facts):
        """The points that a rule gives to this one and to all that are alike.

        `row` is None for a rule that looks at no service.
        """

        def find():
            candidate = Candidate(row and self.service(row))
            rule(candidate, *facts)
            return candidate.score

        return self._alike((rule, alike), find)

    def _alike(self, key, find):
        """`find()`, once for all that have this key."""
        if key not in self.found:
            self.found[key] = find()
        return self.found[key]

    def service(self, row) -> Service:
        return row.service(self.covered[row.partner])

    def in_words(self, rows) -> list[Candidate]:
        """Candidates with all that speaks for and against each; a query for where they are."""
        places = _places([row.pk for row in rows])
        return [self._in_words(row, places.get(row.pk, ())) for row in rows]

    def _in_words(self, row, places):
        candidate = Candidate(self.service(row))
        ranking.agreement(candidate, self.covered[row.partner].until)
        ranking.fit(candidate, self.asking)
        ranking.capacity(candidate)
        ranking.distance(candidate, places, self.where)
        ranking.languages(candidate, self.asking)
        ranking.record(candidate, self.records.get(row.partner))
        return candidate


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


def _areas(ids) -> dict[int, tuple]:
    """Service → (path, name) of each area whose people it takes."""
    rows = ServiceArea.objects.filter(service__pk__among=ids).order_by("area__path")
    found: dict[int, tuple] = {}
    for service, *area in rows.values_list("service_id", "area__path", "area__name"):
        found[service] = (*found.get(service, ()), tuple(area))
    return found


def _levels(ids, path) -> dict[int, int]:
    """Service → the levels of the tree that its nearest place shares with this path."""
    if not path:
        return {}
    country = path[: ranking.STEP]
    ties = ServiceAtLocation.objects.filter(
        service__pk__among=ids, location__area__path__startswith=country
    )
    known: dict[str, int] = {}
    found: dict[int, int] = {}
    for service, other in ties.values_list("service_id", "location__area__path"):
        levels = known.get(other)
        if levels is None:
            levels = known[other] = ranking.levels_shared(other, path)
        if levels > found.get(service, 0):
            found[service] = levels
    return found


def _places(ids):
    """Service → (name, path of its area) of each of its places, by name."""
    ties = ServiceAtLocation.objects.filter(service__pk__among=ids)
    rows = ties.order_by("location__name", "location__uid")
    found: dict[int, list] = {}
    for service, name, path in rows.values_list(
        "service_id", "location__name", "location__area__path"
    ):
        found.setdefault(service, []).append((name, path or ""))
    return found
