"""Appointments with the centre's own people: may they, may it, do it, record it, tell them."""

import uuid
from itertools import count

from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand, may, named_on
from helpdesk.audit.trail import record
from helpdesk.clients.actions.records import lock_standing
from helpdesk.core.clock import now, today
from helpdesk.core.codes import random_code
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice

from .. import actions as contacts
from ..models import Appointment
from . import reminding

Kind, State, Remind = Notice.Kind, Appointment.State, Appointment.Remind
FACTS = ["at", "minutes", "officer", "way", "topic", "place", "note", "remind_by"]


@one_per_submission(Appointment)
def appoint(client, centre, *, by, submission_id, case=None, **facts):
    """An hour is kept for the client, perhaps on a case of hers; the officer is told.

    `facts`: see FACTS; `officer` None is anyone at the centre. `remind_by` is what she agreed to.
    """
    demand(by, "appoint", centre)
    demand(by, "appoint", case or client)
    client = lock_standing(client)
    if case and not case.people.filter(client=client).exists():
        raise Refused(_("The client has no part in this case. Choose one of the client’s own."))
    appointment = Appointment(
        code=_new_code(),
        client=client,
        data_key=client.data_key,
        centre=centre,
        case=case,
        by=by,
        made_at=now(),
        submission_id=submission_id,
        **facts,
    )
    _check(appointment)
    _to_come(appointment)
    _stamp(appointment, State.SET, by)
    appointment.save()
    reminding.owe(appointment)
    record("made_appointment", appointment, by=by)
    _tell(appointment, Kind.APPOINTMENT_MADE, by)
    return appointment


@transaction.atomic
def reappoint(appointment, *, by, version, **facts):
    """Another hour, officer or place; whoever has it, and had it, is told."""
    before = appointment.officer
    appointment = _standing(appointment, by, version)
    moved = facts.get("at", appointment.at) != appointment.at
    for name, value in facts.items():
        setattr(appointment, name, value)
    _check(appointment)
    if moved:
        _to_come(appointment)
    state = State.CHANGED if moved else appointment.state
    _stamp(appointment, state, by)
    appointment.version += 1
    appointment.save(update_fields=[*facts, "state", "changed_by", "changed_at", "version"])
    reminding.owe(appointment)
    record("changed_appointment", appointment, by=by)
    _tell(appointment, Kind.APPOINTMENT_CHANGED, by, before)
    return appointment


@transaction.atomic
def keep(appointment, *, by):
    """The client came: it is a contact too, which can be added to."""
    appointment = _held(appointment, by)
    case = appointment.case
    if case and not may(by, "log", case):
        case = None  # it has gone elsewhere since
    contact = contacts.log(
        appointment.centre,
        by=by,
        submission_id=uuid.uuid5(appointment.uid, "kept"),
        client=appointment.client,
        case=case,
        journey=contacts.journey_of(appointment.client, case),
        channel=appointment.way,
        topics=[appointment.topic],
        sex=appointment.client.sex,
        happened_on=min(appointment.day, today()),
        minutes=appointment.minutes,
    )
    appointment.contact = contact
    return _end(appointment, State.KEPT, "kept_appointment", by, "contact")


@transaction.atomic
def miss(appointment, *, by):
    """The client did not come."""
    return _end(_held(appointment, by), State.MISSED, "missed_appointment", by)


@transaction.atomic
def cancel(appointment, *, by):
    """It will not take place; the officer is told."""
    appointment = _standing(appointment, by)
    _end(appointment, State.CANCELLED, "cancelled_appointment", by)
    _tell(appointment, Kind.APPOINTMENT_CHANGED, by)
    return appointment


def call_off(appointment, *, by):
    """Its client went to another centre. Called by what moves her, which asks who may."""
    appointment.begin()
    _end(appointment, State.CANCELLED, "cancelled_appointment", by)
    others = [] if appointment.officer else [appointment.by]
    _tell(appointment, Kind.APPOINTMENT_CHANGED, by, *others)


def missed_by(client, user) -> int:
    """How often she did not come, as far as the user sees."""
    seen = Appointment.objects.visible_to(user).filter(client=client, state=State.MISSED)
    return seen.count()


def _new_code():
    codes = (f"A-{random_code(3)}-{random_code(3)}" for _again in count())
    return next(code for code in codes if not Appointment.objects.filter(code=code).exists())


def _check(appointment):
    officer, case = appointment.officer, appointment.case
    if officer and not appointment.centre.team().filter(pk=officer.pk).exists():
        raise Refused(
            _("%(person)s does not work at this centre. Choose someone who does.")
            % {"person": officer},
            field="officer",
        )
    if officer and case and case.restricted and officer not in named_on(case, "cases.view_case"):
        raise Refused(
            _("This case is restricted, and %(person)s is not named on it.") % {"person": officer},
            field="officer",
        )
    _check_reminder(appointment)


def _check_reminder(appointment):
    """She is reminded only where it is safe."""
    client = appointment.client
    if appointment.remind_by == Remind.EMAIL and not client.email:
        raise Refused(
            _("No e-mail address of the client is known. Choose another way."), field="remind_by"
        )
    if appointment.remind_by == Remind.CALL and not reminding.safe_phones(client).exists():
        raise Refused(
            _(
                "No phone of the client is marked as safe to call. Ask and mark one, or send no"
                " reminder."
            ),
            field="remind_by",
        )


def _to_come(appointment):
    if appointment.at <= now():
        raise Refused(_("This time has passed. Choose one to come."), field="at")


def _standing(appointment, by, version=None):
    demand(by, "appoint", appointment)
    known = appointment
    appointment = lock(appointment, version=version)
    for name in ("client", "centre", "case"):
        setattr(appointment, name, getattr(known, name))
    appointment.begin()
    return appointment


def _held(appointment, by):
    appointment = _standing(appointment, by)
    if not appointment.has_its_day:
        raise Refused(_("This appointment is still to come. On the day you say here how it went."))
    return appointment


def _stamp(appointment, state, by):
    appointment.state, appointment.changed_by, appointment.changed_at = state, by, now()


def _end(appointment, state, verb, by, *fields):
    _stamp(appointment, state, by)
    appointment.version += 1
    appointment.save(update_fields=[*fields, "state", "changed_by", "changed_at", "version"])
    reminding.owe(appointment)
    record(verb, appointment, by=by)
    return appointment


def _tell(appointment, kind, by, *others):
    """Whose hour it is or was, where that person may see it."""
    people = [person for person in (appointment.officer, *others) if person]
    seen = [p for p in people if reminding.may_see(p, appointment)]
    notify(seen, kind, appointment, by=by)
