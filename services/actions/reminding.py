"""Asking partners, once for each due date, whether what the directory says is still right."""

from django.db import transaction

from helpdesk.access.sight import members_of
from helpdesk.notices.actions import notify, quietly
from helpdesk.notices.models import Notice

from ..models import ContactPerson, Service
from ..models.freshness import due_on


@transaction.atomic
def remind_to_verify():
    """Every service that is to be checked: its focal point, else the partner's leads or team.

    One who is no worker of the partner cannot press the button, and gets no notice. Safe to run
    twice: it is owed once for each due date.
    """
    teams: dict[int, list] = {}
    with quietly():  # the sweep finds them
        for service in Service.objects.active().to_check().select_related("partner"):
            if service.partner_id not in teams:
                teams[service.partner_id] = list(service.partner.team())
            if team := teams[service.partner_id]:
                people = _focal_point(service, team) or _leads(service, team)
                notify(people, Notice.Kind.SERVICE_TO_VERIFY, service, key=_key(service))


def _key(service):
    due = due_on(service.verified_on).isoformat() if service.verified_on else "never"
    return f"verify:{service.pk}:{due}"


def _focal_point(service, team):
    """The worker who is named for the service, else for the partner."""
    named = ContactPerson.objects.filter(partner=service.partner, role=ContactPerson.Role.FOCAL)
    addresses = dict(named.exclude(email="").values_list("service", "email"))
    address = (addresses.get(service.pk) or addresses.get(None) or "").casefold()
    return [person for person in team if person.email.casefold() == address]


def _leads(service, team):
    return list(members_of(service.partner.leads_id)) or team
