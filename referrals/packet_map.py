"""The one map of which field of a person's record belongs to which category of a packet."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .categories import Category

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
        parts = [
            phone.number,
            f"{_('Safe to call?')} {phone.get_safe_display()}",
            phone.safe_note,
            phone.answered_by,
            phone.messenger,
        ]
        lines.append(" · ".join(str(part) for part in parts if part))
    return "\n".join(lines)


def _documents(facts):
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


def _home(facts):
    return ", ".join(str(part) for part in (facts.client.address, facts.client.area) if part)


def _dates(facts):
    journey = facts.journey
    return (
        ""
        if journey is None
        else " – ".join(filter(None, (_day(journey.departed_on), _day(journey.returned_on))))
    )


def _of_journey(read):
    return lambda facts: "" if facts.journey is None else read(facts.journey)


ITEMS = [
    Item(C.IDENTITY, "name", _("Name"), ("client.name", "client.code"), _name),
    Item(
        C.IDENTITY,
        "local_name",
        _("Name in another script"),
        ("client.local_name",),
        _local_name,
        lambda facts: (facts.client.local_name or {}).get("lang", ""),
    ),
    Item(
        C.IDENTITY,
        "latin_name",
        _("Name as in the passport"),
        ("client.latin_name",),
        lambda f: "" if f.coded_only else f.client.latin_name or "",
    ),
    Item(
        C.IDENTITY,
        "other_names",
        _("Other names"),
        ("client.other_names",),
        lambda f: "" if f.coded_only else ", ".join(f.client.other_names or []),
    ),
    Item(C.IDENTITY, "sex", _("Sex"), ("client.sex",), lambda f: f.client.get_sex_display()),
    Item(
        C.IDENTITY,
        "birth",
        _("Born"),
        ("client.birth", "client.birth_year", "client.birth_precision"),
        lambda f: (f.client.birth or {}).get("text", ""),
    ),
    Item(
        C.IDENTITY,
        "nationalities",
        _("Nationality"),
        ("client.nationalities",),
        lambda f: ", ".join(country.name for country in f.client.nationalities),
    ),
    Item(
        C.CONTACT,
        "phones",
        _("How to reach the client"),
        ("phone.number", "phone.safe", "phone.safe_note", "phone.answered_by", "phone.messenger"),
        _phones,
    ),
    Item(C.CONTACT, "email", _("E-mail"), ("client.email",), lambda f: f.client.email or ""),
    Item(C.CONTACT, "home", _("Home"), ("client.address", "client.area"), _home),
    Item(
        C.CONTACT,
        "languages",
        _("Languages"),
        ("client.languages",),
        lambda f: ", ".join(
            str(dict(f.client._meta.get_field("languages").codes)[code])
            for code in f.client.languages
        ),
    ),
    Item(
        C.CONTACT,
        "interpreter",
        _("Interpreter"),
        ("client.needs_interpreter",),
        lambda f: str(_("needed")) if f.client.needs_interpreter else "",
    ),
    Item(
        C.DOCUMENTS,
        "documents",
        _("Documents"),
        (
            "document.kind",
            "document.number",
            "document.country",
            "document.expires_on",
            "document.held_by",
        ),
        _documents,
    ),
    Item(
        C.JOURNEY,
        "stage",
        _("Stage"),
        ("journey.stage", "case.stage"),
        lambda f: f.case.get_stage_display(),
    ),
    Item(
        C.JOURNEY,
        "destination",
        _("Country and place"),
        ("journey.destination", "journey.place"),
        _of_journey(
            lambda j: ", ".join(str(part) for part in (j.place, j.destination.name) if part)
        ),
    ),
    Item(
        C.JOURNEY,
        "dates",
        _("Left, and came back"),
        ("journey.prepared_on", "journey.departed_on", "journey.returned_on"),
        _dates,
    ),
    Item(
        C.JOURNEY,
        "channel",
        _("Channel"),
        ("journey.channel",),
        _of_journey(lambda j: "" if j.channel == j.Channel.UNKNOWN else j.get_channel_display()),
    ),
    Item(
        C.JOURNEY,
        "origin",
        _("Came from"),
        ("journey.origin",),
        _of_journey(lambda j: j.origin),
    ),
    Item(
        C.WORK,
        "matter",
        _("The matter"),
        ("case.title", "case.category"),
        lambda f: f"{f.case.title} ({f.case.get_category_display()})",
    ),
    Item(
        C.WORK,
        "occupation",
        _("Work"),
        ("journey.occupation",),
        _of_journey(lambda j: j.occupation),
    ),
    Item(
        C.PROTECTION,
        "risk",
        _("Risk"),
        ("case.high_risk",),
        lambda f: str(_("High risk")) if f.case.high_risk else "",
    ),
]

# Fields that never leave the centre, and why.
OWN_WORK = _("The centre’s own work")
OWN_RECORD = _("How the record is kept")
STAYS = {
    **{
        f"client.{name}": OWN_RECORD
        for name in (
            *("centre", "registered_at", "registered_by", "file_number", "asked_for"),
            *("merged_into", "entered_in_error_at"),
        )
    },
    **{
        f"client.{name}": _("Written into the request where the service needs it")
        for name in (
            "education",
            "marital_status",
            "children",
            "disability",
            "disability_note",
            "care",
            "caregiver_informed",
            "caregiver_informed_on",
        )
    },
    **{
        f"case.{name}": OWN_RECORD
        for name in (
            "code",
            "centre",
            "officer",
            *("opened_at", "opened_by", "closed_at", "touched_at"),
        )
    },
    **{
        f"case.{name}": OWN_WORK
        for name in ("next_action", "due_at", "reopening", "status", "snoozed_until")
    },
    "case.urgency": _("Sent as the referral’s pace"),
    "case.restricted": _("The centre’s own rule"),
    "journey.correction": OWN_WORK,
    "journey.number": OWN_RECORD,
    **{
        f"note.{name}": _("Written for the centre alone")
        for name in ("text", "kind", "happened_on", "by", "written_at", "case")
    },
    **{f"task.{name}": OWN_WORK for name in ("text", "due_at", "by", "done_at", "done_by", "case")},
}
EVERY_ROW = {
    "id",
    "uid",
    "data_key",
    "submission_id",
    "version",
    "client",
}  # what makes a row a row

# What the page names, besides the categories, as staying here.
ALWAYS_STAYS = [
    (_("Notes of the case"), _("Written for the centre alone")),
    (_("Tasks and next actions"), OWN_WORK),
    (_("Other cases, journeys and referrals"), _("Not part of this request")),
    (_("Case number and file"), OWN_RECORD),
]

LABELS = {
    "asks_for": _("What is asked for, and what was done"),
    **{item.key: item.label for item in ITEMS},
}
