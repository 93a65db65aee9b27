"""What is odd about an appointment, in words. Nothing of it is forbidden: the officer decides."""

from datetime import timedelta

from django.utils.translation import gettext as _

from helpdesk.access.working_week import calendar_of_centre

MINUTE = timedelta(minutes=1)


def flags(appointment, others, calendar=None) -> list[str]:
    """Closed then, or two at once. `others`: what the reader sees of that day."""
    if not appointment.is_standing:
        return []
    calendar = calendar or calendar_of_centre(appointment.centre)
    return [*_closed(appointment, calendar), *_two_at_once(appointment, others)]


def _closed(appointment, calendar):
    if not calendar.is_working_day(appointment.day):
        return [_("The centre is closed on this day: a day of rest or a holiday.")]
    ends = appointment.ends_at - MINUTE
    if not (calendar.is_open(appointment.at) and calendar.is_open(ends)):
        return [_("Outside the centre’s hours.")]
    return []


def _two_at_once(appointment, others):
    beside = [one for one in others if one.pk != appointment.pk and _meet(one, appointment)]
    officers = [one.hours for one in beside if _is_same(one, appointment, "officer_id")]
    clients = [one.hours for one in beside if _is_same(one, appointment, "client_id")]
    if officers:
        yield _("%(person)s has another appointment then: %(hours)s.") % {
            "person": appointment.officer,
            "hours": ", ".join(officers),
        }
    if clients:
        yield _("The client has another appointment then: %(hours)s.") % {
            "hours": ", ".join(clients)
        }


def _meet(one, other):
    return one.is_standing and one.at < other.ends_at and other.at < one.ends_at


def _is_same(one, other, name):
    return getattr(one, name) is not None and getattr(one, name) == getattr(other, name)
