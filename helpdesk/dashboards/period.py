"""The days that are asked about, and months one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from helpdesk.core.clock import today

DAY = timedelta(days=1)
PERIODS = {
    "month": _("This month"),
    "last_month": _("Last month"),
    "quarter": _("This quarter"),
    "year": _("Last 12 months"),
    "calendar_year": _("This calendar year"),
}
USUAL = "year"
LONGEST = 36  # months of one period: more do not fit into a chart


@dataclass(frozen=True)
class Period:
    """From a day to a day, both among them; `name` in words, "" where it is told by its days."""

    since: date
    until: date
    name: str = ""

    def __str__(self):
        return str(self.name) or f"{date_format(self.since)} – {date_format(self.until)}"

    def bounds(self, time_zone) -> tuple[datetime, datetime]:
        """The moment at which it begins there, and the one at which it is over."""
        zone = ZoneInfo(time_zone)
        return (
            datetime.combine(self.since, time.min, tzinfo=zone),
            datetime.combine(self.until + DAY, time.min, tzinfo=zone),
        )

    def months(self) -> list[date]:
        """The first day of each month that it touches, the last LONGEST of them."""
        return self.all_months()[-LONGEST:]

    def all_months(self) -> list[date]:
        """The first day of each month that it touches."""
        return list(_months(self.since, self.until))


def period_called(code) -> Period:
    """One of PERIODS, as of today."""
    day = today()
    first = day.replace(day=1)
    since, until = {
        "month": (first, day),
        "last_month": ((first - DAY).replace(day=1), first - DAY),
        "quarter": (first.replace(month=first.month - (first.month - 1) % 3), day),
        "year": (_back(first, 11), day),
        "calendar_year": (first.replace(month=1), day),
    }[code]
    return Period(since, until, PERIODS[code])


def month_of(first: date) -> Period:
    """A whole month, by its first day."""
    return Period(first, _back(first, -1) - DAY, date_format(first, "F Y"))


def _back(first, months):
    at = first.year * 12 + first.month - 1 - months
    return date(at // 12, at % 12 + 1, 1)


def _months(since, until) -> Iterator[date]:
    first = since.replace(day=1)
    while first <= until:
        yield first
        first = _back(first, -1)
