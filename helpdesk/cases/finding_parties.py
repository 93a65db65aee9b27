"""A party found again by the beginning of any word of its name, or its licence."""

import re

from helpdesk.clients.names import fold
from helpdesk.vault.keyring import blind

from .models import Party, PartyKey

PREFIXES = range(3, 8)  # letters: from the third on, as one types
MOST = 12
FORMS_OF_COMPANIES = {"pvt", "ltd", "llc", "inc", "co", "company", "wll", "sarl", "sa", "the"}


def keys_of(name, licence_number=None) -> set[int]:
    """Every blind key under which a party is kept."""
    keys = set()
    for word in fold(name):
        keys.add(blind("party", word))
        keys |= {blind("party", word[:n]) for n in PREFIXES if len(word) > n}
    if licence_number:
        keys.add(blind("licence", plain(licence_number)))
    return keys


def plain(licence_number) -> str:
    return re.sub(r"\W", "", licence_number).upper()


def find(words, user, limit=MOST) -> list[Party]:
    """Those whom the user may see in whose name every word begins so, or of this licence."""
    asked = [{_key(word)} for word in fold(words) if len(word) > 1][:4]
    by_licence = {blind("licence", plain(words))} if plain(words) else set()
    return _with_keys(asked, by_licence, user, limit)


def look_alikes(name, licence_number, user, exclude=None) -> list[Party]:
    """Those who share two words of the name with it, its only one, or its licence."""
    said = [word for word in fold(name) if word not in FORMS_OF_COMPANIES] or fold(name)
    keys = {blind("party", word) for word in said}
    needed = min(len(keys), 2)
    licence = {blind("licence", plain(licence_number))} if licence_number else set()
    hits: dict[int, int] = {}
    rows = PartyKey.objects.filter(key__in=keys | licence).values_list("party", "key")
    for party, key in rows[:1000]:
        hits[party] = hits.get(party, 0) + (needed if key in licence else 1)
    alike = [party for party, count in hits.items() if count >= needed]
    found = Party.objects.visible_to(user).for_listing().filter(pk__in=alike)
    return list(found.exclude(pk=exclude.pk if exclude else None).order_by("pk")[:MOST])


def _key(word):
    return blind("party", word[: max(PREFIXES)] if len(word) > max(PREFIXES) else word)


def _with_keys(asked, by_licence, user, limit):
    parties = Party.objects.visible_to(user).for_listing()
    if not asked and not by_licence:
        return []
    named = parties if asked else parties.none()
    for keys in asked:
        named = named.filter(pk__in=PartyKey.objects.filter(key__in=keys).values("party"))
    found = list(named.order_by("-pk")[:limit])
    licensed = PartyKey.objects.filter(key__in=by_licence).values("party")
    known = {party.pk for party in found}
    found += [p for p in parties.filter(pk__in=licensed)[:limit] if p.pk not in known]
    return sorted(found, key=lambda party: party.name.casefold())[:limit]
