"""How it ended for one of the people of a case, and what money came of it: a row of the table."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock

from ..models import Claim, Party
from .claims import add_claim, change_claim
from .life import _lock_open, _save
from .receipts import receive, received_of


@dataclass
class Money:
    """One claim as a row of the table says it; `received` is all that came so far.

    `seen` is the version that the table showed, 0 where there was no claim yet.
    """

    kind: str
    currency: str
    party: Party | None
    claimed: Decimal | None
    agreed: Decimal | None
    received: Decimal | None
    received_on: date
    seen: int
    submission_id: UUID


@transaction.atomic
def settle(person, *, by, outcome="", had=None, money: Money | None = None) -> bool:
    """Outcome and money of one person; False where both stood so already.

    `had`: the outcome that the table showed. Where that was left, whatever stands now stays.
    """
    demand(by, "settle", person.case)
    case = _lock_open(person.case)
    person = lock(person)
    changed = bool(money and _settle_money(case, person.client, money, by))
    if outcome not in (had, person.outcome):
        _refuse_over_another(person, had)
        person.outcome = outcome
        person.save(update_fields=["outcome"])
        _save(lock(case))
        record("settled", case, by=by, clients=[person.client], outcome=outcome)
        changed = True
    return changed


def _refuse_over_another(person, had):
    if had is not None and person.outcome != had:
        raise Refused(
            _("Someone else wrote down “%(outcome)s” meanwhile. Look at it again.")
            % {"outcome": person.get_outcome_display() or "–"}
        )


def _settle_money(case, client, money, by) -> bool:
    claim = claim_of(case, client, money)
    if (claim.version if claim else 0) != money.seen:
        raise Refused(_("Someone else changed this claim meanwhile. Look at it again."))
    if money.claimed is None:
        _refuse_without_claim(claim, money)
        return False
    said = {"claimed": money.claimed, "agreed": money.agreed}
    if claim is None:
        facts = {"kind": money.kind, "currency": money.currency, "party": money.party, **said}
        made = add_claim(case, by=by, submission_id=money.submission_id, client=client, **facts)
        _take_in(made, money, by)
        return True
    changed = any(getattr(claim, name) != value for name, value in said.items())
    if changed:
        claim = change_claim(claim, by=by, version=claim.version, **said)
    return _take_in(claim, money, by) or changed


def claim_of(case, client, money) -> Claim | None:
    """The claim that a row of the table speaks of."""
    claims = case.claims.filter(client=client, kind=money.kind, currency=money.currency)
    claims = claims.exclude(status=Claim.Status.WRITTEN_OFF).select_related("data_key", "client")
    return claims.filter(party=money.party).first() if money.party else claims.first()


def _take_in(claim, money, by) -> bool:
    """What came since: the difference to what is written down already."""
    before = received_of(claim)
    more = (money.received if money.received is not None else before) - before
    if more < 0:
        raise Refused(_("Less is written here than came already. Look at the claim’s receipts."))
    if more:
        submission_id = uuid5(money.submission_id, f"received {before}")
        receive(
            claim,
            by=by,
            submission_id=submission_id,
            amount=more,
            received_on=money.received_on,
        )
    return bool(more)


def _refuse_without_claim(claim, money):
    if claim or money.agreed is not None or money.received:
        raise Refused(_("Write what is claimed: the sum cannot be left empty."))
