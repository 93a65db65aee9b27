"""Reading what people write into cells: days, times, numbers, web addresses."""

import re
from datetime import date, time
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import models

from .report import Skip

DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
TIME = re.compile(
    r"(\d{1,2})[:.](\d\d)(?::\d\d)?\s*([ap])?\.?(?:m\.?)?(?:z|[+-]\d\d:?\d\d)?", re.IGNORECASE
)


def weekday(text) -> int:
    """1 for Monday to 7 for Sunday, from "Monday", "Mon", "MO" or a number."""
    if text in tuple("1234567"):
        return int(text)
    if text[:2].lower() in DAYS:
        return DAYS.index(text[:2].lower()) + 1
    raise Skip('"%s" is no day of the week', text)


def clock_time(text) -> time:
    """A time of day, from "9:00", "17:30:00", "5:30 PM" or "24:00"."""
    found = TIME.fullmatch(text)
    if not found:
        raise Skip('"%s" is no time of day', text)
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if (hour, minute) == (24, 0):
        hour = 0
    if hour > 23 or minute > 59:
        raise Skip('"%s" is no time of day', text)
    return time(hour, minute)


def coordinate(text, limit) -> Decimal | None:
    """Degrees with six decimals; None when it is no number within ±limit."""
    try:
        degrees = round(Decimal(text), 6)
    except (InvalidOperation, ValueError):
        return None
    return degrees if degrees.is_finite() and abs(degrees) <= limit else None


def day(text) -> date | None:
    """A date from ISO 8601, with or without its time; None when it is none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def money(text) -> Decimal | None:
    """An amount with two decimals; None when it is no number, below nothing or beyond measure."""
    try:
        amount = round(Decimal(text), 2)
    except (InvalidOperation, ValueError):
        return None
    return amount if amount.is_finite() and 0 <= amount < 10**10 else None


def age(text) -> int | None:
    """Whole years; None when it is no age."""
    try:
        years = int(float(text))
    except (ValueError, OverflowError):
        return None
    return years if 0 <= years <= 120 else None


def fitting(field: models.Field, text: str) -> tuple[str, str]:
    """The text as the field can hold it, and what had to be left out ("" when nothing)."""
    try:
        field.run_validators(text)
    except ValidationError:
        if not isinstance(field, models.URLField | models.EmailField):
            return text[
                : field.max_length
            ], f"{field.name} is longer than {field.max_length} characters, cut"
        return "", f"{field.name} is not valid, kept out"
    return text, ""


def joined(numbers, room) -> list[str]:
    """The distinct numbers that fit together into `room` characters, in their order."""
    kept: list[str] = []
    for number in dict.fromkeys(numbers):
        if len("; ".join([*kept, number])) <= room:
            kept.append(number)
    return kept
