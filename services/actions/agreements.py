"""The memoranda that let a partner receive a centre's referrals.

What becomes of live referrals when one stops is asked above: referrals/actions/stopping.py.
"""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import User
from helpdesk.access.sight import demand, members_of
from helpdesk.audit.trail import record
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice

from ..models import Agreement, Signatory
from .writing import change, once

Status = Agreement.Status
WARNINGS = (30, 60, 90)  # days before its end


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
def change_agreement(agreement, *, by, version, **facts):
    """Correct a draft. What is signed stands: end it, and draft a new one."""
    demand(by, "administer", agreement.centre)
    if "centre" in facts:
        demand(by, "administer", facts["centre"])
    if lock(agreement).status != Status.DRAFT:
        raise Refused(_("This agreement is signed. End it and draft a new one instead."))
    _check_days(facts)
    return change(agreement, by, version, facts)


@transaction.atomic
def sign(agreement, *, by, signatories=()):
    """Both sides have signed: from its first day on the partner can be sent referrals.

    `signatories` are dicts of side, name, office and signed_on.
    """
    agreement = _locked(agreement, by, Status.SIGNED)
    if agreement.status != Status.DRAFT:
        raise _already(agreement)
    for facts in signatories:
        if facts["signed_on"] > today():
            raise Refused(_("Nobody signs in the future. Check the day."), field="signed_on")
        Signatory(agreement=agreement, **facts).save()
    return _move(agreement, Status.SIGNED, "signed", by)


@transaction.atomic
def suspend(agreement, *, by, why):
    """It rests: nothing can be sent, and the partner sees nothing, until it is resumed."""
    agreement = _locked(agreement, by, Status.SUSPENDED)
    return _move(agreement, Status.SUSPENDED, "suspended", by, why=why)


@transaction.atomic
def resume(agreement, *, by):
    """It holds again as it was signed."""
    agreement = _locked(agreement, by, Status.SIGNED)
    if agreement.status != Status.SUSPENDED:
        raise _already(agreement)
    return _move(agreement, Status.SIGNED, "resumed", by, why="")


@transaction.atomic
def end(agreement, *, by, why="", on=None):
    """It is over: sending stops, and the partner no longer sees what rests on it.

    With a day to come (`on`) it holds until that day, and then runs out.
    """
    agreement = _locked(agreement, by, Status.ENDED)
    on = on or today()
    last = agreement.ends_on if agreement.ends_on and agreement.ends_on < on else on
    if on > today():
        if agreement.status == Status.SUSPENDED:
            raise Refused(_("It is suspended: end it today, or resume it first."), field="on")
        if last != on:
            raise Refused(_("It ends before that day already."), field="on")
        return _move(agreement, agreement.status, "ended", by, why=why, ends_on=on)
    if last < agreement.starts_on:  # it never began
        return _move(agreement, Status.ENDED, "ended", by, why=why)
    return _move(agreement, Status.ENDED, "ended", by, why=why, ends_on=last)


def warn_of_ending() -> None:
    """90, 60 and 30 days before its end those who can renew it are told, each time once."""
    by = User.objects.system("clock")
    for agreement in Agreement.objects.ending_within(max(WARNINGS)).for_listing():
        step = next(days for days in WARNINGS if agreement.days_left <= days)
        with transaction.atomic():
            notify(
                concerned(agreement),
                Notice.Kind.AGREEMENT_ENDING,
                agreement,
                by=by,
                key=f"agreement_ending:{agreement.pk}:{agreement.ends_on}:{step}",
            )


def concerned(agreement):
    """Who is told of it: the centre's supervisors and administrators, and the partner's leads."""
    centre = agreement.centre
    teams = centre.supervisors_id, centre.administrators_id, agreement.partner.leads_id
    return members_of(*teams)


def _locked(agreement, by, status):
    """The agreement, locked, if `by` may decide on it and this step is open to it."""
    demand(by, "administer", agreement.centre)
    agreement = lock(agreement)
    if not agreement.can_become(status):
        raise _already(agreement)
    return agreement


def _already(agreement):
    if agreement.status == Status.DRAFT:
        return Refused(_("This agreement is a draft: it holds for nobody yet."))
    return Refused(
        _("This agreement is already %(status)s.")
        % {"status": agreement.get_status_display().lower()}
    )


def _move(agreement, status, verb, by, **facts):
    for name, value in {"status": status, **facts}.items():
        setattr(agreement, name, value)
    agreement.version += 1
    agreement.save(update_fields=["status", "version", *facts])
    record(verb, agreement, by=by, status=status)
    return agreement


def _check_days(facts):
    if facts.get("ends_on") and facts["ends_on"] < facts["starts_on"]:
        raise Refused(_("It would end before it begins. Check the two days."), field="ends_on")
