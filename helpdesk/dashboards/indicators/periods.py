"""Periods that are counted: months, and quarters and years as the country reckons them.

A country's fiscal year begins on the day that FISCAL_YEARS names: Nepal's on the first of Shrawan
of the Nepali calendar, in mid-July.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import nepali_datetime
from django.conf import settings
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ONE_DAY = timedelta(days=1)
LONGEST = timedelta(days=5 * 366)
INTO_THE_NEXT = {"month": 35, "quarter": 100, "year": 380}  # days from a first day


class Named(models.TextChoices):
    """Periods that a report can be asked for, by name: each month they are other days."""

    THIS_MONTH = "this_month", gettext_lazy("This month")
    LAST_MONTH = "last_month", gettext_lazy("Last month")
    THIS_QUARTER = "this_quarter", gettext_lazy("This quarter of the fiscal year")
    LAST_QUARTER = "last_quarter", gettext_lazy("Last quarter of the fiscal year")
    THIS_YEAR = "this_year", gettext_lazy("This fiscal year")
    LAST_YEAR = "last_year", gettext_lazy("Last fiscal year")


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both counted, by the clock of `zone`.

    `asked_as` names one that still runs, whose days are others every day.
    """

    first: date
    last: date
    zone: str = "UTC"
    before_first: date | None = None  # of the period before, where it has another length
    asked_as: str = field(default="", compare=False)

    @property
    def begins_at(self) -> datetime:
        return datetime.combine(self.first, time.min, ZoneInfo(self.zone))

    @property
    def ends_at(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + ONE_DAY, time.min, ZoneInfo(self.zone))

    @property
    def before(self) -> "Period":
        """The one it is compared with: it ends on the day before this one begins."""
        last = self.first - ONE_DAY
        first = self.before_first or last - (self.last - self.first)
        return Period(first, last, self.zone, asked_as=self.asked_as and f"before {self.asked_as}")

    @property
    def question(self) -> str:
        """What rounding asks by: the same every day while it runs, and after it is over."""
        return self.asked_as or f"{self.first}|{self.last}"

    def __str__(self):
        return _("%(first)s to %(last)s") % {
            "first": date_format(self.first, "j F Y"),
            "last": date_format(self.last, "j F Y"),
        }


def named(name: str, day: date, country: str = "", zone: str = "UTC") -> Period:
    """The period of that name on this day, as this country reckons its fiscal year.

    One that still runs is counted up to this day, and compared with as many days before it.
    """
    which, _dash, unit = name.partition("_")
    begins = {"month": _month, "quarter": _quarter, "year": _year}[unit]
    first = begins(day, country)
    if which == "this":
        whole = Period(first, begins(first + INTO_THE_NEXT[unit] * ONE_DAY, country) - ONE_DAY)
        return Period(first, day, zone, asked_as=whole.question)
    last = first - ONE_DAY
    first = begins(last, country)
    return Period(first, last, zone, begins(first - ONE_DAY, country))


def _month(day, country):
    return day.replace(day=1)


def _year(day, country):
    start = _start_of(day.year, country)
    return start if start <= day else _start_of(day.year - 1, country)


def _quarter(day, country):
    year = _year(day, country)
    starts = [_months_after(year, 3 * n, country) for n in range(4)]
    return max(start for start in starts if start <= day)


def _rule(country):
    rules = settings.FISCAL_YEARS
    return rules.get(country) or rules[""]


def _start_of(year, country):
    """The day of the fiscal year that begins in this Gregorian year."""
    rule = _rule(country)
    if rule.get("calendar") == "bikram_sambat":
        return nepali_datetime.date(year + 57, rule["month"], rule["day"]).to_datetime_date()
    return date(year, rule["month"], rule["day"])


def _months_after(start, months, country):
    """So many months of the country's own calendar later."""
    rule = _rule(country)
    month = rule["month"] + months
    if rule.get("calendar") == "bikram_sambat":
        year = start.year + 57 + (month - 1) // 12
        return nepali_datetime.date(year, (month - 1) % 12 + 1, rule["day"]).to_datetime_date()
    return date(start.year + (month - 1) // 12, (month - 1) % 12 + 1, rule["day"])
