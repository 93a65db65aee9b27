"""The parts of an entry: phones, opening times, languages, addresses, capacity, attributes."""

import re
from datetime import UTC
from itertools import groupby
from urllib.parse import quote
from zoneinfo import ZoneInfo

from helpdesk.clients.models.client import LANGUAGES
from helpdesk.core.clock import now

from ..kinds import Kind
from ..models import Service
from .ids import INTAKE, KINDS_OF_HELP, kind_id, part_of

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
CAPACITY = {
    Service.Capacity.OPEN: "Open",
    Service.Capacity.LIMITED: "Limited",
    Service.Capacity.WAITING_LIST: "Waiting list",
    Service.Capacity.CLOSED: "Closed for now",
}
TAKES_PEOPLE = (Service.Capacity.OPEN, Service.Capacity.LIMITED)
EXTENSION = re.compile(r"(.+) ext\. (\d{1,9})")


def kept(facts: dict) -> dict:
    """What is known: HSDS leaves out what is not."""
    return {name: value for name, value in facts.items() if value not in (None, "", [])}


def moment(at) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def web(url) -> str:
    """A web address as RFC 3986 has it."""
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", quote(url, safe="/#%=:;$&()+,!?*@'~"))


def phones(row) -> list[dict]:
    """Each of the numbers in a phone field."""
    numbers = [number.strip() for number in row.phone.split(";") if number.strip()]
    found = []
    for number in numbers:
        phone = {"id": part_of(row.uid, "phone", number), "number": number}
        if split := EXTENSION.fullmatch(number):
            phone |= {"number": split[1], "extension": int(split[2])}
        found.append(phone)
    return found


def schedules(hours, owner, zone) -> list[dict]:
    """Opening times as weekly rules (RFC 5545); days that are alike share one.

    A partner whose time zone nobody has set stands at UTC: then no zone is claimed.
    """
    offset = now().astimezone(ZoneInfo(zone)).utcoffset() if zone != "UTC" else None
    suffix = now().astimezone(ZoneInfo(zone)).isoformat()[-6:] if offset is not None else ""
    rules = []
    ordered = sorted(hours, key=lambda row: (row.opens_at, row.closes_at, row.weekday))
    for (opens, closes), rows in groupby(ordered, key=lambda row: (row.opens_at, row.closes_at)):
        rule = {
            "id": part_of(owner, "schedule", opens, closes),
            "freq": "WEEKLY",
            "wkst": "MO",
            "byday": ",".join(DAYS[row.weekday - 1] for row in rows),
            "opens_at": f"{opens:%H:%M}{suffix}",
            "closes_at": f"{closes:%H:%M}{suffix}",
        }
        if offset is not None:
            rule["timezone"] = offset.total_seconds() / 3600
        rules.append(rule)
    return rules


def languages(service) -> list[dict]:
    names = dict(LANGUAGES)
    return [
        {
            "id": part_of(service.uid, "language", code),
            "code": code,
            "name": str(names.get(code, code)),
        }
        for code in service.languages
    ]


def costs(service) -> list[dict]:
    return [
        kept(
            {
                "id": str(cost.uid),
                "option": cost.option,
                "amount": None if cost.amount is None else float(cost.amount),
                "currency": cost.currency,
                "amount_description": cost.details,
                "valid_from": cost.valid_from and cost.valid_from.isoformat(),
                "valid_to": cost.valid_to and cost.valid_to.isoformat(),
            }
        )
        for cost in service.costs.all()
    ]


def capacities(service) -> list[dict]:
    """Whether it takes people now, as one unit that is there or not; the words say how."""
    return [
        {
            "id": part_of(service.uid, "capacity"),
            "unit": {"id": str(INTAKE), "name": "Takes new people"},
            "available": int(service.capacity in TAKES_PEOPLE),
            "maximum": 1,
            "description": CAPACITY[service.capacity],
            "updated": moment(service.capacity_at or service.changed_at),
        }
    ]


def accessibility(location) -> list[dict]:
    return [
        kept(
            {
                "id": str(row.uid),
                "description": row.description,
                "details": row.details,
                "url": web(row.url),
            }
        )
        for row in location.accessibility.all()
    ]


def addresses(owner, area=None) -> list[dict]:
    """One address. What the desk keeps in one line stands in the first."""
    if not (owner.address or owner.country or area):
        return []
    return [
        {
            "id": part_of(owner.uid, "address"),
            "address_1": owner.address,
            "city": area.name if area else "",
            "state_province": "",
            "postal_code": "",
            "country": str(owner.country),
            "address_type": "physical",
        }
    ]


def labelled(owner, entity, pairs, link_type="") -> list[dict]:
    """Attributes that carry a label and a value of ours."""
    return [
        kept(
            {
                "id": part_of(owner, label, value),
                "link_id": str(owner),
                "link_entity": entity,
                "link_type": link_type,
                "label": label,
                "value": value,
            }
        )
        for label, value in pairs
        if value
    ]


def classified(service) -> list[dict]:
    """Its kind of help, and the terms of other lists."""
    terms = [kind_term(service.kind), *(term(tie.term) for tie in service.terms.all())]
    return [
        {
            "id": part_of(service.uid, "term", found["id"]),
            "link_id": str(service.uid),
            "link_entity": "service",
            "taxonomy_term_id": found["id"],
            "taxonomy_term": found,
        }
        for found in terms
    ]


def kinds_of_help() -> dict:
    """Our own list of terms. It stands in the code, not in rows."""
    return {
        "id": str(KINDS_OF_HELP),
        "name": "Kinds of help",
        "description": "What migrants are helped with, as migrant help desks sort services.",
    }


def kind_term(kind) -> dict:
    name = str(Kind(kind).label)
    return {
        "id": str(kind_id(kind)),
        "code": str(kind),
        "name": name,
        "description": name,
        "taxonomy": "Kinds of help",
        "taxonomy_id": str(KINDS_OF_HELP),
        "taxonomy_detail": kinds_of_help(),
        "language": "en",
    }


def taxonomy(row) -> dict:
    known = kept({"uri": web(row.uri), "version": row.version_name})
    return {"id": str(row.uid), "name": row.name, "description": row.description, **known}


def term(row) -> dict:
    known = kept(
        {
            "code": row.code,
            "term_uri": web(row.uri),
            "parent_id": str(row.parent.uid) if row.parent else "",
        }
    )
    return {
        "id": str(row.uid),
        "name": row.name,
        "description": row.description,
        **known,
        "taxonomy": row.taxonomy.name,
        "taxonomy_id": str(row.taxonomy.uid),
        "taxonomy_detail": taxonomy(row.taxonomy),
    }
