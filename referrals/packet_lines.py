"""How a line of a packet reads: from the facts of a person, a case and a journey, as text."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from helpdesk.clients.form_parts.journey_details import money_of
from helpdesk.clients.journey_flags import terms

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


def _part(day):
    return day.in_words() if day else ""


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
        else " – ".join(filter(None, (_part(journey.departed), _part(journey.returned))))
    )


def permit(facts):
    """Its number and its days."""
    journey = facts.journey
    if journey is None:
        return ""
    days = [_day(journey.permit_from), _day(journey.permit_until)]
    span = " – ".join(day or "…" for day in days) if any(days) else ""
    return " · ".join(filter(None, [journey.permit_number, span]))


def contract(facts):
    """Each thing that was promised, and beside it what was given."""
    return "\n".join(
        f"{term.label}: {_('promised')} {term.promised or '–'}, {_('given')} {term.given or '–'}"
        for term in (terms(facts.journey) if facts.journey else ())
    )


def fees(facts):
    """What was paid, each in its currency, and the receipts."""
    if facts.journey is None:
        return ""
    paid = facts.journey.fees.standing().for_listing()
    lines = (
        (
            fee.get_kind_display(),
            fee.money,
            fee.paid_to,
            _day(fee.paid_on),
            fee.get_receipt_display(),
        )
        for fee in paid
    )
    return "\n".join(" · ".join(str(part) for part in line if part) for line in lines)


def debt(facts):
    """How much is owed for the journey, and to whom."""
    owed = facts.journey and money_of(facts.journey, "debt")
    return " · ".join(filter(None, [str(owed), facts.journey.debt_to])) if owed else ""


def of_journey(read):
    return lambda facts: "" if facts.journey is None else read(facts.journey)
