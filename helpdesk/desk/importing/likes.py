"""Who stands twice in a register, and who is registered already. A few queries for many rows."""

from collections import Counter, defaultdict
from dataclasses import replace

from django.db.models import Count
from django.utils.translation import gettext as _

from helpdesk.clients import matching
from helpdesk.clients.described import PHONE_DIGITS
from helpdesk.clients.finding import KINDS, Described, opened
from helpdesk.clients.likeness import weigh
from helpdesk.clients.models import BatchKey, MatchKey
from helpdesk.clients.spellings import COMMON_SHARE, USUAL_SHARE, lore
from helpdesk.vault.keyring import blind

COMPARED = 3  # registered people, with each row: those who share most with it
FACT = 4  # names that a shared fact outweighs
FREQUENT = 1000  # people; a key of more of them picks nobody out


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
    facts = {"p" + number[-PHONE_DIGITS:] for number in person.numbers}
    facts |= {"b" + day} if len(day) == 10 else set()
    papers = {"d" + number for number in person.papers}
    return {blind("row", text) for text in papers | {f"{name}|{fact}" for fact in facts if name}}


def registered(people, user) -> dict[int, tuple]:
    """Row → (client, reasons) of those who are registered already: a strong look-alike.

    Only rows that share a paper, a phone, a birth date or a place and a name with someone are
    compared, each with the few who share most with it.
    """
    alike = _sharing_most(people, user)
    if not alike:
        return {}
    clients = opened({pk for pks in alike.values() for pk in pks}, user, with_facts=True)
    known = {client.pk: (client, Described.of(client)) for client in clients}
    spellings = _knowing_common({number: people[number] for number in alike}, user)
    found = {}
    for number, pks in alike.items():
        likenesses = [
            (weigh(people[number], known[pk][1], spellings), pk) for pk in pks if pk in known
        ]
        strong = [(like.score, pk, like) for like, pk in likenesses if like.strength == "strong"]
        if strong:
            _score, pk, like = max(strong, key=lambda one: one[:2])
            found[number] = (known[pk][0], [words for words, speaks in like.reasons if speaks])
    return found


def _sharing_most(people, user) -> dict[int, list[int]]:
    """Row → ids of the few clients who share most keys with it: a fact and a name at least."""
    facts = {number: keys_of(person, named=False) for number, person in people.items()}
    mine = MatchKey.objects.visible_to(user)
    sharing = _pairs(facts, mine.filter(key__in=_telling(facts, mine)))
    names = {n: keys_of(people[n]) - facts[n] for n in {n for n, _client in sharing}}
    wanted = set().union(*names.values())
    also = mine.filter(client__pk__among={client for _n, client in sharing}, key__in=wanted)
    by_name = _pairs(names, also) if sharing else {}
    ranked = sorted(
        (-FACT * sharing[pair] - by_name[pair], pair) for pair in sharing if by_name.get(pair)
    )
    found = defaultdict(list)
    for _shared, (number, client) in ranked:
        if len(found[number]) < COMPARED:
            found[number].append(client)
    return found


def _telling(keys, mine):
    """Those of the rows' keys that a few people have: a whole village's place tells nothing."""
    wanted = set().union(*keys.values())
    counted = mine.filter(key__in=wanted).values("key").annotate(count=Count("client"))
    return [key for key, count in counted.values_list("key", "count") if count <= FREQUENT]


def _pairs(keys, rows) -> Counter:
    """(row, client) → how many keys they share."""
    of_key = defaultdict(list)
    for number, these in keys.items():
        for key in these:
            of_key[key].append(number)
    return Counter(
        (number, client)
        for key, client in rows.values_list("key", "client").distinct()
        for number in of_key[key]
    )


def _knowing_common(people, user):
    """What is known of spellings, and which of these people's names are common here."""
    parts = {part.text for person in people.values() for form in person.forms for part in form}
    keys = {blind("token", text): text for text in parts}
    cap, _worth = KINDS["token"]
    mine = MatchKey.objects.visible_to(user).filter(key__in=keys)
    counted = mine.values("key").annotate(count=Count("client")).filter(count__gt=cap)
    common = {keys[key] for key in counted.values_list("key", flat=True)}
    return replace(lore(), share=lambda part: COMMON_SHARE if part.text in common else USUAL_SHARE)


def spoken(client, reasons) -> str:
    """The look-alike and why, in one line; her name is not in it."""
    return _("Looks like %(code)s: %(reasons)s.") % {
        "code": client.code,
        "reasons": ", ".join(str(reason).lower() for reason in reasons),
    }
