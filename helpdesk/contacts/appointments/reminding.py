"""Reminding a client of an appointment, by what she agreed to and nothing else.

The reminder is a row, written with the appointment and due the day before. What is mailed holds a
day and an hour: no name, no matter, not who writes. Where a call was agreed to, the officer is
asked to make it. Before it goes all is looked at again: whether the appointment stands, and
whether the way is still safe.
"""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from helpdesk.access.models import User
from helpdesk.audit.trail import record
from helpdesk.clients.models import Phone
from helpdesk.core.clock import now
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice
from referrals.paper import language_of

from ..models import Appointment, Reminder

Remind = Appointment.Remind
SAFE = (Phone.Safe.YES, Phone.Safe.AT_TIMES)


def owe(appointment):
    """Owe the one reminder that fits the appointment as it stands; take back any other."""
    waiting = appointment.reminders.filter(sent_at=None)
    due = due_at(appointment)
    wanted = appointment.is_standing and appointment.remind_by and due > now()
    waiting.exclude(at=appointment.at if wanted else None).delete()
    if wanted:
        Reminder.objects.get_or_create(
            appointment=appointment, at=appointment.at, defaults={"due_at": due}
        )


def due_at(appointment):
    """The day before at the centre, at REMIND_AT_HOUR."""
    there = appointment.there - timedelta(days=1)
    return there.replace(hour=settings.REMIND_AT_HOUR, minute=0, second=0, microsecond=0)


def safe_phones(client):
    """The phones on which she may be called."""
    return Phone.objects.of_seen(client).for_listing().filter(safe__in=SAFE)


def may_see(person, appointment):
    """Whether someone who is to be told sees the appointment."""
    return Appointment.objects.visible_to(person).filter(pk=appointment.pk).exists()


def send_owed(limit=200):
    """Send what is owed. Safe to run twice, or by two workers, at any time."""
    for pk in Reminder.objects.owed().order_by("due_at").values_list("pk", flat=True)[:limit]:
        send(pk)


def send(pk) -> bool:
    """One reminder; a failure costs only itself, and after five the officer is asked to call."""
    reminder = _claim(pk)
    if reminder is None:
        return False
    try:
        with transaction.atomic():
            _go(reminder)
    except Exception:  # any failure of the outside costs only this attempt
        _failed(reminder)
        return False
    return True


@transaction.atomic
def _claim(pk):
    owed = Reminder.objects.owed().filter(pk=pk)
    if connection.features.has_select_for_update_skip_locked:
        owed = owed.select_for_update(skip_locked=True, of=("self",))
    reminder = owed.first()
    if reminder is None:
        return None
    Reminder.objects.filter(pk=pk).update(claimed_until=now() + Reminder.CLAIM)
    reminder.appointment = Appointment.objects.for_listing().get(pk=reminder.appointment_id)
    return reminder


def _go(reminder):
    appointment = reminder.appointment
    _close(reminder, sent_at=now())
    if not appointment.is_standing or appointment.at != reminder.at or appointment.has_passed:
        return
    if appointment.remind_by == Remind.EMAIL and appointment.client.email:
        record("reminded_client", appointment, by=User.objects.system("reminder"))
        _mail(appointment)  # last: what comes after it could only send it twice
    elif appointment.remind_by == Remind.CALL and safe_phones(appointment.client).exists():
        _ask_to_call(appointment, Notice.Kind.APPOINTMENT_TO_REMIND)
    else:
        _ask_to_call(appointment, Notice.Kind.REMINDER_FAILED)


def _mail(appointment):
    with override(language_of(appointment.client)):
        EmailMessage(
            _("A reminder"),
            render_to_string("contacts/appointments/mail.txt", {"when": appointment.when}),
            to=[appointment.client.email],
        ).send()


def _ask_to_call(appointment, kind):
    """The officer; without one, who made it. Nobody who may not see it."""
    people = [p for p in (appointment.officer, appointment.by) if p and p.is_active]
    seen = [person for person in people if may_see(person, appointment)][:1]
    key = f"reminder:{kind}:{appointment.pk}:{appointment.at.timestamp():.0f}"
    notify(seen, kind, appointment, key=key)


@transaction.atomic
def _failed(reminder):
    attempts = reminder.attempts + 1
    over = attempts >= Reminder.ATTEMPTS
    _close(
        reminder,
        attempts=attempts,
        due_at=now() + timedelta(minutes=2**attempts),
        given_up_at=now() if over else None,
    )
    if over:
        _ask_to_call(reminder.appointment, Notice.Kind.REMINDER_FAILED)


def _close(reminder, **facts):
    Reminder.objects.filter(pk=reminder.pk).update(claimed_until=None, **facts)
