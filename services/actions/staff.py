"""A partner's own people: all that its lead does with their accounts."""

from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.access import actions as access
from helpdesk.access.models import User
from helpdesk.access.second_factor import actions as second_factor
from helpdesk.access.sight import demand
from helpdesk.audit.models import Entry
from helpdesk.audit.trail import record
from helpdesk.core.per_request import forget
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock


@transaction.atomic
def invite_worker(partner, *, by, email, name, leads=False):
    """A new account of the partner's; its owner sets the password by mail."""
    demand(by, "administer_staff", partner)
    person = access.make_account(by=by, email=email, name=name)
    _put(person, partner, leads, by)
    return person


@transaction.atomic
def change_worker(person, partner, *, by, leads, is_active):
    """Makes someone lead or worker, and switches the account off or on."""
    demand(by, "administer_staff", partner)
    lock(partner)  # two leads who take each other's lead away: one waits, and is refused
    person = User.objects.select_for_update().get(pk=person.pk)
    if not partner.people().filter(pk=person.pk).exists():
        raise Refused(_("This person does not work for you any more."))
    _keep_one_lead(person, partner, leads and is_active)
    if person.is_active != is_active:
        _only_ours(person, partner)
        if is_active:
            _only_if_we_switched_it_off(person, partner)
        person.is_active = is_active
        person.save(update_fields=["is_active"])
        record("changed", person, by=by, fields=["is_active"], is_active=is_active)
    _put(person, partner, leads, by)
    return person


@transaction.atomic
def reset_second_factor(partner, person, *, by, why):
    """The lead takes a lost second factor off the account of someone who works here alone."""
    demand(by, "administer_staff", partner)
    if not partner.people().filter(pk=person.pk).exists():
        raise Refused(_("This person does not work for you any more."))
    _only_ours(person, partner)
    return second_factor.reset_for(person, by=by, why=why)


def _put(person, partner, leads, by):
    """Into one of the partner's two teams, and out of the other."""
    into, out_of = (partner.leads, partner.staff) if leads else (partner.staff, partner.leads)
    has = set(person.groups.values_list("pk", flat=True))
    if into.pk not in has:
        person.groups.add(into)
        record("joined", person, by=by, team=into.name)
    if out_of.pk in has:
        person.groups.remove(out_of)
        record("left", person, by=by, team=out_of.name)
    forget()


def _keep_one_lead(person, partner, stays_lead):
    others = User.objects.filter(groups=partner.leads, is_active=True).exclude(pk=person.pk)
    if not stays_lead and not others.exists():
        raise Refused(_("You would have no lead any more. Make someone else lead first."))


def _only_ours(person, partner):
    """An account that works elsewhere too is not one partner's to switch off."""
    if person.groups.exclude(pk__in=[partner.staff_id, partner.leads_id]).exists():
        raise Refused(
            _("This person also works elsewhere. Ask the centre’s administrator."),
            field="is_active",
        )


def _only_if_we_switched_it_off(person, partner):
    """What an administrator switched off, a lead does not switch on again."""
    changes = Entry.objects.about(person).filter(verb="changed").order_by("-pk")
    switched = (entry.by_id for entry in changes if "is_active" in entry.detail["fields"])
    by = next(switched, None)
    if by and not partner.people().filter(pk=by).exists():
        raise Refused(
            _("The centre’s administrator switched this account off. Ask there."),
            field="is_active",
        )
