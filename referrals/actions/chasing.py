"""The desk runs after a partner that is late."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.core.refusal import Refused

from ..models import Step
from .moving import keep_step, lock_whole


@transaction.atomic
def chase(referral, *, by, submission_id, how, text=None):
    """Log that the partner was called, written to or visited, and what it said; once."""
    demand(by, "chase", referral)
    referral = lock_whole(referral.pk)
    if found := Step.objects.filter(uid=submission_id).first():
        return found
    if not referral.is_live:
        raise Refused(
            _("This referral is “%(now)s”: there is nothing to chase any more.")
            % {"now": referral.get_status_display()}
        )
    step = keep_step(referral, referral.status, by=by, text=text, kind=how, uid=submission_id)
    record("chased", referral, by=by, how=how)
    return step
