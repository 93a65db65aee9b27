"""What a journey cost: payments, each in its own currency."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission

from ..models import Fee


@one_per_submission(Fee)
def add_fee(journey, *, by, submission_id, **facts):
    """She paid this for the journey."""
    demand(by, "add_fee", journey)
    fee = Fee(journey=journey, data_key=journey.client.data_key, submission_id=submission_id)
    _put(fee, facts)
    fee.save()
    record("added_fee", journey, by=by, kind=fee.kind)
    return fee


@transaction.atomic
def change_fee(fee, *, by, version, **facts):
    """A payment was another one, or was none: then it is `in_error` and counts no more."""
    journey = fee.journey
    demand(by, "change", journey)
    fee = lock(fee, version=version)
    fee.journey = journey
    _put(fee, facts)
    fee.version += 1
    fee.save()
    record("changed", journey, by=by, fields=["fees"])
    return fee


def _put(fee, facts):
    for name, value in facts.items():
        setattr(fee, name, value)
    if fee.paid_on and fee.paid_on > today():
        raise Refused(_("This day is still to come. Enter what has happened."), field="paid_on")
    if fee.amount <= 0:
        raise Refused(_("A fee is more than nothing. Check the sum."), field="money")
