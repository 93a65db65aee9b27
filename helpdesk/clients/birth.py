"""When someone was born, as exactly as they say it: a day, a month, a year, or "about 30"."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from helpdesk.core.clock import today

from .models import Client

Precision = Client.Precision
ABOUT = re.compile(
    r"^(?:about|around|approximately|approx\.?|circa|c\.?|ca\.?|~|حوالي|نحو|करिब)\s*(\d{1,4})\b"
)
EXACT = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")
OLDEST = 110


def parse_birth(text: str) -> dict | None:
    """What was said as {"text", "date", "year", "precision"}; `date` is ISO, as far as it is known.

    Reads "1990", "1990-05", "1990-05-12", "about 30" (years old) and "about 1990", with the digits
    of any script. None for nothing said; ValidationError, in words, for what cannot be.
    """
    said = " ".join(text.split())
    if not said:
        return None
    birth = _about(said) or _exact(said)
    if birth is None:
        raise ValidationError(_("Write a year, 1990-05, 1990-05-12, or “about 30”."))
    if birth["date"] > today().isoformat()[: len(birth["date"])]:
        raise ValidationError(_("This day is still to come. Check the date of birth."))
    if birth["year"] < today().year - OLDEST:
        raise ValidationError(_("That is more than 110 years ago. Check the date of birth."))
    return {"text": said, **birth}


def _about(said):
    if not (found := ABOUT.match(said.lower())):
        return None
    number = int(found[1])
    year = number if number > 999 else today().year - number
    return _known(Precision.ABOUT, year)


def _exact(said):
    if not (found := EXACT.match(said)):
        return None
    parts = [int(part) for part in found.groups() if part]
    try:
        date(*parts, *[1] * (3 - len(parts)))
    except ValueError:
        raise ValidationError(_("There is no such day. Check the month and the day.")) from None
    return _known((Precision.YEAR, Precision.MONTH, Precision.DAY)[len(parts) - 1], *parts)


def _known(precision, year, *rest):
    text = "-".join([f"{year:04}", *(f"{part:02}" for part in rest)])
    return {"date": text, "year": year, "precision": precision.value}
