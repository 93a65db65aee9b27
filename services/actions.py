"""Partners, their services, and the agreements that let them receive referrals."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from guardian.shortcuts import assign_perm

from helpdesk.access.actions import make_team
from helpdesk.access.roles import GRANTS, Role
from helpdesk.access.sight import demand, may
from helpdesk.audit.trail import record
from helpdesk.core.clock import today
from helpdesk.core.per_request import forget
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock

from .models import Agreement, Partner, Service


@transaction.atomic
def make_partner(*, by, **facts):
    """A partner enters the directory with its two teams; it receives nothing before an agreement is signed."""
    demand(by, "administer")
    staff, leads = make_team(facts["name"][:100], Role.PARTNER), make_team(facts["name"][:100], Role.LEAD)
    partner = Partner(staff=staff, leads=leads, **facts)
    partner.save()
    assign_perm(GRANTS[Role.PARTNER], staff, partner)
    assign_perm(GRANTS[Role.LEAD], leads, partner)
    record("made", partner, by=by)
    forget()
    return partner


@transaction.atomic
def change_partner(partner, *, by, version, **facts):
    """Correct what the directory says of a partner."""
    demand(by, "administer")
    return _change(partner, by, version, facts)


@transaction.atomic
def make_service(partner, *, by, **facts):
    """One more thing that a partner offers."""
    _demand_partner_or_administrator(by, partner)
    service = Service(partner=partner, **facts)
    service.save()
    record("made", service, by=by)
    return service


@transaction.atomic
def change_service(service, *, by, version, **facts):
    """Correct a service: by an administrator, or by the partner itself, who knows best."""
    _demand_partner_or_administrator(by, service.partner)
    return _change(service, by, version, {**facts, "verified_on": today()})


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


def _change(row, by, version, facts):
    row = lock(row, version=version)
    changed = sorted(name for name, value in facts.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, facts[name])
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    record("changed", row, by=by, fields=changed)
    return row


def _set_status(agreement, by, before, after, verb):
    agreement = lock(agreement)
    if agreement.status != before:
        raise Refused(_("This agreement is already %(status)s.") % {"status": agreement.get_status_display().lower()})
    agreement.status = after
    agreement.version += 1
    agreement.save(update_fields=["status", "version"])
    record(verb, agreement, by=by)
    return agreement


def _check_days(facts):
    if facts.get("ends_on") and facts["ends_on"] < facts["starts_on"]:
        raise Refused(_("It would end before it begins. Check the two days."), field="ends_on")


def _demand_partner_or_administrator(by, partner):
    if not may(by, "offer", partner):
        demand(by, "administer")
