"""Two records of one employer or agent become one, and can be parted again."""

from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock

from ..models import CaseParty, Claim, Party, PartyMerge
from .parties import _index


@transaction.atomic
def merge_party(kept, lost, *, by):
    """Two records are one party: every role and claim of the lost one becomes the kept one's."""
    demand(by, "merge_party")
    if kept.pk == lost.pk:
        raise Refused(_("This is one and the same record."))
    kept, lost = _lock_two(kept, lost)
    if kept.merged_into_id or lost.merged_into_id:
        raise Refused(_("One of the two was merged into another one meanwhile. Look again."))
    made = PartyMerge(kept=kept, lost=lost, by=by, at=now())
    for role in lost.roles.select_related("data_key"):
        _take_role(role, made)
    made.claims = _move(Claim.objects.filter(party=lost), "party", kept)
    made.names = _move(Party.objects.filter(merged_into=lost), "merged_into", kept)
    _merge_into(lost, kept)
    made.save()
    lost.keys.all().delete()
    _index(kept)
    record("merged_party", kept, by=by, lost=lost.code, roles=made.roles)
    return made


@transaction.atomic
def undo_merge_party(merge, *, by, reason):
    """They were two after all: what moved goes back, and what was made since stays."""
    demand(by, "undo_merge_party")
    merge = lock(merge)
    kept, lost = _lock_two(merge.kept, merge.lost)
    _refuse_undoing(merge, kept)
    _move(CaseParty.objects.filter(pk__in=merge.roles, party=kept), "party", lost)
    _move(Claim.objects.filter(pk__in=merge.claims, party=kept), "party", lost)
    _move(Party.objects.filter(pk__in=merge.names, merged_into=kept), "merged_into", lost)
    for pk in merge.removed:
        _put_back(pk)
    _merge_into(lost, None)
    merge.undone_at, merge.undone_by = now(), by
    merge.data_key, merge.undo_reason = kept.data_key, reason
    merge.save(update_fields=["undone_at", "undone_by", "data_key", "undo_reason"])
    for party in (kept, lost):
        _index(party)
    record("undid_merge_party", kept, by=by, lost=lost.code)
    return merge


def _lock_two(*parties):
    """Locked in the order of their ids, so that two merges wait for one another."""
    both = {row.pk: row for row in map(lock, sorted(parties, key=lambda row: row.pk))}
    return [both[party.pk] for party in parties]


def _take_role(role, made):
    """The role is the kept one's, unless it has the same one there already."""
    made.cases = sorted({*made.cases, role.case_id})
    if CaseParty.objects.filter(case=role.case_id, party=made.kept, role=role.role).exists():
        made.removed.append(role.pk)
        role.delete()
        return
    made.roles.append(role.pk)
    role.party = made.kept
    role.save(update_fields=["party"])


def _put_back(pk):
    """A role that was taken away, as its history has it last: with its uid, so its note opens."""
    last = CaseParty.history.filter(id=pk).latest("history_id")
    fields = [field.attname for field in CaseParty._meta.concrete_fields]
    CaseParty(**{name: getattr(last, name) for name in fields}).save(force_insert=True)


def _move(rows, name, to) -> list[int]:
    """Point these rows at another party, each with its history; their ids."""
    rows = list(rows.select_related("data_key"))
    for row in rows:
        setattr(row, name, to)
        row.save(update_fields=[name])
    return [row.pk for row in rows]


def _merge_into(lost, kept):
    lost.merged_into = kept
    lost.version += 1
    lost.save(update_fields=["merged_into", "version"])


def _refuse_undoing(merge, kept):
    if merge.undone_at:
        raise Refused(_("This merge has already been undone."))
    if kept.merged_into_id:
        raise Refused(
            _("%(code)s was itself merged into another party since. Undo that first.")
            % {"code": kept.code}
        )
    later = PartyMerge.objects.standing().filter(kept=kept, pk__gt=merge.pk).select_related("lost")
    if last := later.first():
        raise Refused(
            _("%(code)s was merged into this record later. Undo that first.")
            % {"code": last.lost.code}
        )
