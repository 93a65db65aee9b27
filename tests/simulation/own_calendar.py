"""Working time counted once more, minute by minute as one would on paper: none of the product's."""

from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

USUAL = ((1, 2, 3, 4, 5), 9, 17)
WEEKS = {"NP": ((7, 1, 2, 3, 4, 5), 10, 17), "QA": ((7, 1, 2, 3, 4), 9, 17)}
MINUTE = timedelta(minutes=1)


class Office:
    """Where someone works: `hours` from opening to closing, in a zone and country."""

    def __init__(self, country, zone):
        self.country, self.zone = country, ZoneInfo(zone)
        self.days, self.opens, self.closes = WEEKS.get(country, USUAL)
        self.length = timedelta(hours=self.closes - self.opens)  # of a working day

    def works(self, day):
        return day.isoweekday() in self.days and day not in feasts(self.country, day.year)

    def span(self, day):
        """From opening to closing; None on a day off."""
        if not self.works(day):
            return None
        at = [datetime.combine(day, time(hour), self.zone) for hour in (self.opens, self.closes)]
        return at[0].astimezone(UTC), at[1].astimezone(UTC)

    def open_time(self, start, end):
        """How long it is open between two moments."""
        day, total = start.astimezone(self.zone).date(), timedelta()
        while day <= end.astimezone(self.zone).date():
            if span := self.span(day):
                total += max(min(span[1], end) - max(span[0], start), timedelta())
            day += timedelta(days=1)
        return total

    def after(self, start, open_time):
        """The moment when it has been open for so long since `start`; a closing → next opening."""
        day, left = start.astimezone(self.zone).date(), open_time
        while True:
            if span := self.span(day):
                begins = max(span[0], start)
                here = span[1] - begins
                if here > left:
                    return begins + left
                left -= max(here, timedelta())
            day += timedelta(days=1)

    def due(self, start, hours):
        """A target in hours, 24 of them a working day."""
        return self.after(start, self.length * (hours / 24))

    def closing(self, day):
        while not self.works(day):
            day += timedelta(days=1)
        return self.span(day)[1]


@cache
def feasts(country, year):
    return frozenset(holidays.country_holidays(country, years=year))
