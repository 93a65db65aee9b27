"""How long something took: steps that one can say, the middle one, and what nine of ten keep."""

import math
from bisect import bisect_left
from collections.abc import Iterable

from django.utils.translation import ngettext

DAY = 24
STEPS = [
    *(1, 2, 3, 4, 6, 8, 12, 18, 24, 36, 48),
    *(DAY * days for days in (3, 4, 5, 6, 7, 10, 14, 21, 30, 45, 60, 90, 120, 150, 180, 270, 365)),
    *(DAY * days for days in (545, 730, 1095, 1460, 1825, 3650, 36500)),
]


def step(seconds: float) -> int:
    """The first of STEPS (hours) within which it was done."""
    return STEPS[min(bisect_left(STEPS, seconds / 3600), len(STEPS) - 1)]


def nearest(share: float, counts: Iterable[tuple[int, int]]) -> int | None:
    """The value that this share of the cases keeps: nearest rank of (value, how many) in order."""
    counts = list(counts)
    rank = math.ceil(share * sum(n for _value, n in counts))
    for value, n in counts:
        rank -= n
        if rank <= 0 < n:
            return value
    return None


def in_words(hours: int | None) -> str:
    """Hours up to two days, then days."""
    if hours is None:
        return "–"
    if hours <= 2 * DAY:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    days = math.ceil(hours / DAY)
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
