"""Figures for a reader: counted at once for the page, or as a report has kept them."""

from ..figures import Figures
from ..indicators import SPLITS, Asked, count, of_group
from ..indicators.periods import Period
from ..small_numbers import in_circle


def question(centres, period: Period) -> str:
    """Names whose work is counted, and when: rounding asks by it."""
    return f"{','.join(str(pk) for pk in sorted(centres))}|{period.first}|{period.last}"


def live(scope, group, period, split="") -> Figures:
    """One group of indicators of the centres that a supervisor oversees, counted now."""
    codes = [one.code for one in of_group(group)]
    made = Figures(
        question(scope.ids, period), codes, [split] if split else [],
        is_true=in_circle(scope.user, scope.ids),
    )  # fmt: skip
    asked = Asked(scope.ids, period, scope.user)
    counted = count(of_group(group), asked, SPLITS.get(split))
    made.take(split, {"totals": counted.totals, "parts": counted.parts if split else {}})
    return made


def of_report(report, reader) -> Figures:
    """What a report found, as its reader may see it."""
    period = Period(report.first, report.last, report.zone)
    made = Figures(
        question(report.centres, period),
        report.indicators,
        [code for code in report.splits if code in SPLITS],
        is_true=not report.published and in_circle(reader, report.centres),
    )
    for table in report.tables.all():
        made.take(table.split, table.counts)
    return made
