"""What a partner may fetch to act on: a referral, an appointment; and the calendar file."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from helpdesk.core.icalendar import event
from helpdesk.core.keyset import number_in

from .models import Referral, ReferralAppointment


def at_partner(user, code):
    """The referral as the user's partner sees it; 403 for the desk, 404 for a stranger."""
    found = Referral.objects.of_partner(user).for_partner_listing().select_related("data_key")
    if referral := found.filter(code=code).first():
        return referral
    if Referral.objects.of_desk(user).filter(code=code).exists():
        raise PermissionDenied(code)
    raise Http404


def appointment_at_partner(user, code, pk):
    """One appointment of such a referral."""
    referral = at_partner(user, code)
    return _one(ReferralAppointment.objects.filter(referral=referral), pk, referral)


def appointment_of(user, code, pk):
    """One appointment that the user sees, from either side, or 404."""
    seen = ReferralAppointment.objects.visible_to(user).filter(referral__code=code)
    return _one(seen.select_related("referral__client", "referral__centre"), pk)


def appointments_of(referral):
    """A referral's appointments in the order of their days, and how many were missed."""
    appointments = list(referral.appointments.for_listing())
    for appointment in appointments:
        appointment.referral = referral
    missed = [a for a in appointments if a.state == ReferralAppointment.State.MISSED]
    return {"appointments": appointments, "missed": len(missed)}


def _one(appointments, pk, referral=None):
    found = appointments.for_listing().filter(pk=number_in(pk)).first()
    if found is None:
        raise Http404
    if referral:
        found.referral = referral
    return found


def as_calendar(appointment) -> str:
    """The appointment for a calendar, by RFC 5545: its time and the referral's code, no more."""
    return event(
        uid=appointment.uid,
        starts_at=appointment.at,
        words=appointment.referral.code,
        path=appointment.referral.get_absolute_url(),
        version=appointment.version,
        cancelled=appointment.state == ReferralAppointment.State.CANCELLED,
    )
