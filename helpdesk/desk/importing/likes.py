"""Who stands twice in a register, and who is registered already. A few queries for many rows."""

import re
from collections import defaultdict
from dataclasses import replace

from django.utils.translation import gettext as _

from helpdesk.clients import matching
from helpdesk.clients.finding import Described, look_alikes
from helpdesk.clients.models import BatchKey, MatchKey
from helpdesk.vault.keyring import blind


def described(facts, country) -> Described:
    """What a row says of someone."""
    person, phone, document = facts["person"], facts["phone"], facts["document"]
    local = (person["local_name"] or {}).get("text", "")
    return Described(
        names=[name for name in (person["name"], local, person["latin_name"]) if name],
        birth=person["birth"],
        sex=person["sex"],
        phones=[phone["number"]] if phone else [],
        documents=[document["number"]] if document and document["number"] else [],
        address=person["address"] or "",
        area_id=person["area"].pk if person["area"] else None,
        file_number=person["file_number"] or "",
        country=country,
    )


def keys_of(person, *, named=True) -> set[int]:
    """The blind keys under which this person would stand; without names, those of facts alone."""
    known = person if named else replace(person, names=[])
    return {blind(*key) for key in matching.keys_of(known)}


def doubles(batch, people) -> dict[int, int]:
    """Row → the earlier row of the file that says the same name with a second fact, or paper.

    `people`: row number → Described, in the order of the file. Keeps the keys for the rows to come.
    """
    keys = {number: _double_keys(person) for number, person in people.items()}
    wanted = {key for these in keys.values() for key in these}
    known = BatchKey.objects.filter(batch=batch, key__in=wanted).order_by("-number")
    seen = dict(known.values_list("key", "number"))
    found, fresh = {}, []
    for number, these in keys.items():
        earlier = [seen[key] for key in these if key in seen]
        if earlier:
            found[number] = min(earlier)
            continue
        seen.update(dict.fromkeys(these, number))
        fresh += [BatchKey(batch=batch, key=key, number=number) for key in these]
    BatchKey.objects.bulk_create(fresh)
    return found


def _double_keys(person) -> set[int]:
    name = " ".join(sorted(part.core for form in person.forms[:1] for part in form))
    day = (person.birth or {}).get("date", "")
    facts = {"p" + re.sub(r"\D", "", number)[-7:] for number in person.phones}
    facts |= {"b" + day} if len(day) == 10 else set()
    papers = {"d" + re.sub(r"[^A-Z0-9]", "", number.upper()) for number in person.documents}
    return {blind("row", text) for text in papers | {f"{name}|{fact}" for fact in facts if name}}


def registered(people, user) -> dict[int, tuple]:
    """Row → (client, reasons) of those who are registered already: a strong look-alike.

    Only rows that share a paper, a phone or a birth date and a name with someone are compared.
    """
    worth = _worth_comparing(people, user)
    found = {}
    for number in worth:
        hits = look_alikes(people[number], user=user, limit=3)
        if strong := next((hit for hit in hits if hit.strength == "strong"), None):
            found[number] = (strong.client, [words for words, speaks in strong.reasons if speaks])
    return found


def _worth_comparing(people, user):
    facts = {number: keys_of(person, named=False) for number, person in people.items()}
    rows_by_key = defaultdict(set)
    for number, keys in facts.items():
        for key in keys:
            rows_by_key[key].add(number)
    mine = MatchKey.objects.visible_to(user)
    by_fact = defaultdict(set)
    for key, client in mine.filter(key__in=rows_by_key).values_list("key", "client"):
        for number in rows_by_key[key]:
            by_fact[client].add(number)
    names = {
        number: keys_of(people[number]) - facts[number]
        for row in by_fact.values()
        for number in row
    }
    wanted = {key for keys in names.values() for key in keys}
    theirs = defaultdict(set)
    also = mine.filter(client__in=list(by_fact), key__in=wanted) if wanted else mine.none()
    for key, client in also.values_list("key", "client"):
        theirs[client].add(key)
    return sorted(
        {
            number
            for client, rows in by_fact.items()
            for number in rows
            if theirs[client] & names[number]
        }
    )


def spoken(client, reasons) -> str:
    """The look-alike and why, in one line; her name is not in it."""
    return _("Looks like %(code)s: %(reasons)s.") % {
        "code": client.code,
        "reasons": ", ".join(str(reason).lower() for reason in reasons),
    }
