"""Indicators of group sessions and of appointments with the centre."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helpdesk.contacts.models import Appointment

from .indicator import Indicator

State = Appointment.State


def _held(asked):
    return asked.during("session__starts_at")


def _expected(asked):
    return asked.during("at") & ~Q(state=State.CANCELLED)


MEETINGS = [
    Indicator(
        "sessions_held",
        "meetings",
        "sessions",
        _("Group sessions held"),
        _("Group sessions that began in the period and were held."),
        lambda asked: asked.during("starts_at"),
    ),
    Indicator(
        "sessions_attended",
        "meetings",
        "attendances",
        _("Attendance of registered people"),
        _(
            "Registered people who attended group sessions that were held in the period, each "
            "once in each session. One person who attends three sessions counts three times."
        ),
        _held,
    ),
    Indicator(
        "sessions_counted",
        "meetings",
        "heads",
        _("People counted at sessions without a name"),
        _(
            "The numbers of people at group sessions held in the period who were on no list, "
            "added up. Nobody in it is among the registered people."
        ),
        _held,
        sums="people",
    ),
    Indicator(
        "appointments",
        "meetings",
        "appointments",
        _("Appointments"),
        _(
            "Appointments with the centre on a day in the period. One that was moved counts on "
            "its last day; one that was cancelled does not count."
        ),
        _expected,
    ),
    Indicator(
        "appointments_kept",
        "meetings",
        "appointments",
        _("… kept"),
        _("Of the appointments: the client came."),
        lambda asked: asked.during("at") & Q(state=State.KEPT),
        of="appointments",
    ),
    Indicator(
        "appointments_missed",
        "meetings",
        "appointments",
        _("… missed"),
        _(
            "Of the appointments: the client did not come. Those of which nobody has said how "
            "they went are neither kept nor missed."
        ),
        lambda asked: asked.during("at") & Q(state=State.MISSED),
        of="appointments",
    ),
]
