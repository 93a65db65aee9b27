"""Figures for a reader: counted at once for the page, or as a report has kept them."""

from ..figures import Figures
from ..indicators import SPLITS, Asked, count, of_group
from ..indicators.periods import Period
from ..small_numbers import in_circle


def questions(centres, period: Period) -> dict[str, str]:
    """Whose work is counted, and when, of the period and of the one before: rounding asks by it.

    So what is said of the period before is what was said of it when it was the period.
    """
    when = {"now": period, "before": period.before}
    return {name: f"{places(centres)}|{one.question}" for name, one in when.items()}


def places(centres) -> str:
    """Names the centres that are counted."""
    return ",".join(str(pk) for pk in sorted(centres))


def live(scope, group, period, split="") -> Figures:
    """One group of indicators of the centres that a supervisor oversees, counted now."""
    codes = [one.code for one in of_group(group)]
    made = Figures(
        questions(scope.ids, period), codes, [split] if split else [],
        is_true=in_circle(scope.user, scope.ids),
    )  # fmt: skip
    asked = Asked(scope.ids, period, scope.user)
    counted = count(of_group(group), asked, SPLITS.get(split))
    made.take(split, {"totals": counted.totals, "parts": counted.parts if split else {}})
    return made


def of_report(report, reader) -> Figures:
    """What a report found, as its reader may see it."""
    period = Period(report.first, report.last, report.zone, report.before_first)
    made = Figures(
        questions(report.centres, period),
        report.indicators,
        [code for code in report.splits if code in SPLITS],
        is_true=not report.published and in_circle(reader, report.centres),
    )
    for table in report.tables.all():
        made.take(table.split, table.counts)
    return made
