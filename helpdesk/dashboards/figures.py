"""Counted figures as one reader may see them: page, file, print and open data all read here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .charts import Bars
from .indicators import BY_CODE, GROUPS, SPLITS, Indicator
from .small_numbers import BELOW, Publication, words

WHOLE = ("", "")  # split, value: everyone
REST = "\0"  # the values of a long list that nobody has
EMPTY: dict[str, Any] = {"number": 0, "money": {}, "days": [0, 0, 0]}
FEWEST_DAYS = 2  # times the limit of small numbers: of fewer, no median is published
MOST_BARS = 25
ACROSS = 9  # columns of numbers that a page and a printed sheet have room for


@dataclass
class Line:
    """An indicator of the first table: its number, the share, the period before, the change."""

    indicator: Indicator
    now: str
    share: str
    before: str
    change: str


@dataclass
class Table:
    """Numbers by the values of a split."""

    title: str
    corner: Any
    heads: list[Any]
    rows: list[tuple[Any, list[str]]]
    chart: Bars | None = None  # of the first indicator, where that is a number


@dataclass
class Figures:
    """Counts of some centres and a period. `is_true`: the reader is of the casework circle.

    `totals[code][when]` and `parts[split][value][code][when]`, as indicators.counting finds them.
    """

    about: dict[str, str]  # "now" and "before": the same question is rounded in the same way
    codes: list[str]
    splits: list[str]
    is_true: bool
    totals: dict[str, dict[str, Any]] = field(default_factory=dict)
    parts: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    rows: dict[str, list[tuple[str, str]]] = field(default_factory=dict, init=False)  # as found

    def take(self, split: str, counts: dict[str, Any]) -> None:
        """What one step of the counting found."""
        self.totals.update(counts["totals"])
        for value, found in counts["parts"].items():
            self.parts.setdefault(split, {}).setdefault(value, {}).update(found)

    @property
    def indicators(self) -> list[Indicator]:
        return [BY_CODE[code] for code in self.codes if code in BY_CODE]

    def raw(self, indicator, where=WHOLE, when="now"):
        """The true count: for this module alone, unless the reader may see it."""
        split, value = where
        found = self.parts.get(split, {}).get(value, {}) if split else self.totals
        return found.get(indicator.code, {}).get(when) or EMPTY[indicator.shape]

    def shown(self, indicator, where=WHOLE, when="now") -> int | None:
        """A number as this reader sees it."""
        if self.is_true:
            return self.raw(indicator, where, when)
        return self.published[when].get((indicator.code, *where), BELOW)

    def words(self, indicator, where=WHOLE, when="now") -> str:
        """A cell of the page."""
        if indicator.shape == "money":
            return self._money(self.raw(indicator, where, when))
        if indicator.shape == "days":
            return self._days(self.raw(indicator, where, when))
        n = self.shown(indicator, where, when)
        return number_format(n, force_grouping=True) if self.is_true or n else words(n)

    def _money(self, sums) -> str:
        if not self.is_true:
            return _("not published")
        listed = sorted((currency, Decimal(amount)) for currency, amount in sums.items())
        return (
            " · ".join(f"{c} {number_format(a, 2, force_grouping=True)}" for c, a in listed) or "–"
        )

    def _days(self, spread) -> str:
        middle, most, n = spread
        if not self.is_true:
            if n < FEWEST_DAYS * settings.SMALL_NUMBERS_BELOW:
                return words(None)
            middle, most = round(middle), round(most)
        return _("%(median)s (9 of 10: %(most)s)") % {"median": middle, "most": most} if n else "–"

    def share(self, indicator, where=WHOLE) -> str:
        """Per cent of what it is a share of; of rounded figures, from those."""
        whole = BY_CODE.get(indicator.of)
        if whole is None or whole.code not in self.codes:
            return ""
        n, of = self.shown(indicator, where), self.shown(whole, where)
        if not of or (not self.is_true and not n):
            return ""
        return f"{min(100, round(100 * n / of))} %"

    def change(self, indicator) -> str:
        """Against the period before, where both are true numbers."""
        if not self.is_true or indicator.shape != "number":
            return ""
        now, then = self.raw(indicator), self.raw(indicator, when="before")
        return "=" if now == then else f"{now - then:+d}".replace("-", "−")

    @cached_property
    def published(self) -> dict[str, dict[Any, int | None]]:
        """Every number rounded, so that no one below the limit can be worked out from the rest."""
        return {when: self._settled(when) for when in ("now", "before")}

    def _settled(self, when):
        """Indicators that add up to another are settled with it; no sum ties the others."""
        together: dict[str, list[Indicator]] = {}
        for one in self.indicators:
            if one.shape == "number":
                together.setdefault(one.part_of or one.code, []).append(one)
        shown: dict[Any, int | None] = {}
        for whole, ones in together.items():
            shown |= self._publication(whole, ones, when).settle()
        return shown

    def _publication(self, whole, ones, when):
        made = Publication(self.about[when])
        for one in ones:
            self._add_places(made, one, when)
        parts = [one.code for one in BY_CODE.values() if one.part_of == whole]
        if parts and {whole, *parts} <= set(self.codes):
            for code, *where in list(made.counts):
                if code == whole:
                    made.add_sum((code, *where), [(part, *where) for part in parts])
        return made

    def _add_places(self, made, one, when):
        """Its whole, and its values by each split, which add up to the whole."""
        made.add((one.code, *WHOLE), self.raw(one, WHOLE, when), elsewhere=True)
        for split in self.splits:
            if one.unit in SPLITS[split].units:
                keys = [(one.code, split, value) for value in self.values(split)]
                for key in keys:
                    made.add(key, self.raw(one, key[1:], when))
                made.add_sum((one.code, *WHOLE), keys)

    def values(self, split: str) -> list[str]:
        """Every value that a split has, whether anyone has it or not."""
        if SPLITS[split].named:
            return [*sorted(v for v in self.parts.get(split, {}) if v), "", REST]
        return [value for value, _label in SPLITS[split].words([])]

    def rows_of(self, split: str) -> list[tuple[str, str]]:
        """(value, words) of the rows to show: of a long list, those of which there is something.

        To a reader of rounded figures a row below the limit everywhere is as if it were not there.
        """
        if split not in self.rows:
            listed = SPLITS[split].words(self.parts.get(split, {}))
            is_long = SPLITS[split].named is not None
            self.rows[split] = [
                (value, label)
                for value, label in listed
                if not is_long or self._is_something((split, value))
            ]
        return self.rows[split]

    def _is_something(self, where):
        return any(
            self.shown(one, where) for one in self.split_by(where[0]) if one.shape == "number"
        ) or (self.is_true and any(self.raw(one, where) for one in self.split_by(where[0])))

    def split_by(self, split: str) -> list[Indicator]:
        return [one for one in self.indicators if one.unit in SPLITS[split].units]

    def groups(self) -> list[tuple[Any, list[Line]]]:
        """Every indicator with its definition, in groups that have any."""
        found = [
            (title, [self._line(one) for one in self.indicators if one.group == group])
            for group, title in GROUPS.items()
        ]
        return [(title, lines) for title, lines in found if lines]

    def _line(self, one):
        before = self.words(one, when="before")
        return Line(one, self.words(one), self.share(one), before, self.change(one))

    def tables(self) -> list[Table]:
        """The indicators of each group, split: few values stand beside each other, many below."""
        return [
            table
            for split in self.splits
            for group, title in GROUPS.items()
            for table in self._tables(split, title, self._in(group, split))
        ]

    def _in(self, group, split):
        return [one for one in self.split_by(split) if one.group == group]

    def _tables(self, split, title, ones):
        rows, heading = self.rows_of(split), f"{title} · {SPLITS[split].label}"
        if not ones or not rows:
            return []
        chart = self._chart(split, ones[0], rows)
        if len(rows) <= ACROSS:
            lines = [(one.name, [self.words(one, (split, v)) for v, _l in rows]) for one in ones]
            return [Table(heading, _("Indicator"), [label for _v, label in rows], lines, chart)]
        return [
            Table(
                heading,
                SPLITS[split].label,
                [one.name for one in some],
                [(label, [self.words(one, (split, v)) for one in some]) for v, label in rows],
                chart if some[0] is ones[0] else None,
            )
            for some in (ones[i : i + ACROSS] for i in range(0, len(ones), ACROSS))
        ]

    def _chart(self, split, one, rows):
        """Bars of true or published numbers; "<5" draws none."""
        if one.shape != "number" or len(rows) > MOST_BARS:
            return None
        bars = [(label, self._bar(one, (split, value)), "") for value, label in rows]
        chart = Bars(str(one.name), bars)
        return None if chart.is_empty else chart

    def _bar(self, one, where):
        n = self.shown(one, where)
        return n if self.is_true or n else words(n)


def as_table(figures: Figures, heads: Iterable[Any] = ()):
    """One line for each figure, for a file: every indicator whole, then by each split."""
    yield [
        *(_("Indicator"), _("What is counted"), _("Unit"), _("Split by"), _("Value")),
        *(heads or (_("This period"), _("Period before"))),
    ]
    for split in ("", *figures.splits):
        rows = figures.rows_of(split) if split else [("", "")]
        for one in figures.split_by(split) if split else figures.indicators:
            label = str(SPLITS[split].label) if split else ""
            for value, called in rows:
                where = (split, value)
                yield [
                    *(one.code, str(one.name), str(one.unit_words), label, called),
                    *(_cell(figures, one, where, when) for when in ("now", "before")),
                ]


def _cell(figures, one, where, when):
    """A whole number where it is one, so that a spreadsheet can add; words else."""
    if one.shape != "number":
        return figures.words(one, where, when)
    n = figures.shown(one, where, when)
    return n if figures.is_true or n else words(n)
