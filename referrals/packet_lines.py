"""How a line of a packet reads: from the facts of a person, a case and a journey, as text."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .categories import Category


@dataclass(frozen=True)
class Item:
    """One line of a packet: its category, the fields that it discloses, and how they read."""

    category: Category
    key: str
    label: Any
    sources: tuple[str, ...]
    read: Callable
    lang: Callable = lambda facts: ""
    identifies: bool = False  # left out where a code stands for the person


@dataclass
class Facts:
    """What a packet can be composed from."""

    client: Any
    case: Any
    journey: Any
    coded_only: bool


def _day(day):
    return date_format(day, "j M Y") if day else ""


def name(facts):
    return facts.client.code if facts.coded_only else facts.client.name or facts.client.code


def local_name(facts):
    return (facts.client.local_name or {}).get("text", "")


def birth(facts):
    """The day; beside a code the year alone, which tells nobody who she is."""
    if facts.coded_only:
        return str(facts.client.birth_year or "")
    return (facts.client.birth or {}).get("text", "")


def phones(facts):
    lines = []
    for phone in facts.client.phones.for_listing():
        parts = [
            phone.number,
            f"{_('Safe to call?')} {phone.get_safe_display()}",
            phone.safe_note,
            phone.answered_by,
            phone.messenger,
        ]
        lines.append(" · ".join(str(part) for part in parts if part))
    return "\n".join(lines)


def documents(facts):
    lines = []
    for paper in facts.client.documents.for_listing():
        parts = [
            paper.get_kind_display(),
            paper.number,
            paper.country.name,
            _day(paper.expires_on),
            paper.get_held_by_display(),
        ]
        lines.append(" · ".join(str(part) for part in parts if part))
    return "\n".join(lines)


def home(facts):
    return ", ".join(str(part) for part in (facts.client.address, facts.client.area) if part)


def dates(facts):
    journey = facts.journey
    return (
        ""
        if journey is None
        else " – ".join(filter(None, (_day(journey.departed_on), _day(journey.returned_on))))
    )


def of_journey(read):
    return lambda facts: "" if facts.journey is None else read(facts.journey)
