"""Days as exactly as they are remembered: a day, a month or a year, in either calendar.

Kept as the first day of what was said, with how exact that is: "" for the day itself, so that what
was written before there was anything else says the same.
"""

import calendar
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from helpdesk.core.clock import today
from helpdesk.core.forms import YEARS

from . import bikram_sambat

FAR_AHEAD = 25  # years: a later one is a Nepali one, as in DayField


class Exact(models.TextChoices):
    MONTH = "month", _("Month and year")
    YEAR = "year", _("Year only")


class PartDay(NamedTuple):
    """The first day of it, and how exact it is."""

    first: date
    exact: str = ""

    @property
    def last(self) -> date:
        """The last day that it can have been."""
        if self.exact == Exact.YEAR:
            return self.first.replace(month=12, day=31)
        if self.exact == Exact.MONTH:
            days = calendar.monthrange(self.first.year, self.first.month)[1]
            return self.first.replace(day=days)
        return self.first

    def __str__(self):
        return self.first.isoformat()[: {Exact.YEAR: 4, Exact.MONTH: 7}.get(self.exact, 10)]

    def in_words(self) -> str:
        """12 May 2024, May 2024 or 2024."""
        form = {Exact.YEAR: "Y", Exact.MONTH: "M Y"}.get(self.exact, "j M Y")
        return date_format(self.first, form)


def part_day(first: date | None, exact: str) -> PartDay | None:
    """From its two columns."""
    return PartDay(first, exact) if first else None


def read(text: str) -> PartDay | None:
    """What was typed ("2024", "2024-05", "2024-05-12", "2081-01 BS"); None for anything else.

    ValidationError, in words, for a day that is not there or lies beyond our times.
    """
    marked = bikram_sambat.unmarked(text)
    parts = bikram_sambat.read(text if marked is None else marked)
    if parts is None:
        return None
    if marked is not None or parts[0] > today().year + FAR_AHEAD:
        parts = [int(part) for part in bikram_sambat.to_gregorian(parts).split("-")]
    if parts[0] not in YEARS:
        raise ValidationError(_("Check the year: it is before 1900 or after 2199."))
    try:
        first = date(*parts, *[1] * (3 - len(parts)))
    except ValueError:
        raise ValidationError(_("There is no such day. Check the month and the day.")) from None
    return PartDay(first, ("", Exact.YEAR, Exact.MONTH, "")[len(parts)])
