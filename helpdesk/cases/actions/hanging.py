"""On which of a person's journeys a case hangs."""

from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock

from .life import _save


@transaction.atomic
def choose_journey(person, *, by, journey):
    """The case is about this journey of hers, or about none of them."""
    demand(by, "choose_journey", person.case)
    case, client = lock(person.case), person.client
    if journey and journey.client_id != client.pk:
        raise Refused(_("This journey is someone else’s. Choose one of the client’s own."))
    person = lock(person)
    if person.journey_id == (journey and journey.pk):
        return person
    person.journey = journey
    person.save(update_fields=["journey"])
    _save(case)
    number = journey.number if journey else None
    record("chose_journey", case, by=by, clients=[client], number=number)
    return person
