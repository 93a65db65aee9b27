"""Whom one calls at a partner: its focal point, the deputy, and others."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import demand, may
from helpdesk.audit.trail import record
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock

from ..models import ContactPerson, Partner
from .writing import change, once, touch


@once(ContactPerson)
@transaction.atomic
def name_contact(partner, *, by, **facts):
    """Someone to call at the partner, for all that it offers or for one service."""
    _demand_lead_or_administrator(by, partner)
    contact = ContactPerson(partner=lock(partner), **facts)
    _one_of_each(contact)
    contact.save()
    record("named", contact, by=by, role=contact.role)
    touch(partner)
    return contact


@transaction.atomic
def change_contact(contact, *, by, version, **facts):
    """Correct who is called, or how."""
    _demand_lead_or_administrator(by, contact.partner)
    lock(contact.partner)
    wanted = ContactPerson(pk=contact.pk, partner=contact.partner, service=contact.service)
    wanted.role = contact.role
    for name, value in facts.items():
        setattr(wanted, name, value)
    _one_of_each(wanted)
    return change(contact, by, version, facts)


@transaction.atomic
def remove_contact(contact, *, by):
    """Nobody calls this person any more."""
    _demand_lead_or_administrator(by, contact.partner)
    partner = Partner.objects.get(pk=contact.partner_id)
    contact.delete()
    record("removed", partner, by=by, contact=contact.role)
    touch(partner)
    return partner


def _one_of_each(contact):
    """A partner has one focal point and one deputy, and so has each service; else refuse."""
    if contact.role == ContactPerson.Role.OTHER:
        return
    others = ContactPerson.objects.exclude(pk=contact.pk).filter(
        partner=contact.partner, service=contact.service, role=contact.role
    )
    if other := others.first():
        raise Refused(
            _("%(name)s is that already. Change or remove that contact first.")
            % {"name": other.name},
            field="role",
        )


def _demand_lead_or_administrator(by, partner):
    if not may(by, "keep_contacts", partner):
        demand(by, "administer")
