"""Counting: all indicators of one unit in one query, for the period and for the one before it."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, CharField, Count, ExpressionWrapper, F, Sum, Value

from .asked import Asked
from .declared import Indicator
from .rows import UNITS
from .splits import Split

WHEN = ("now", "before")


@dataclass
class Counted:
    """What was counted: `totals[code]` and `parts[value][code]`, each {"now": …, "before": …}.

    A number is an int, money {currency: Decimal}, days [median, 90th percentile, how many].
    """

    totals: dict[str, dict[str, Any]] = field(default_factory=dict)
    parts: dict[str, dict[str, dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))

    def update(self, other: "Counted") -> None:
        self.totals.update(other.totals)
        for value, counts in other.parts.items():
            self.parts[value].update(counts)


def families(indicators: Iterable[Indicator]) -> list[list[Indicator]]:
    """Indicators that one query counts together: same unit, same shape."""
    found: dict[tuple[str, str], list[Indicator]] = {}
    for indicator in indicators:
        found.setdefault((indicator.unit, indicator.shape), []).append(indicator)
    return list(found.values())


def fits(family: list[Indicator], split: Split | None) -> bool:
    return split is None or family[0].unit in split.units


def count(indicators: Iterable[Indicator], asked: Asked, split: Split | None = None) -> Counted:
    """One query for each family; those that the split does not fit are counted whole."""
    counted = Counted()
    for family in families(indicators):
        counted.update(count_family(family, asked, split if fits(family, split) else None))
    return counted


def count_family(family: list[Indicator], asked: Asked, split: Split | None = None) -> Counted:
    counting = {"number": _numbers, "money": _money, "days": _days}[family[0].shape]
    rules = {
        (indicator.code, when): indicator.counts(one)
        for indicator in family
        for when, one in zip(WHEN, (asked, asked.before), strict=True)
    }
    unit = family[0].unit
    rows = UNITS[unit][0](asked).filter(reduce(or_, rules.values()))
    value = split.value(unit, asked) if split else Value("", CharField())
    return counting(family, rows.annotate(split_value=value), rules, bool(split))


def _key(code, when):
    return f"n_{code}_{when}"


def _numbers(family, rows, rules, is_split):
    made = {
        _key(i.code, when): (
            Sum(i.sums, filter=rules[i.code, when], default=0)
            if i.sums
            else Count("pk", filter=rules[i.code, when])
        )
        for i in family
        for when in WHEN
    }
    counted = Counted(totals={i.code: dict.fromkeys(WHEN, 0) for i in family})
    for row in rows.values("split_value").annotate(**made).iterator():
        for i in family:
            found = {when: row[_key(i.code, when)] for when in WHEN}
            for when in WHEN:
                counted.totals[i.code][when] += found[when]
            if is_split:
                counted.parts[row["split_value"]][i.code] = found
    return counted


def _money(family, rows, rules, is_split):
    made = {
        _key(i.code, when): Sum(i.money, filter=rules[i.code, when])
        for i in family
        for when in WHEN
    }
    counted = Counted(totals={i.code: {when: {} for when in WHEN} for i in family})
    found = rows.values("split_value", of_currency=F("currency")).annotate(**made)
    for row in found.iterator():
        for i in family:
            for when in WHEN:
                _add(counted, i.code, when, row, row[_key(i.code, when)], is_split)
    return counted


def _add(counted, code, when, row, amount, is_split):
    places = [counted.totals[code][when]]
    if is_split:
        part = counted.parts[row["split_value"]].setdefault(code, {w: {} for w in WHEN})
        places.append(part[when])
    for sums in places if amount else ():
        currency = row["of_currency"]
        sums[currency] = sums.get(currency, Decimal(0)) + Decimal(amount)


def _days(family, rows, rules, is_split):
    """Durations one by one, in a query for each indicator: no engine's median is the other's."""
    counted = Counted()
    for i in family:
        passed = {when: defaultdict(lambda: array("d")) for when in WHEN}
        for value, when, days in _passed(rows, i, rules):
            passed[when][value].append(days)
        for when, by_value in passed.items():
            everyone = array("d", (one for days in by_value.values() for one in days))
            counted.totals.setdefault(i.code, {})[when] = spread(everyone)
            for value, days in by_value.items() if is_split else ():
                part = counted.parts[value].setdefault(i.code, {w: spread([]) for w in WHEN})
                part[when] = spread(days)
    return counted


def _passed(rows, indicator, rules) -> Iterator[tuple[str, str, float]]:
    """(value of the split, "now" or "before", days)"""
    now, before = (rules[indicator.code, when] for when in WHEN)
    both = {"is_now": ExpressionWrapper(now, BooleanField())}
    both["is_before"] = ExpressionWrapper(before, BooleanField())
    asked = rows.filter(now | before).annotate(**both)
    found = asked.values_list("split_value", *indicator.days, *both)
    for value, begun, over, *when in found.iterator(chunk_size=5000):
        for name, is_in in zip(WHEN, when, strict=True):
            if is_in:
                yield value, name, (over - begun).total_seconds() / 86400


def spread(days) -> list[float]:
    """[median, 90th percentile, how many]: the smallest value that so many do not exceed."""
    ranked = sorted(days)
    at = [ranked[max(0, -(-len(ranked) * share // 100) - 1)] if ranked else 0 for share in (50, 90)]
    return [round(at[0], 1), round(at[1], 1), len(ranked)]
