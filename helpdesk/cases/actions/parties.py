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
from ..models import CaseParty, Party, PartyKey
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
    record("added_party", case, by=by, role=str(role), party=party.pk)
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
    record("added_party", case, by=by, role=str(role), party=party.pk)
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


def _index(party):
    """Make the keys anew; a merged record's name goes on leading to the one that was kept."""
    keys = keys_of(party.name, party.licence_number)
    for lost in party.merged.select_related("data_key"):
        keys |= keys_of(lost.name, lost.licence_number)
    party.keys.all().delete()
    PartyKey.objects.bulk_create(PartyKey(party=party, key=key) for key in sorted(keys))
