"""Parties, and what each is in a case."""

from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.core.clock import today
from helpdesk.core.codes import random_code
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission
from helpdesk.vault.models import DataKey

from ..finding_parties import keys_of
from ..models import CaseParty, Claim, Party, PartyKey
from .life import _lock_open, _save


@transaction.atomic
def add_party(case, *, by, party, role, note=None):
    """A party that is known already has this role in the case."""
    demand(by, "add_party", case)
    case = _lock_open(case)
    if not Party.objects.visible_to(by).filter(pk=party.pk).exists():
        raise Refused(_("This party was merged into another one, or is not there."))
    if case.parties.filter(party=party, role=role).exists():
        raise Refused(_("This party has that role in the case already."), field="role")
    made = _role(case, party, role, note, by)
    _save(case)
    record("added_party", case, by=by, role=role, party=party.pk)
    return made


@one_per_submission(Party)
def make_party(case, *, by, submission_id, role, note=None, **facts):
    """A new party, with its role in the case through which it became known."""
    demand(by, "add_party", case)
    case = _lock_open(case)
    _refuse_a_day_to_come(facts)
    party = Party(code=_new_code(), data_key=DataKey.make(), submission_id=submission_id, **facts)
    party.save()
    _index(party)
    _role(case, party, role, note, by)
    _save(case)
    record("added_party", case, by=by, role=role, party=party.pk)
    return party


@transaction.atomic
def remove_party(role, *, by):
    """It has nothing to do with this case after all."""
    demand(by, "remove_party", role.case)
    case = _lock_open(role.case)
    if case.claims.filter(party=role.party).exists():
        raise Refused(_("A claim of this case is against it. Change the claim first."))
    role.delete()
    _save(case)
    record("removed_party", case, by=by, party=role.party_id, role=role.role)
    return case


@transaction.atomic
def change_party(party, *, by, version, **facts):
    """Correct what is known of it, such as its licence; what stood there stays in its history."""
    demand(by, "change_party")
    party = lock(party, version=version)
    if party.merged_into_id:
        raise Refused(_("This party was merged into another one."))
    _refuse_a_day_to_come(facts)
    changed = sorted(name for name, value in facts.items() if getattr(party, name) != value)
    for name in changed:
        setattr(party, name, facts[name])
    party.version += 1
    party.save(update_fields=[*changed, "version"])
    _index(party)
    record("changed", party, by=by, fields=changed)
    return party


@transaction.atomic
def merge_party(kept, lost, *, by):
    """Two records are one party: every role and claim of the lost one becomes the kept one's."""
    demand(by, "merge_party")
    if kept.pk == lost.pk:
        raise Refused(_("This is one and the same record."))
    both = {row.pk: row for row in map(lock, sorted((kept, lost), key=lambda row: row.pk))}
    kept, lost = both[kept.pk], both[lost.pk]
    if kept.merged_into_id or lost.merged_into_id:
        raise Refused(_("One of the two was merged into another one meanwhile. Look again."))
    moved = [_take_role(role, kept) for role in lost.roles.all()]
    for claim in Claim.objects.filter(party=lost).select_related("data_key"):
        claim.party = kept
        claim.save(update_fields=["party"])
    lost.merged_into = kept
    lost.version += 1
    lost.save(update_fields=["merged_into", "version"])
    lost.keys.all().delete()
    _index(kept, also=lost)
    record("merged_party", kept, by=by, lost=lost.code, roles=[pk for pk in moved if pk])
    return kept


def _take_role(role, kept):
    """The role is the kept one's, unless it has the same one there already."""
    if CaseParty.objects.filter(case=role.case_id, party=kept, role=role.role).exists():
        role.delete()
        return None
    role.party = kept
    role.save(update_fields=["party"])
    return role.pk


def _role(case, party, role, note, by):
    made = CaseParty(
        case=case, party=party, data_key=case.data_key, role=role, note=note or None, by=by
    )
    made.save()
    return made


def _refuse_a_day_to_come(facts):
    if facts.get("licence_on") and facts["licence_on"] > today():
        raise Refused(
            _("The licence cannot have been looked up on a day that is still to come."),
            field="licence_on",
        )


def _new_code():
    while Party.objects.filter(code=(code := f"P-{random_code(6)}")).exists():
        pass
    return code


def _index(party, also=None):
    """Make the keys anew; a merged record's name goes on leading to the one that was kept."""
    keys = keys_of(party.name, party.licence_number)
    for lost in [also, *party.merged.select_related("data_key")]:
        keys |= keys_of(lost.name, lost.licence_number) if lost else set()
    party.keys.all().delete()
    PartyKey.objects.bulk_create(PartyKey(party=party, key=key) for key in sorted(keys))
