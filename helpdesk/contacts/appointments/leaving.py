"""What becomes of a centre's appointments with a client who goes to another centre."""

from django.db.models import Q

from helpdesk.cases.models import Case
from helpdesk.core.clock import now

from ..models import Appointment
from . import actions


def call_off(handover, client, *, by):
    """Nobody waits for her where her matter has left, and no reminder sends her there.

    Called off is what is still to come with the giver's people: on cases that went, and without a
    case once that centre has nothing of hers. The hour that was theirs to keep they are told of.
    Whoever took her over reads it on her page and makes another.
    """
    gone = Q(case__in=handover.cases.going().values("case"))
    if not _is_still_served(client, handover.from_centre):
        gone |= Q(case=None, client=client)
    standing = Appointment.objects.standing().filter(gone, centre=handover.from_centre)
    for row in standing.filter(at__gt=now()).select_for_update(of=("self",)).order_by("pk"):
        actions.call_off(Appointment.objects.for_listing().get(pk=row.pk), by=by)


def _is_still_served(client, centre) -> bool:
    """Has the centre anything of hers left? A restricted case makes no Serving."""
    there = Case.objects.filter(centre=centre, status=Case.Status.OPEN)
    return client.servings.filter(centre=centre).exists() or there.about(client).exists()
