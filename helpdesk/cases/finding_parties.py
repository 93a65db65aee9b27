"""A party found again by the beginning of any word of its name, or its licence."""

import re

from django.db.models import Count, Q

from helpdesk.clients.names import fold
from helpdesk.vault.keyring import blind

from .models import Party, PartyKey

PREFIXES = range(3, 8)  # letters: from the third on, as one types
MOST = 12
LOOKED_AT = 200
FORMS_OF_COMPANIES = {"pvt", "ltd", "llc", "inc", "co", "company", "wll", "sarl", "sa", "the"}


def keys_of(name, licence_number=None) -> set[int]:
    """Every blind key under which a party is kept."""
    keys = set()
    for word in fold(name):
        keys.add(blind("party", word))
        keys |= {blind("party", word[:n]) for n in PREFIXES if len(word) > n}
    return keys | _by_licence(licence_number)


def plain(licence_number) -> str:
    return re.sub(r"\W", "", licence_number).upper()


def find(words, user, limit=MOST) -> list[Party]:
    """Those whom the user may see in whose name every word begins so, or of this licence."""
    asked = [{_key(word)} for word in fold(words) if len(word) > 1][:4]
    return _with_keys(asked, _by_licence(words), user, limit)


def look_alikes(name, licence_number, user) -> list[Party]:
    """Those who share two words of the name with it, its only one, or its licence; the most alike
    first, among however many of one word."""
    said = [word for word in fold(name) if word not in FORMS_OF_COMPANIES] or fold(name)
    keys = {blind("party", word) for word in said}
    needed = min(len(keys), 2)
    licence = _by_licence(licence_number)
    shared = Count("key")
    if licence:  # says more than the whole name
        shared += len(keys) * Count("key", filter=Q(key__in=licence))
    rows = PartyKey.objects.filter(key__in=keys | licence).values("party").annotate(n=shared)
    most = rows.filter(n__gte=needed).order_by("-n", "-party").values_list("party", "n")
    hits = dict(most[:LOOKED_AT])
    found = Party.objects.visible_to(user).for_listing().filter(pk__in=hits)
    return sorted(found, key=lambda party: (-hits[party.pk], party.pk))[:MOST]


def _by_licence(number) -> set[int]:
    """Its one key; none for a dash, which stands for no licence."""
    return {blind("licence", plain(number))} if plain(number or "") else set()


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
