"""Two records of one person side by side: their facts, and referrals that both have."""

from helpdesk.clients.models import Client
from helpdesk.vault.fields import SUFFIX, SealedField
from referrals.models import Referral

TECHNICAL = {
    "id",
    "uid",
    "code",
    "data_key",
    "centre",
    "registered_at",
    "registered_by",
    "merged_into",
    "submission_id",
    "version",
}
TOGETHER = {  # fact → what follows it
    "birth": ("birth_year", "birth_precision"),
    "caregiver_informed": ("caregiver_informed_on",),
}
NAMES = ("name", "local_name", "latin_name")
DERIVED = {name for names in TOGETHER.values() for name in names}


def fact_fields():
    """The fields that say who she is, in the order of the model; later ones of its own accord."""
    found = {
        f.name.removesuffix(SUFFIX): f
        for f in Client._meta.concrete_fields
        if f.name not in TECHNICAL
    }
    return {name: f for name, f in found.items() if name not in DERIVED}


def field_of(name):
    """A field by its plain name."""
    return next(f for f in Client._meta.concrete_fields if f.name.removesuffix(SUFFIX) == name)


def value_of(client, name):
    """A fact as it can be kept: the open value of a sealed one, else its text; None is nothing."""
    found = field_of(name)
    if isinstance(found, SealedField):
        return getattr(client, name)
    value = found.value_from_object(client)
    return None if value is None else found.value_to_string(client)


def put(client, name, value):
    """Set a fact that `value_of` gave."""
    found = field_of(name)
    if isinstance(found, SealedField):
        setattr(client, name, value)
    else:
        setattr(client, found.attname, None if value is None else found.to_python(value))


def is_empty(client, name) -> bool:
    return value_of(client, name) in (None, "", "False", [], {}, "not_said")


def default_side(kept, lost, name) -> str:
    """Which side stands unless the officer says otherwise: the kept one's, if it says anything."""
    return "lost" if is_empty(kept, name) and not is_empty(lost, name) else "kept"


def facts_taken(kept, lost, facts) -> dict:
    """{fact: [before, after]} of what the kept record takes over."""
    taken = {}
    for name in fact_fields():
        side = facts.get(name) or default_side(kept, lost, name)
        same = value_of(kept, name) == value_of(lost, name)
        for part in (name, *TOGETHER.get(name, ())):
            before, after = value_of(kept, part), value_of(lost, part)
            if before != after and (side == "lost" or (same and before is None)):
                taken[part] = [before, after]
    if "other_names" in fact_fields():
        taken |= _other_names(kept, lost, taken)
    return taken


def _other_names(kept, lost, taken):
    """A name that does not stand is one of her other names from now on."""
    named = [name for name in NAMES if name in fact_fields()]
    stand = {_text(_after(kept, name, taken)) for name in named}
    known = [*(value_of(kept, "other_names") or []), *(value_of(lost, "other_names") or [])]
    known += [_text(value_of(client, name)) for client in (kept, lost) for name in named]
    others = [text for text in dict.fromkeys(known) if text and text not in stand]
    before = value_of(kept, "other_names")
    return {"other_names": [before, others]} if others != (before or []) else {}


def _after(kept, name, taken):
    return taken[name][1] if name in taken else value_of(kept, name)


def _text(name) -> str:
    return name.get("text", "") if isinstance(name, dict) else name or ""


def facts_given_back(kept, facts):
    """({fact: value before}, [facts that were changed since, which stay]); birth is one fact."""
    back, stayed = {}, []
    for name, (before, _after) in facts.items():
        parts = next((t for t in ((k, *v) for k, v in TOGETHER.items()) if name in t), (name,))
        if all(value_of(kept, part) == facts[part][1] for part in parts if part in facts):
            back[name] = before
        else:
            stayed.append(name)
    return back, stayed


def both_live(kept, lost, user):
    """Pairs of live referrals to one service, one of each, as far as the user may see both."""
    seen = Referral.objects.of_desk(user).live().for_listing()
    mine = {referral.service_id: referral for referral in seen.filter(client=kept)}
    return [
        (mine[theirs.service_id], theirs)
        for theirs in seen.filter(client=lost).order_by("pk")
        if theirs.service_id in mine
    ]
