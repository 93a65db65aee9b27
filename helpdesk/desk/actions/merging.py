"""Never the same person twice: merging two records, taking that back, and telling two apart."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.cases.models import Case, CasePerson, Need
from helpdesk.clients.actions import index, serve
from helpdesk.clients.models import Client, Different, Merge, Serving
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission
from referrals.actions import withdraw
from referrals.models import Referral

from ..facts_of_two import both_live, facts_given_back, facts_taken, put
from .moving import move_all, put_back

CHANGED = _("One of the two records was changed meanwhile. Look at both again, then merge.")


@one_per_submission(Merge)
def merge(
    kept, lost, *, by, submission_id, reason, facts, standing, version_kept, version_lost
) -> Merge:
    """Two records are one person: all that is the lost one's becomes the kept one's.

    `facts`: name → "kept" or "lost", which side stands. `standing`: service id → the referral that
    stands where both have a live one; the other is withdrawn.
    """
    demand(by, "merge", kept)
    demand(by, "merge", lost)
    kept, lost = _lock_two(kept, lost, version_kept, version_lost)
    withdrawn = _withdraw_second_ones(kept, lost, standing, by)
    taken = facts_taken(kept, lost, facts)
    made = Merge(
        kept=kept, lost=lost, data_key=kept.data_key, by=by, at=now(), reason=reason, facts=taken
    )
    made.submission_id, made.withdrawn = submission_id, withdrawn
    _unite(made)
    record("merged", kept, by=by, clients=[kept, lost], lost=lost.code, facts=sorted(taken))
    return made


@transaction.atomic
def undo_merge(merge, *, by, reason):
    """They were two after all: (the merge, the facts that stay because they changed since)."""
    merge = lock(merge)
    kept, lost = _locked({merge.kept_id, merge.lost_id}, merge.kept_id, merge.lost_id)
    demand(by, "undo_merge", kept)
    _refuse_undoing(merge, kept)
    put_back(merge.moved, merge.removed, kept)
    back, stayed = facts_given_back(kept, merge.facts)
    for name, value in back.items():
        put(kept, name, value)
    lost.merged_into = None
    _save(kept, *back)
    _save(lost, "merged_into")
    merge.undone_at, merge.undone_by, merge.undo_reason = now(), by, reason
    merge.save(update_fields=["undone_at", "undone_by", "undo_reason"])
    _keep_together(kept)
    _serve_by_cases(kept)
    _serve_by_cases(lost)
    index(kept)
    index(lost)
    record("undid_merge", kept, by=by, clients=[kept, lost], lost=lost.code, stayed=stayed)
    return merge, stayed


@transaction.atomic
def differ(client, other, *, by):
    """They look alike and are two people: nobody is asked again."""
    demand(by, "differ", client)
    one, other = sorted((client, other), key=lambda person: person.pk)
    pair, is_new = Different.objects.get_or_create(
        one=one, other=other, defaults={"by": by, "at": now()}
    )
    if is_new:
        record("differed", client, by=by, clients=[one, other])
    return pair


def _unite(made):
    kept, lost = made.kept, made.lost
    for name, (_before, after) in made.facts.items():
        put(kept, name, after)
    lost.merged_into = kept
    moved = move_all(kept, lost)
    _save(kept, *made.facts)
    _save(lost, "merged_into")
    made.moved, made.removed = moved.changed, moved.removed
    made.save()
    index(kept)
    index(lost)


def _lock_two(kept, lost, version_kept, version_lost):
    if kept.pk == lost.pk:
        raise Refused(_("This is one and the same record."))
    kept, lost = _locked({kept.pk, lost.pk}, kept.pk, lost.pk)
    for client in (kept, lost):
        if client.merged_into_id:
            raise Refused(
                _("%(code)s was already merged into %(other)s.")
                % {"code": client.code, "other": client.as_kept().code}
            )
    if (kept.version, lost.version) != (version_kept, version_lost):
        raise Refused(CHANGED, code="stale")
    return kept, lost


def _locked(pks, *order):
    """Locked in the order of their ids, so that two merges wait for one another."""
    rows = Client.objects.select_for_update(of=("self",)).select_related("data_key", "centre")
    found = {row.pk: row for row in rows.filter(pk__in=pks).order_by("pk")}
    return [found[pk] for pk in order]


def _withdraw_second_ones(kept, lost, standing, by):
    """Codes of the referrals that were withdrawn because the same service has another."""
    codes = []
    for mine, theirs in both_live(kept, lost, by):
        stands = standing.get(mine.service_id)
        if stands not in (mine.code, theirs.code):
            raise Refused(_("Choose which of the two referrals stands."), field="standing")
        second = theirs if stands == mine.code else mine
        withdraw(second, by=by, reason=Referral.Reason.DUPLICATE)
        codes.append(second.code)
    return codes


def _refuse_undoing(merge, kept):
    if merge.undone_at:
        raise Refused(_("This merge has already been undone."))
    if kept.merged_into_id:
        raise Refused(
            _("%(code)s was itself merged into %(other)s since. Undo that first.")
            % {"code": kept.code, "other": kept.as_kept().code}
        )
    later = Merge.objects.standing().filter(kept=kept, pk__gt=merge.pk).select_related("lost")
    if last := later.first():
        raise Refused(
            _("%(code)s was merged into this record later. Undo that first.")
            % {"code": last.lost.code}
        )


def _keep_together(kept):
    """What was made since the merge stays hers: so she stays in its cases."""
    cases = set(Need.objects.filter(client=kept).values_list("case", flat=True))
    cases |= set(Referral.objects.filter(client=kept).values_list("case", flat=True))
    cases -= set(kept.case_roles.values_list("case", flat=True))
    for case in sorted(cases):
        CasePerson.objects.create(case_id=case, client=kept)


def _serve_by_cases(client):
    """Her cases' centres serve her as these stand now: some moved or were restricted since."""
    hers = Case.objects.about(client)
    for case in hers.filter(restricted=False).select_related("centre"):
        serve(client, case.centre, Serving.Why.CASE)
    restricted, ordinary = (hers.filter(restricted=yes).values("centre") for yes in (True, False))
    for_a_case = Serving.objects.filter(client=client, why=Serving.Why.CASE, centre__in=restricted)
    for serving in for_a_case.exclude(centre__in=ordinary):
        serving.delete()


def _save(client, *fields):
    client.version += 1
    client.save(update_fields=[*(Client._meta.get_field(name).name for name in fields), "version"])
