"""Money that came of a claim: written down, and taken back where that was a mistake."""

from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.core.clock import now, today
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission

from ..models import Claim, Receipt
from ..money import shown
from .life import _save

Status = Claim.Status


@one_per_submission(Receipt)
def receive(claim, *, by, submission_id, amount, received_on):
    """Money has come. All that was agreed: the claim is paid."""
    demand(by, "receive", claim.case)
    claim = lock(claim)
    if received_on > today():
        raise Refused(
            _("This day is still to come. Write it down when the money is there."),
            field="received_on",
        )
    if claim.agreed is None:
        raise Refused(_("Write down first what was agreed, then what came of it."))
    total = received_of(claim) + amount
    if total > claim.agreed:
        raise Refused(
            _(
                "With this, %(total)s would have come, and %(agreed)s was agreed."
                " If more was agreed, change that first."
            )
            % {
                "total": shown(total, claim.currency),
                "agreed": shown(claim.agreed, claim.currency),
            },
            field="amount",
        )
    receipt = Receipt(claim=claim, amount=amount, received_on=received_on, by=by)
    receipt.submission_id = submission_id
    receipt.save()
    if total == claim.agreed:  # whatever was said of it before
        claim.move_to(Status.AGREED)
        claim.move_to(Status.PAID)
    _save_claim(claim)
    _record("received", receipt, by)
    return receipt


@transaction.atomic
def take_back_receipt(receipt, *, by, mistake):
    """It was written down wrongly: it stays in sight, struck out, and no sum counts it.

    `mistake`: one of Receipt.Mistake. A claim that was paid is agreed again.
    """
    demand(by, "take_back_receipt", receipt.claim.case)
    claim = lock(receipt.claim)
    receipt = lock(receipt)
    if receipt.taken_back_at:
        raise Refused(_("This was taken back already. Write down what came, if anything did."))
    receipt.taken_back_at, receipt.taken_back_by, receipt.mistake = now(), by, mistake
    receipt.save(update_fields=["taken_back_at", "taken_back_by", "mistake"])
    if claim.status == Status.PAID:
        claim.move_to(Status.AGREED)
    _save_claim(claim)
    receipt.claim = claim
    _record("took_back_receipt", receipt, by, why=mistake)
    return receipt


def received_of(claim) -> Decimal:
    """All that came of it so far, in its currency."""
    return claim.receipts.standing().aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def _save_claim(claim):
    claim.version += 1
    claim.save(update_fields=["status", "version"])
    _save(lock(claim.case))


def _record(verb, receipt, by, why=""):
    claim = receipt.claim
    sum_ = shown(receipt.amount, claim.currency)
    more = {"claim": claim.pk, "receipt": receipt.pk, "sum": sum_}
    record(verb, claim.case, by=by, why=why, clients=[claim.client], **more)
