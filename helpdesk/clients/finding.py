"""Who is registered already: candidates by exact keys in one query, opened and weighed.

Each key brings one row more than its cap at most; one that is over it is frequent and weighs less.
"""

import math
from collections import Counter
from dataclasses import dataclass, field, replace

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Prefetch

from helpdesk.vault.keyring import blind

from .described import Described
from .likeness import compare, weigh
from .matching import keys_to_look_for, search_keys
from .models import Client, Document, MatchKey, Phone
from .spellings import COMMON_SHARE, USUAL_SHARE, lore

# kind of key: (rows looked at, what sharing it is worth before anyone is opened)
KINDS = {
    "document": (300, 8),
    "file": (300, 8),
    "phone": (300, 6),
    "birth": (5000, 5),
    "address": (5000, 4),
    "pair": (5000, 4),
    "year": (5000, 3.5),
    "token": (300, 2),
    "skeleton": (300, 1.5),
}
OPENED = 200
ENOUGH = 40  # beyond these, only who shares half as much as the best

__all__ = ["Described", "Hit", "compare", "look_alikes", "named_like"]


@dataclass
class Hit:
    """Someone who may be the same person, and why."""

    client: Client
    score: float = 0.0
    reasons: list[tuple[str, bool]] = field(default_factory=list)  # (words, speaks for it?)
    strength: str = "weak"


def look_alikes(described: Described, *, user=None, limit=8, exclude=()) -> list[Hit]:
    """Those registered who may be this person, likeliest first; `user=None`: at every centre."""
    spellings = lore()
    keys = {blind(*key): key for key in keys_to_look_for(described, spellings)}
    found = _rows(keys, user)
    ids = _likeliest(keys, found, set(exclude))
    common = {value for key, (kind, value) in keys.items() if _is_frequent(kind, found.get(key))}
    known = replace(
        spellings, share=lambda part: COMMON_SHARE if part.text in common else USUAL_SHARE
    )
    hits = []
    for client in opened(ids, user, with_facts=True):
        likeness = weigh(described, Described.of(client), known)
        if likeness.is_worth_showing:
            hits.append(Hit(client, likeness.score, likeness.reasons, likeness.strength))
    return sorted(hits, key=lambda hit: (-hit.score, -hit.client.pk))[:limit]


def named_like(query: str, user):
    """Ids, as a query, of clients whom the user may see and who have a key for every word typed."""
    words = search_keys(query, lore())
    if not words:
        return MatchKey.objects.none().values("client")
    keys = MatchKey.objects
    here = _with_all(keys.at_centres_of(user), words)
    return here.union(_with_all(keys.seen_by_name(user), words))[:OPENED]


def _with_all(keys, words):
    """Clients who have, among these keys, one for each word."""
    found = keys.filter(key__in=words[0])
    for word in words[1:]:
        found = found.filter(client__in=keys.filter(key__in=word).values("client"))
    return found.order_by().values("client")


def opened(ids, user=None, with_facts=False):
    """These clients, and if asked their phones and documents, each in one query."""
    rows = Client.objects.all() if user is None else Client.objects.visible_to(user)
    facts = [
        Prefetch("phones", Phone.objects.for_listing()),
        Prefetch("documents", Document.objects.for_listing()),
    ]
    rows = rows.for_listing().select_related("area").prefetch_related(*facts if with_facts else ())
    return list(rows.filter(pk__in=ids))


def _rows(keys, user) -> dict[int, set[int]]:
    """Key → ids of clients who have it and whom the user may see, one more than its cap at most."""
    branches = [_branch(key, kind, user) for key, (kind, _value) in keys.items()]
    branches = [branch for branch in [*branches, _seen_by_name(keys, user)] if branch]
    if not branches:
        return {}
    # our own querysets, each with its LIMIT: what was typed comes as parameters
    sql = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS found" for sql, _ in branches)  # noqa: S608
    found: dict[int, set[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _sql, params in branches for value in params])
        for key, client in cursor.fetchall():
            found.setdefault(key, set()).add(client)
    return found


def _branch(key, kind, user):
    rows = MatchKey.objects.all() if user is None else MatchKey.objects.at_centres_of(user)
    return _sql(rows.filter(key=key).values_list("key", "client")[: KINDS[kind][0] + 1])


def _seen_by_name(keys, user):
    if user is None:
        return None
    return _sql(
        MatchKey.objects.seen_by_name(user).filter(key__in=keys).values_list("key", "client")
    )


def _sql(rows):
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:  # nobody is visible there
        return None


def _likeliest(keys, found, exclude):
    """At most 200 ids, those who share most with what was typed first."""
    shared: Counter[int] = Counter()
    for key, clients in found.items():
        worth = KINDS[keys[key][0]][1] * max(0.1, 1 - 0.1 * math.log(len(clients)))
        for client in clients - exclude:
            shared[client] += worth
    ranked = shared.most_common(OPENED)
    least = ranked[0][1] / 2 if ranked else 0
    return [client for n, (client, worth) in enumerate(ranked) if n < ENOUGH or worth >= least]


def _is_frequent(kind, clients):
    return kind == "token" and clients is not None and len(clients) > KINDS[kind][0]
