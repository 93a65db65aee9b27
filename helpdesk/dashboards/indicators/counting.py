"""Counting: all indicators of one unit in one query, for the period and for the one before it."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
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
NOTHING: dict[str, Callable[[], Any]] = {
    "number": int,
    "money": dict,
    "days": lambda: spread([]),
}


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
    """All numbers in one query, one for each other family; what the split does not fit, whole."""
    found = [(one, split if fits(one, split) else None) for one in families(indicators)]
    numbers = [one for one in found if one[0][0].shape == "number"]
    counted = _numbers(numbers, asked) if numbers else Counted()
    for family, by in found:
        if family[0].shape != "number":
            counted.update(count_family(family, asked, by))
    return counted


def count_family(family: list[Indicator], asked: Asked, split: Split | None = None) -> Counted:
    if family[0].shape == "number":
        return _numbers([(family, split)], asked)
    counting = {"money": _money, "days": _days}[family[0].shape]
    counted = counting(family, *_rows(family, asked, split), bool(split))
    if _turns(split, asked):
        then = counting(family, *_rows(family, asked.before, split), is_split=True)
        _take_before(counted, then, family)
    return counted


def _turns(split, asked) -> bool:
    """The period before ends in another year, in which this split has other values for people."""
    return bool(split) and split.by_year and asked.period.last.year != asked.before.period.last.year


def _take_before(counted, then, indicators):
    """The parts of the period before as they were when it was the period."""
    for value in {*counted.parts, *then.parts}:
        for i in indicators:
            now, was = counted.parts[value].get(i.code), then.parts[value].get(i.code)
            if now or was:
                nothing = NOTHING[i.shape]()
                counted.parts[value][i.code] = {
                    "now": now["now"] if now else nothing,
                    "before": was["now"] if was else nothing,
                }


def _rows(family, asked, split):
    """What is counted, each with its `split_value`; and the rule of each (indicator, when)."""
    rules = {
        (indicator.code, when): indicator.counts(one)
        for indicator in family
        for when, one in zip(WHEN, (asked, asked.before), strict=True)
    }
    unit = family[0].unit
    rows = UNITS[unit][0](asked).filter(reduce(or_, rules.values()))
    value = split.value(unit, asked) if split else Value("", CharField())
    return rows.annotate(split_value=value), rules


def _key(code, when):
    return f"n_{code}_{when}"


def _numbers(wanted, asked):
    """Of each (family, its split or None)."""
    counted = _numbers_at_once(wanted, asked)
    if turned := [(family, split) for family, split in wanted if _turns(split, asked)]:
        then = _numbers_at_once(turned, asked.before)
        _take_before(counted, then, [i for family, _split in turned for i in family])
    return counted


def _numbers_at_once(wanted, asked):
    """In one query: a row for each value of the split."""
    width = max(len(family) for family, _split in wanted) * len(WHEN)
    queries = [_counts(place, *one, asked, width) for place, one in enumerate(wanted)]
    rows = queries[0].union(*queries[1:], all=True) if queries[1:] else queries[0]
    counted = Counted(
        totals={i.code: dict.fromkeys(WHEN, 0) for family, _split in wanted for i in family}
    )
    for place, value, *counts in rows.iterator():
        family, split = wanted[place]
        for i, *found in zip(family, counts[0::2], counts[1::2], strict=False):
            _add_numbers(counted, i.code, dict(zip(WHEN, found, strict=True)), split, value)
    return counted


def _counts(place, family, split, asked, width):
    """Rows of (place, value, now and before of each indicator, noughts up to the width)."""
    rows, rules = _rows(family, asked, split)
    made = {_key(i.code, when): _number(i, rules[i.code, when]) for i in family for when in WHEN}
    filled = {f"none_{n}": Value(0) for n in range(len(made), width)}
    rows = rows.annotate(of_family=Value(place)).values("of_family", "split_value")
    return rows.annotate(**made, **filled).values_list("of_family", "split_value", *made, *filled)


def _number(indicator, rule):
    if indicator.sums:
        return Sum(indicator.sums, filter=rule, default=0)
    return Count("pk", filter=rule)


def _add_numbers(counted, code, found, split, value):
    for when in WHEN:
        counted.totals[code][when] += found[when]
    if split:
        counted.parts[value][code] = found


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
