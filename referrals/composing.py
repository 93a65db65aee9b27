"""The packet, composed by category, as the map says; and what stays here."""

from django.utils.translation import gettext_lazy as _

from .categories import Category, default_categories
from .packet_lines import Facts
from .packet_map import ITEMS, LABELS
from .packet_stays import ALWAYS_STAYS


def facts_of(referral) -> Facts:
    """What this referral's packet can draw on: the client, the case and its journey."""
    person = (
        referral.case.people.filter(client=referral.client)
        .select_related("journey__data_key", "journey__origin")
        .first()
    )
    return Facts(
        client=referral.client,
        case=referral.case,
        journey=person.journey if person else None,
        coded_only=referral.coded_only,
    )


def compose(referral, categories=None) -> list[dict]:
    """The packet's parts: the request itself, then each category that the draft names, as text.

    [{"category", "items": [{"key", "value", "lang"}]}]; items without a value are left out.
    """
    facts = facts_of(referral)
    wanted = referral.categories if categories is None else categories
    request = {
        "category": "",
        "items": [{"key": "asks_for", "value": referral.asks_for, "lang": ""}],
    }
    parts = [request]
    for category in Category.values:
        if category in wanted and (items := _items(category, facts)):
            parts.append({"category": category, "items": items})
    if Category.IDENTITY not in wanted:  # they must be able to speak of the same person
        request["items"].insert(0, {"key": "name", "value": facts.client.code, "lang": ""})
    return parts


def _items(category, facts):
    lines = (
        (item, str(item.read(facts) or ""))
        for item in ITEMS
        if item.category == category and not (item.identifies and facts.coded_only)
    )
    return [
        {"key": item.key, "value": value, "lang": item.lang(facts)}
        for item, value in lines
        if value
    ]


def shown(content, before=None) -> list[dict]:
    """A packet's content with its labels in the reader's language.

    `before` is the earlier version: each line then says whether it is new or changed.
    """
    marks = {} if before is None else marks_of(content, before)
    return [
        {
            "label": Category(part["category"]).label if part["category"] else _("The request"),
            "items": [
                {**item, "label": LABELS[item["key"]], "mark": marks.get(item["key"], "")}
                for item in part["items"]
            ],
        }
        for part in content
    ]


def marks_of(content, before) -> dict[str, str]:
    """Which lines are new in a version, and which read otherwise than in the one before."""
    then = _values(before)
    return {
        key: _("changed") if key in then else _("new")
        for key, value in _values(content).items()
        if then.get(key) != value
    }


def taken_out(content, before) -> list:
    """The labels of lines that the version before had and this one has not."""
    now = _values(content)
    return [LABELS[key] for key in _values(before) if key not in now]


def _values(content):
    return {item["key"]: item["value"] for part in content for item in part["items"]}


def staying(referral) -> list[dict]:
    """What stays here and why: categories not chosen that hold something, and what never leaves."""
    facts, usual = facts_of(referral), default_categories(referral.service.kind)
    left = [
        {
            "label": category.label,
            "why": _("Taken out of the packet")
            if category in usual
            else _("Not needed for this kind of help"),
        }
        for category in Category
        if category not in referral.categories and _items(category, facts)
    ]
    if referral.coded_only:
        left = [*_behind_the_code(referral, facts), *left]
    return [*left, *({"label": label, "why": why} for label, why in ALWAYS_STAYS)]


def _behind_the_code(referral, facts):
    """What is left out of the chosen categories because it would say who she is."""
    name = {"label": LABELS["name"], "why": _("A code is sent instead")}
    return [name] * (Category.IDENTITY in referral.categories) + [
        {"label": item.label, "why": _("It would say who the client is")}
        for item in ITEMS
        if item.identifies and item.category in referral.categories and item.read(facts)
    ]
