"""The Nepali calendar, Bikram Sambat: reading it as people write it, and turning it both ways."""

import re
from datetime import date

import nepali_datetime
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

AHEAD = 57  # a Nepali year begins in April of the Gregorian year 57 before it
MARK = r"(?:b\.?\s?s\.?|v\.?\s?s\.?|bikram\s+sambat|वि\.?\s?\.?\s?सं\.?|बि\.?\s?\.?\s?सं\.?)"
MARKED = re.compile(rf"^(?:{MARK}\s*(?P<after>.*)|(?P<before>.*?)\s*{MARK})$", re.IGNORECASE)
PARTS = re.compile(r"^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$")


def unmarked(text: str) -> str | None:
    """What stands beside "BS" or "वि.सं."; None where the calendar is not named."""
    found = MARKED.match(text.strip())
    if not found:
        return None
    return (found["after"] if found["after"] is not None else found["before"]).strip(" .,")


def read(text: str) -> list[int] | None:
    """Year, month and day as far as they are given ("२०५०-०१-१५", "2050/1"); else None."""
    found = PARTS.match(text)
    return [int(part) for part in found.groups() if part] if found else None


def iso(parts: list[int]) -> str:
    """2050-01-15, as far as it is known."""
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])


def to_gregorian(parts: list[int]) -> str:
    """The Gregorian day, month or year as ISO text, no more exact than what was said.

    A Nepali year runs from April to April and a month from mid-month to mid-month, so each lies in
    two Gregorian ones. A month becomes the one that holds its 15th day, a year the one that holds
    its first nine months (2050 becomes 1993): the likelier half, and what the desk counts.
    ValidationError, in words, for a day that is not there or that the tables do not reach.
    """
    year, month, day = [*parts, 1, 15][:3] if len(parts) == 2 else [*parts, 1, 1][:3]
    if not nepali_datetime.MINYEAR <= year <= nepali_datetime.MAXYEAR:
        raise ValidationError(
            _("We know the Nepali calendar from %(first)s to %(last)s. Check the year.")
            % {"first": nepali_datetime.MINYEAR, "last": nepali_datetime.MAXYEAR}
        )
    try:
        gregorian = nepali_datetime.date(year, month, day).to_datetime_date()
    except ValueError:
        raise ValidationError(
            _("The Nepali calendar has no such day. Check the month and the day.")
        ) from None
    return gregorian.isoformat()[: (4, 7, 10)[len(parts) - 1]]


def from_gregorian(text: str) -> str:
    """The Nepali day of a Gregorian one; both months or years where one lies in two; else empty.

    "1993-04-28" is 2050-01-15, "1993-04" is 2049-12/2050-01, "1993" is 2049/50.
    """
    parts = [int(part) for part in text.split("-")]
    try:
        if len(parts) == 1:
            return f"{parts[0] + AHEAD - 1}/{(parts[0] + AHEAD) % 100:02}"
        days = (1, 28) if len(parts) == 2 else (parts[2],)
        found = [_nepali(date(*parts[:2], day)) for day in days]
    except (ValueError, OverflowError):
        return ""
    texts = [f"{one:%Y-%m}" if len(parts) == 2 else f"{one:%Y-%m-%d}" for one in found]
    return "/".join(dict.fromkeys(texts))


def _nepali(day):
    return nepali_datetime.date.from_datetime_date(day)


def read_day(text: str, latest: int) -> date | None:
    """The Gregorian day of a Nepali one: marked as such, or of a year after `latest`; else None."""
    marked = unmarked(text)
    parts = read(text if marked is None else marked)
    if parts is None or len(parts) < 3 or (marked is None and parts[0] <= latest):
        return None
    return date.fromisoformat(to_gregorian(parts))
