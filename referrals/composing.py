"""The packet, composed category by category. The one map of which field belongs to which category."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .categories import Category, default_categories

C = Category


@dataclass(frozen=True)
class Item:
    """One line of a packet: its category, the fields that it discloses, and how they read."""

    category: Category
    key: str
    label: Any
    sources: tuple[str, ...]
    read: Callable
    lang: Callable = lambda facts: ""


@dataclass
class Facts:
    """What a packet can be composed from."""

    client: Any
    case: Any
    journey: Any
    coded_only: bool


def _day(day):
    return date_format(day, "j M Y") if day else ""


def _name(facts):
    return facts.client.code if facts.coded_only else facts.client.name or facts.client.code


def _local_name(facts):
    return "" if facts.coded_only else (facts.client.local_name or {}).get("text", "")


def _phones(facts):
    lines = []
    for phone in facts.client.phones.for_listing():
        parts = [phone.number, phone.get_safe_display(), phone.safe_note, phone.answered_by, phone.messenger]
        lines.append(" · ".join(str(part) for part in parts if part))
    return "\n".join(lines)


def _documents(facts):
    lines = []
    for paper in facts.client.documents.for_listing():
        parts = [paper.get_kind_display(), paper.number, paper.country.name, _day(paper.expires_on), paper.get_held_by_display()]
        lines.append(" · ".join(str(part) for part in parts if part))
    return "\n".join(lines)


def _home(facts):
    return ", ".join(str(part) for part in (facts.client.address, facts.client.area) if part)


def _dates(facts):
    journey = facts.journey
    return "" if journey is None else " – ".join(filter(None, (_day(journey.departed_on), _day(journey.returned_on))))


def _of_journey(read):
    return lambda facts: "" if facts.journey is None else read(facts.journey)


ITEMS = [
    Item(C.IDENTITY, "name", _("Name"), ("client.name", "client.code"), _name),
    Item(C.IDENTITY, "local_name", _("Name in another script"), ("client.local_name",), _local_name,
         lambda facts: (facts.client.local_name or {}).get("lang", "")),
    Item(C.IDENTITY, "sex", _("Sex"), ("client.sex",), lambda f: f.client.get_sex_display()),
    Item(C.IDENTITY, "birth", _("Born"), ("client.birth", "client.birth_year", "client.birth_precision"),
         lambda f: (f.client.birth or {}).get("text", "")),
    Item(C.IDENTITY, "nationalities", _("Nationality"), ("client.nationalities",),
         lambda f: ", ".join(country.name for country in f.client.nationalities)),
    Item(C.CONTACT, "phones", _("How to reach the client"),
         ("phone.number", "phone.safe", "phone.safe_note", "phone.answered_by", "phone.messenger"), _phones),
    Item(C.CONTACT, "email", _("E-mail"), ("client.email",), lambda f: f.client.email or ""),
    Item(C.CONTACT, "home", _("Home"), ("client.address", "client.area"), _home),
    Item(C.CONTACT, "languages", _("Languages"), ("client.languages",),
         lambda f: ", ".join(str(dict(f.client._meta.get_field("languages").codes)[code]) for code in f.client.languages)),
    Item(C.CONTACT, "interpreter", _("Interpreter"), ("client.needs_interpreter",),
         lambda f: str(_("needed")) if f.client.needs_interpreter else ""),
    Item(C.DOCUMENTS, "documents", _("Documents"),
         ("document.kind", "document.number", "document.country", "document.expires_on", "document.held_by"), _documents),
    Item(C.JOURNEY, "stage", _("Stage"), ("journey.stage", "case.stage"), lambda f: f.case.get_stage_display()),
    Item(C.JOURNEY, "destination", _("Country and place"), ("journey.destination", "journey.place"),
         _of_journey(lambda j: ", ".join(str(part) for part in (j.place, j.destination.name) if part))),
    Item(C.JOURNEY, "dates", _("Left, and came back"), ("journey.prepared_on", "journey.departed_on", "journey.returned_on"), _dates),
    Item(C.JOURNEY, "channel", _("Channel"), ("journey.channel", "journey.origin"), _of_journey(lambda j: j.get_channel_display())),
    Item(C.WORK, "matter", _("The matter"), ("case.title", "case.category"),
         lambda f: f"{f.case.title} ({f.case.get_category_display()})"),
    Item(C.WORK, "occupation", _("Work"), ("journey.occupation",), _of_journey(lambda j: j.occupation)),
    Item(C.PROTECTION, "risk", _("Risk"), ("case.high_risk",), lambda f: str(_("High risk")) if f.case.high_risk else ""),
]  # fmt: skip

# Fields that never leave the centre, and why.
OWN_WORK = _("The centre’s own work")
OWN_RECORD = _("How the record is kept")
STAYS = {
    **{f"client.{name}": OWN_RECORD for name in ("centre", "registered_at", "registered_by")},
    **{f"case.{name}": OWN_RECORD for name in ("code", "centre", "officer", "opened_at", "opened_by", "closed_at", "touched_at")},
    **{f"case.{name}": OWN_WORK for name in ("next_action", "due_at", "reopening", "status")},
    "case.urgency": _("Sent as the referral’s pace"),
    "case.restricted": _("The centre’s own rule"),
    "journey.correction": OWN_WORK,
    "journey.number": OWN_RECORD,
    **{f"note.{name}": _("Written for the centre alone") for name in ("text", "kind", "happened_on", "by", "written_at", "case")},
    **{f"task.{name}": OWN_WORK for name in ("text", "due_at", "by", "done_at", "done_by", "case")},
}  # fmt: skip
EVERY_ROW = {"id", "uid", "data_key", "submission_id", "version", "client"}  # what makes a row a row

# What the page names, besides the categories, as staying here.
ALWAYS_STAYS = [
    (_("Notes of the case"), _("Written for the centre alone")),
    (_("Tasks and next actions"), OWN_WORK),
    (_("Other cases, journeys and referrals"), _("Not part of this request")),
    (_("Case number and file"), OWN_RECORD),
]


def facts_of(referral) -> Facts:
    """What this referral's packet can draw on: the client, the case and the journey that it hangs on."""
    person = referral.case.people.filter(client=referral.client).select_related("journey", "journey__data_key").first()
    return Facts(
        client=type(referral.client).objects.select_related("data_key", "area").get(pk=referral.client_id),
        case=type(referral.case).objects.select_related("data_key").get(pk=referral.case_id),
        journey=person.journey if person else None,
        coded_only=referral.coded_only,
    )


def compose(referral, categories=None) -> list[dict]:
    """The packet's parts: the request itself, then each category that the draft names, as text.

    [{"category", "items": [{"key", "value", "lang"}]}]; items without a value are left out.
    """
    facts = facts_of(referral)
    wanted = referral.categories if categories is None else categories
    request = {"category": "", "items": [{"key": "asks_for", "value": referral.asks_for, "lang": ""}]}
    parts = [request]
    for category in Category.values:
        if category in wanted and (items := _items(category, facts)):
            parts.append({"category": category, "items": items})
    if Category.IDENTITY not in wanted:  # they must be able to speak of the same person
        request["items"].insert(0, {"key": "name", "value": facts.client.code, "lang": ""})
    return parts


def _items(category, facts):
    lines = ((item, str(item.read(facts) or "")) for item in ITEMS if item.category == category)
    return [{"key": item.key, "value": value, "lang": item.lang(facts)} for item, value in lines if value]


LABELS = {"asks_for": _("What is asked for, and what was done"), **{item.key: item.label for item in ITEMS}}


def shown(content) -> list[dict]:
    """A packet's content with its labels in the reader's language."""
    return [
        {
            "label": Category(part["category"]).label if part["category"] else _("The request"),
            "items": [{**item, "label": LABELS[item["key"]]} for item in part["items"]],
        }
        for part in content
    ]


def staying(referral) -> list[dict]:
    """What stays here and why: the categories that are not chosen and hold something, and what never leaves."""
    facts, usual = facts_of(referral), default_categories(referral.service.kind)
    left = [
        {"label": category.label, "why": _("Taken out of the packet") if category in usual else _("Not needed for this kind of help")}
        for category in Category
        if category not in referral.categories and _items(category, facts)
    ]
    if referral.coded_only and Category.IDENTITY in referral.categories:
        left.insert(0, {"label": LABELS["name"], "why": _("A code is sent instead")})
    return [*left, *({"label": label, "why": why} for label, why in ALWAYS_STAYS)]
