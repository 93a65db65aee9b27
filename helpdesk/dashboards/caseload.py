"""Who has how many cases, and how long they have waited."""

from dataclasses import dataclass
from statistics import median

from django.conf import settings
from django.db.models import F
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from helpdesk.core.clock import now

from .charts import Bars
from .numbers import Number
from .queries import AGE_WORDS, CASE_LISTS, CASES_OF_DAYS, NOBODY, case_counts, officers_with


@dataclass
class Load:
    """One line: `numbers` of SHOWN, `bar` from 0 to 100, `oldest` in words, `over` the limit
    that is passed or 0, `reassign` an address or ""."""

    name: str
    numbers: dict[str, Number]
    oldest: str
    bar: int = 0
    over: int = 0
    gone: bool = False
    reassign: str = ""


LISTS = [which for which in CASE_LISTS if which not in CASES_OF_DAYS]
SHOWN = ("open", "new", "overdue", "untouched")
MANY = 40  # more officers than one reads through: then the most pressing alone, and all on request
MOST_PRESSING = 20


class Caseload:
    """The cases of a scope per officer, from one counting query and one for who they are."""

    def __init__(self, scope, everybody=False):
        self.scope, self.everybody = scope, everybody
        rows = list(case_counts(scope))
        self.nobodys = next((row for row in rows if row["officer"] is None), None)
        self.held = self._each({row["officer"]: row for row in rows if row["officer"]})
        self.sums = {which: sum(row[which] for row in rows) for which in LISTS}
        self.fullest = max(settings.CASELOAD_HIGH, *(row["open"] for row in self.held), 1)

    def _each(self, busy):
        """Whoever holds a case, and who on duty has none: whom to give one. By name."""
        nothing = {**dict.fromkeys(LISTS, 0), "oldest": None}
        people = officers_with(self.scope, busy).values("name", "is_active", officer=F("pk"))
        found = [nothing | busy.get(person["officer"], {}) | person for person in people]
        return sorted(found, key=lambda row: (row["name"].casefold(), row["officer"]))

    untouched_title = CASE_LISTS["untouched"]

    def loads(self) -> list[Load]:
        """By name, and last the cases that nobody has."""
        return [self._load(row) for row in self.held] + self._nobodys()

    def _nobodys(self):
        row = self.nobodys
        return (
            [Load(_("Nobody yet"), self._numbers(row, NOBODY), _age(row["oldest"]))] if row else []
        )

    @property
    def left_out(self) -> str:
        """The address that shows all officers; "" where all are shown."""
        is_short = self.everybody or len(self.held) <= MANY
        return "" if is_short else self.scope.link("figures", officers="all")

    def most_pressing(self) -> list[Load]:
        """All officers; of MANY those with the most overdue, then the fullest."""
        if not self.left_out:
            return self.loads()
        ranked = sorted(self.held, key=lambda row: (-row["overdue"], -row["open"]))
        return [self._load(row) for row in ranked[:MOST_PRESSING]] + self._nobodys()

    def together(self) -> Load:
        begun = [row["oldest"] for row in [*self.held, self.nobodys] if row and row["oldest"]]
        return Load(_("Together"), self._numbers(self.sums, None), _age(min(begun, default=None)))

    def ages(self) -> Bars:
        """How long the open cases have been open."""
        rows = [
            (words, self.sums[which], self.scope.link("figures_cases", which=which))
            for which, words in AGE_WORDS.items()
        ]
        return Bars(_("How long cases have been open"), rows, heads=[_("Open for"), _("Cases")])

    def median(self) -> str:
        """Of the open cases per officer."""
        return number_format(f"{median(row['open'] for row in self.held):g}") if self.held else ""

    def _load(self, row):
        return Load(
            row["name"],
            self._numbers(row, row["officer"]),
            _age(row["oldest"]),
            bar=round(100 * row["open"] / self.fullest),
            over=settings.CASELOAD_HIGH * (row["open"] > settings.CASELOAD_HIGH),
            gone=not row["is_active"],
            reassign=self.scope.link("figures_reassign", row["officer"]) if row["open"] else "",
        )

    def _numbers(self, row, officer):
        link = self.scope.link
        return {w: Number(row[w], link("figures_cases", which=w, officer=officer)) for w in SHOWN}


def _age(begun) -> str:
    """How long ago, in days, from a year on in years and months."""
    if begun is None:
        return "–"
    days = (now() - begun).days
    if days < 365:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    years, months = days // 365, days % 365 // 31
    words = [ngettext("%(count)d year", "%(count)d years", years) % {"count": years}]
    if months:
        words.append(
            npgettext("after years", "%(count)d month", "%(count)d months", months)
            % {"count": months}
        )
    return " ".join(words)
