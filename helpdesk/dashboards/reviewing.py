"""Reviews of closed cases: the samples, and what was found, counted by point and by officer.

All of it through visible_to: a restricted case counts for those alone who are named on it.
"""

from dataclasses import dataclass, field

from django.db.models import Count, Window

from helpdesk.cases.checklist import POINTS
from helpdesk.cases.models import Case, ClosingRequest, Finding, Review, ReviewedCase

Verdict = Finding.Verdict
NEWEST = 25
AT_ONCE = 25  # closings that wait, on the page


@dataclass
class Tally:
    """How often yes, no and not applicable were said: of one point, or of one officer's cases."""

    name: object
    key: object = None
    cases: int = 0
    said: dict = field(default_factory=dict)
    cells: list = field(default_factory=list)  # (verdict, count, the list behind it or "")
    url: str = ""  # the list of the cases

    @property
    def kept(self) -> int | None:
        """In percent: yes among yes and no. None where neither was said."""
        yes, no = self.said.get(Verdict.YES, 0), self.said.get(Verdict.NO, 0)
        return round(100 * yes / (yes + no)) if yes + no else None


def reviewed_in(scope):
    """The cases of this scope that were judged in its days, and that she sees."""
    kind = scope.of_kind("case__")
    seen = ReviewedCase.objects.overseen_by(scope.user).filter(kind, centre__in=scope.ids)
    return seen.filter(scope.within("judged_at"))


def reviewed(scope, point="", verdict="", officer=None):
    """The judged cases behind a number."""
    rows = reviewed_in(scope)
    rows = rows.filter(officer=officer) if officer else rows
    return rows.found(point, verdict) if point else rows


class Found:
    """What was found in these cases. `link(**filters)`: the list behind a number, if any."""

    def __init__(self, cases, link=None):
        self.link = link
        rows = list(_said(cases))
        self.points = self._by_point(rows)
        self.officers = self._by_officer(rows, _cases_of(cases))
        self.judged = sum(tally.cases for tally in self.officers)

    def _by_point(self, rows):
        found = {code: Tally(words, code) for code, words in POINTS.items()}
        for row in rows:
            _add(found[row["point"]], row)
        return [self._with_cells(tally, point=tally.key) for tally in found.values() if tally.said]

    def _by_officer(self, rows, cases):
        found = {}
        for row in rows:
            key = row["reviewed__officer"]
            found.setdefault(key, Tally(row["reviewed__officer__name"], key, cases[key]))
            _add(found[key], row)
        for key, tally in found.items():
            self._with_cells(tally)
            tally.url = self.link(officer=key) if self.link and key else ""
        return sorted(found.values(), key=lambda tally: str(tally.name or ""))

    def _with_cells(self, tally, point=""):
        """Each count of a point with its list; an officer’s are findings, and no list of cases."""
        tally.cells = [
            (verdict.label, tally.said.get(verdict, 0), self._list(verdict, point))
            for verdict in Verdict
        ]
        return tally

    def _list(self, verdict, point):
        return self.link(point=point, verdict=verdict.value) if self.link and point else ""


def _add(tally, row):
    tally.said[row["verdict"]] = tally.said.get(row["verdict"], 0) + row["n"]


def _said(cases):
    by = ("point", "verdict", "reviewed__officer", "reviewed__officer__name")
    rows = Finding.objects.filter(reviewed__in=cases.order_by().values("pk"))
    return rows.order_by().values(*by).annotate(n=Count("pk"))


def _cases_of(cases):
    rows = cases.judged().order_by().values("officer").annotate(n=Count("pk"))
    return {row["officer"]: row["n"] for row in rows}


def samples(scope):
    """The newest reviews drawn at these centres, each with `done` of `total` as she sees."""
    found = Review.objects.visible_to(scope.user).filter(centre__in=scope.ids)
    return found.for_listing().with_progress(scope.user)[:NEWEST]


def closings_that_wait(scope):
    """What officers of these centres want to close; of restricted cases those she is named on.

    The oldest, each with `waiting`, how many there are: when they are decided, the next follow.
    """
    mine = Case.objects.in_care_of(scope.user).filter(scope.of_kind(), centre__in=scope.ids)
    rows = ClosingRequest.objects.filter(case__in=mine).waiting().for_listing()
    return rows.annotate(waiting=Window(Count("pk"))).order_by("at", "pk")[:AT_ONCE]


def first_answer(case) -> str:
    """in_time, late, none; "" where no clock ran."""
    if not case.answer_due_at:
        return ""
    if not case.answered_at:
        return "none"
    return "in_time" if case.answered_at <= case.answer_due_at else "late"


def on_file(row) -> dict:
    """What the rows of the case say (for_page), beside what the supervisor is asked."""
    return {
        "answer": first_answer(row.case),
        "outcomes": [person.get_outcome_display() for person in row.case.people.all()],
    }
