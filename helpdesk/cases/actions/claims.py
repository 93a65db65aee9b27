"""Claims: what is claimed, and what is agreed."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission

from ..models import Claim
from ..money import shown
from .life import _lock_open, _save
from .receipts import received_of

Status = Claim.Status


@one_per_submission(Claim)
def add_claim(case, *, by, submission_id, client, **facts):
    """One more claim of a client of the case."""
    demand(by, "add_claim", case)
    case = _lock_open(case)
    if not case.people.filter(client=client).exists():
        raise Refused(_("This client is not part of the case. Add the person first."))
    _refuse_a_twin(case, client, facts)
    claim = Claim(
        case=case, client=client, data_key=client.data_key, by=by, submission_id=submission_id
    )
    _set(claim, facts, Decimal(0))
    claim.save()
    _save(case)
    told = {"claim": claim.pk, "kind": claim.kind, "sum": shown(claim.claimed, claim.currency)}
    record("added_claim", case, by=by, clients=[client], **told)
    return claim


@transaction.atomic
def change_claim(claim, *, by, version, **facts):
    """What is claimed, where it was lodged, what was agreed: as it stands now."""
    demand(by, "change_claim", claim.case)
    claim = lock(claim, version=version)
    received = received_of(claim)
    if received and facts.get("currency", claim.currency) != claim.currency:
        raise Refused(
            _(
                "Money has come in %(currency)s: the claim stays in it. Money in another"
                " currency is a claim of its own."
            )
            % {"currency": claim.currency},
            field="currency",
        )
    before = {name: getattr(claim, name) for name in facts}
    _set(claim, facts, received)
    changed = sorted(name for name in before if getattr(claim, name) != before[name])
    claim.version += 1
    claim.save(update_fields=[*changed, "status", "version"])
    _save(lock(claim.case))
    told = {"claim": claim.pk, "kind": claim.kind, "fields": changed, **_agreed_of(claim, changed)}
    record("changed_claim", claim.case, by=by, clients=[claim.client], **told)
    return claim


def _agreed_of(claim, changed) -> dict:
    """What the trail says of a sum that was agreed just now."""
    is_new = "agreed" in changed and claim.agreed is not None
    return {"agreed": shown(claim.agreed, claim.currency)} if is_new else {}


def _set(claim, facts, received):
    """Put the facts on the claim, if they agree with one another."""
    facts = dict(facts)
    status = facts.pop("status", None) or claim.status
    for name, value in facts.items():
        setattr(claim, name, value)
    _refuse_sums(claim, received)
    if status == claim.status and claim.agreed is not None:
        status = {Status.PREPARED: Status.AGREED, Status.LODGED: Status.AGREED}.get(status, status)
    if status == Status.AGREED and claim.agreed is None:
        raise Refused(_("Write how much was agreed."), field="agreed")
    if status in (Status.AGREED, Status.PAID) and received and received == claim.agreed:
        status = Status.PAID
    elif status == Status.PAID:
        if claim.status != Status.PAID:
            raise Refused(
                _("A claim becomes paid when all that was agreed has come: add what came."),
                field="status",
            )
        status = Status.AGREED
    if claim.pk:
        claim.move_to(status)
    else:
        claim.status = status


def _refuse_sums(claim, received):
    if claim.lodged_on and claim.lodged_on > today():
        raise Refused(_("It cannot have been lodged on a day to come."), field="lodged_on")
    if not claim.claimed:
        raise Refused(_("Write how much is claimed: more than nothing."), field="claimed")
    agreed = claim.agreed
    if agreed is not None and agreed > claim.claimed:
        raise Refused(
            _(
                "%(agreed)s agreed is more than the %(claimed)s claimed."
                " If more is claimed now, raise the claim first."
            )
            % {
                "agreed": shown(agreed, claim.currency),
                "claimed": shown(claim.claimed, claim.currency),
            },
            field="agreed",
        )
    if received > (agreed or 0):
        raise Refused(
            _("%(received)s has come already: no less than that was agreed.")
            % {"received": shown(received, claim.currency)},
            field="agreed",
        )


def _refuse_a_twin(case, client, facts):
    twins = case.claims.filter(
        client=client,
        kind=facts["kind"],
        currency=facts["currency"],
        party=facts.get("party"),
    )
    if twins.exclude(status=Status.WRITTEN_OFF).exists():
        raise Refused(
            _("There is such a claim in this currency already. Change that one."), field="kind"
        )
