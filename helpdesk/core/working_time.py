"""Time as an office has it: working days, opening hours and holidays, and what is due when.

A target is a number of hours, and **24 hours are one working day**: a target of 24 h that begins
on Thursday at 11:00 is due on the next working day at 11:00, one of 72 h on the third. Within a
working day the target runs evenly from opening to closing: where one works from 9 to 17, a target
of 6 h is a quarter of the day, two hours on the clock. What begins while the office is closed
begins when it opens; what would run out at closing time is due at the next opening.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

DAY = timedelta(days=1)
NONE = timedelta()
LONGEST_CLOSURE = 400  # days: whoever is closed for longer has no calendar at all
Span = tuple[time, time]


@dataclass(frozen=True)
class WorkingTime:
    """One office's calendar: `days` weekday (Monday 1 … Sunday 7) → spans open, in `zone`.

    Closed on the public holidays of `country` (and of `region`, a subdivision of ISO 3166-2), and
    on the days in `closed`. Moments are aware; results are in UTC.
    """

    zone: str
    days: Mapping[int, tuple[Span, ...]] = field(hash=False)
    country: str = ""
    region: str = ""
    closed: frozenset[date] = frozenset()

    def __post_init__(self):
        if not any(self.days.values()):
            raise ValueError("An office that never opens has no calendar.")

    def is_working_day(self, day: date) -> bool:
        """Does the office open on this day?"""
        return bool(
            self.days.get(day.isoweekday())
            and day not in self.closed
            and day not in public_holidays(self.country, self.region, day.year)
        )

    def is_open(self, moment: datetime) -> bool:
        """Is somebody there?"""
        return any(start <= moment < end for start, end in self._spans(self._day(moment)))

    def add(self, moment: datetime, target: float | timedelta) -> datetime:
        """When a target (hours, 24 of them a working day) that begins at `moment` is due."""
        left = target if isinstance(target, timedelta) else timedelta(hours=target)
        day = self._day(moment)
        run = self._run(day, moment)
        if run == DAY or not self.is_working_day(day):  # closed for today
            day, run = self._next(day), NONE
        left += run
        while left >= DAY:
            day, left = self._next(day), left - DAY
        return self._moment(day, left)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much of a target runs from `start` to `end`: a working day is timedelta(days=1).

        The opposite of `add`; negative where `end` comes first.
        """
        if end < start:
            return -self.between(end, start)
        first, last = self._day(start), self._day(end)
        apart = (last - first).days
        whole = sum(self.is_working_day(first + DAY * count) for count in range(apart))
        return DAY * whole + self._run(last, end) - self._run(first, start)

    def closing(self, day: date) -> datetime:
        """When the office closes on this day, or on the next one on which it opens."""
        return self._spans(day if self.is_working_day(day) else self._next(day))[-1][1]

    def _day(self, moment):
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def _next(self, day):
        """The next working day."""
        for count in range(1, LONGEST_CLOSURE):
            if self.is_working_day(day + DAY * count):
                return day + DAY * count
        raise ValueError("An office that never opens has no calendar.")

    def _spans(self, day):
        """When it is open on a day: where the clock changes, a span is longer or shorter."""
        if not self.is_working_day(day):
            return []
        zone = ZoneInfo(self.zone)
        return [
            tuple(datetime.combine(day, hour, tzinfo=zone).astimezone(UTC) for hour in span)
            for span in self.days[day.isoweekday()]
        ]

    def _run(self, day, moment) -> timedelta:
        """How much of the day's target has run at `moment`: from nothing to a whole day."""
        spans = self._spans(day)
        if not spans or moment >= spans[-1][1]:
            return DAY if spans else NONE
        run = sum((min(max(moment, start), end) - start for start, end in spans), NONE)
        return DAY * (run / _length(spans))

    def _moment(self, day, share) -> datetime:
        """The moment of a working day at which this share of it has run."""
        spans = self._spans(day)
        left = _length(spans) * (share / DAY)
        for start, end in spans:
            if left < end - start:
                return start + left
            left -= end - start
        return spans[-1][1]


def _length(spans):
    return sum((end - start for start, end in spans), NONE)


@lru_cache(maxsize=2000)
def public_holidays(country: str, region: str, year: int) -> frozenset[date]:
    """The public holidays of a year; none where we know of none."""
    try:
        return frozenset(holidays.country_holidays(country, subdiv=region or None, years=year))
    except NotImplementedError:  # a country or region that the package does not know
        return frozenset()
