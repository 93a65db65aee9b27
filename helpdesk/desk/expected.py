"""One's own appointments in My work: those of today, and those of which nobody said how it went."""

from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from helpdesk.clients.models import Client
from helpdesk.contacts.listing import say_whom
from helpdesk.contacts.models import Appointment
from helpdesk.core.clock import now, today

from .counting import CAP

DAYS = {"week": 7, "fortnight": 14}  # what more is asked for, besides what is past and of today


class Expected:
    """Whom the user expects, the longest past first. `due` narrows or widens it as other lists."""

    def __init__(self, user, due="", after=None, size=25):
        self.user, self.due, self.after, self.size = user, due, after, size

    @property
    def narrowed(self):
        return so_far(theirs(self.user), self.due)

    @cached_property
    def _found(self):
        rows = self.narrowed
        if self.after:
            at, pk = self.after
            rows = rows.filter(Q(at__gt=at) | Q(at=at, pk__gt=pk))
        return list(rows.for_listing().in_order()[: self.size + 1])

    @cached_property
    def rows(self):
        return say_whom(self._found[: self.size], self.user)

    @property
    def last(self):
        """(moment, id) of the last row, where more follow."""
        row = self._found[self.size - 1] if len(self._found) > self.size else None
        return row and (row.at, row.pk)


def seen_so_far(user, cases):
    """When someone is expected by the user, of those whom she sees: at most CAP + 1 moments.

    `cases`: ids of some that she sees; an appointment on one of these is seen, and one on no case
    with its client. Sight of the appointment itself is asked only of others: it costs the most.
    """
    rows = so_far(own(user)).values_list("pk", "at", "client", "case")[: CAP + 1]
    of_no_case = {client for _pk, _at, client, case in rows if case is None}
    elsewhere = {pk for pk, _at, _client, case in rows if case and case not in cases}
    clients = seen_of(Client, user, of_no_case)
    others = seen_of(Appointment, user, elsewhere)
    return [
        at
        for pk, at, client, case in rows
        if (client in clients if case is None else case in cases or pk in others)
    ]


def seen_of(model, user, ids):
    """Those of the ids that the user sees. Where there are none, sight is not asked."""
    if not ids:
        return set()
    seen = model.objects.visible_to(user).filter(pk__among=ids)
    return set(seen.values_list("pk", flat=True))


def own(user, appointments=Appointment.objects):
    """Those that stand with the user, whether or not she still sees them."""
    return appointments.filter(officer=user).standing()


def theirs(user):
    """The user's own that stand."""
    return own(user, Appointment.objects.visible_to(user))


def so_far(appointments, due=""):
    """Of these what lies before the end of today, unless `due` says otherwise."""
    until = now() if due == "overdue" else end_of(today() + timedelta(days=DAYS.get(due, 0)))
    return appointments.filter(at__lt=until)


def end_of(day):
    """The moment at which the reader's day is over."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
