"""The memoranda that let a partner receive a centre's referrals."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock

from ..models import Agreement
from .writing import once


@once(Agreement)
@transaction.atomic
def make_agreement(partner, centre, *, by, **facts):
    """Draft a memorandum between a partner and a centre; it covers the centres below too."""
    demand(by, "administer", centre)
    _check_days(facts)
    agreement = Agreement(partner=partner, centre=centre, **facts)
    agreement.save()
    record("drafted", agreement, by=by, kinds=agreement.kinds)
    return agreement


@transaction.atomic
def sign(agreement, *, by):
    """Both sides have signed: from its first day on the partner can be sent referrals."""
    demand(by, "administer", agreement.centre)
    return _set_status(agreement, by, Agreement.Status.DRAFT, Agreement.Status.SIGNED, "signed")


@transaction.atomic
def end(agreement, *, by):
    """It is over today: sending stops, and the partner no longer sees what rests on it."""
    demand(by, "administer", agreement.centre)
    return _set_status(agreement, by, Agreement.Status.SIGNED, Agreement.Status.ENDED, "ended")


def _set_status(agreement, by, before, after, verb):
    agreement = lock(agreement)
    if agreement.status != before:
        raise Refused(
            _("This agreement is already %(status)s.")
            % {"status": agreement.get_status_display().lower()}
        )
    agreement.status = after
    agreement.version += 1
    agreement.save(update_fields=["status", "version"])
    record(verb, agreement, by=by)
    return agreement


def _check_days(facts):
    if facts.get("ends_on") and facts["ends_on"] < facts["starts_on"]:
        raise Refused(_("It would end before it begins. Check the two days."), field="ends_on")
