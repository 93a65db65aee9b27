"""When someone was born, as exactly as they say it: a day, a month, a year, or "about 30"."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from helpdesk.core.clock import today

from . import bikram_sambat
from .models import Client

Precision = Client.Precision
ABOUT = re.compile(
    r"^(?:about|around|approximately|approx\.?|circa|c\.?|ca\.?|~|حوالي|نحو|करिब)\s*(\d{1,4})\b(.*)$"
)
OLDEST = 110


def parse_birth(text: str) -> dict | None:
    """What was said as {"text", "date", "year", "precision"}; `date` is ISO, as far as it is known.

    Reads "1990", "1990-05", "1990-05-12", "about 30" (years old) and "about 1990", with the digits
    of any script. The Nepali calendar is read where "BS" or "वि.सं." says so, and from any year that
    is still to come (2050-01-15); "bs" then holds that day, and `date` the Gregorian one.
    None for nothing said; ValidationError, in words, for what cannot be.
    """
    said = " ".join(text.split())
    if not said:
        return None
    birth = _about(said) or _exact(said)
    if birth is None:
        raise ValidationError(_("Write a year, 1990-05, 1990-05-12, 2047-01-29 BS, or “about 30”."))
    if birth["date"] > today().isoformat()[: len(birth["date"])]:
        raise ValidationError(_("This day is still to come. Check the date of birth."))
    if birth["year"] < today().year - OLDEST:
        raise ValidationError(_("That is more than 110 years ago. Check the date of birth."))
    return {"text": said, **birth}


def _about(said):
    if not (found := ABOUT.match(said.lower())):
        return None
    number = int(found[1])
    if number <= 999:
        return _known(Precision.ABOUT, str(today().year - number))
    is_nepali = number > today().year or bikram_sambat.unmarked(found[2]) is not None
    return _nepali([number], Precision.ABOUT) if is_nepali else _known(Precision.ABOUT, found[1])


def _exact(said):
    marked = bikram_sambat.unmarked(said)
    parts = bikram_sambat.read(said if marked is None else marked)
    if parts is None:
        return None
    precision = (Precision.YEAR, Precision.MONTH, Precision.DAY)[len(parts) - 1]
    if marked is not None or parts[0] > today().year:
        return _nepali(parts, precision)
    try:
        date(*parts, *[1] * (3 - len(parts)))
    except ValueError:
        raise ValidationError(_("There is no such day. Check the month and the day.")) from None
    return _known(precision, bikram_sambat.iso(parts))


def _nepali(parts, precision):
    gregorian = bikram_sambat.to_gregorian(parts)
    return {**_known(precision, gregorian), "bs": bikram_sambat.iso(parts)}


def _known(precision, day):
    year = int(day[:4])
    return {"date": f"{year:04}{day[4:]}", "year": year, "precision": precision.value}


def birth_as_told(birth: dict | None) -> str:
    """What was said, for paper and files; of an age the year that it meant, as ages do not last."""
    if not birth:
        return ""
    is_age = birth.get("precision") == Precision.ABOUT and birth["date"] not in birth["text"]
    return birth_in_words(birth) if is_age else birth["text"]


def birth_in_words(birth: dict | None, *, nepali: bool = False) -> str:
    """The Gregorian day as far as it is known, and the Nepali one where it was said or is usual."""
    if not birth:
        return ""
    words = _written(birth["date"])
    if birth["precision"] == Precision.ABOUT:
        words = _("about %(year)s") % {"year": words}
    bs = birth.get("bs") or (bikram_sambat.from_gregorian(birth["date"]) if nepali else "")
    return f"{words} · {bs} {_('BS')}" if bs else words


def _written(day):
    parts = [int(part) for part in day.split("-")]
    full = date(*parts, *[1] * (3 - len(parts)))
    return date_format(full, ("Y", "M Y", "j M Y")[len(parts) - 1])
