"""Who at the partner handles a referral, and when they see the client."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.access.roles import Role
from helpdesk.access.sight import roles_at
from helpdesk.audit.trail import record
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice

from ..models import ReferralAppointment
from ..models.referral import UNDER_WAY
from . import answering
from .climbing import officers_of
from .moving import Status, locked

Kind = Notice.Kind
State = ReferralAppointment.State


@transaction.atomic
def allot(referral, *, by, worker):
    """A worker of the partner handles it from now on: she took it, or the lead gave it to her.

    `worker` None: nobody in particular.
    """
    referral = locked(referral, "allot", by)
    if worker == referral.worker:
        return referral
    _may_allot(referral, worker, by)
    referral.worker = worker
    referral.version += 1
    referral.save(update_fields=["worker", "version"])
    record("allotted", referral, by=by, worker=worker.pk if worker else None)
    if worker:
        notify([worker], Kind.REFERRAL_ALLOTTED, referral, by=by)
    return referral


def _may_allot(referral, worker, by):
    if worker and not referral.partner.team().filter(pk=worker.pk).exists():
        raise Refused(_("Choose someone who works for you and may log in."), field="worker")
    if Role.LEAD in roles_at(by, referral.partner):
        return
    if referral.worker not in (None, by):
        raise Refused(
            _("%(person)s handles this one. Your lead can give it to someone else.")
            % {"person": referral.worker.name}
        )
    if worker not in (None, by):
        raise PermissionDenied("allot")


@one_per_submission(ReferralAppointment)
def make_appointment(referral, *, by, submission_id, at, place, note=None):
    """The partner says when and where it sees the client; the desk is told."""
    referral = _under_way(referral, "make_appointment", by)
    _to_come(at)
    appointment = ReferralAppointment(
        referral=referral,
        data_key=referral.data_key,
        at=at,
        place=place,
        note=note or None,
        by=by,
        changed_by=by,
        made_at=now(),
        changed_at=now(),
        submission_id=submission_id,
    )
    appointment.save()
    record("made_appointment", appointment, by=by)
    notify(officers_of(referral), Kind.APPOINTMENT_MADE, referral, by=by)
    return appointment


@transaction.atomic
def change_appointment(appointment, *, by, version, at, place, note=None):
    """Another day, hour or place; the desk is told."""
    referral = _under_way(appointment.referral, "change_appointment", by)
    appointment = _standing(appointment, referral, version)
    if at != appointment.at:
        _to_come(at)
    appointment.at, appointment.place, appointment.note = at, place, note or None
    return _turn(appointment, State.CHANGED, "changed_appointment", by, ["at", "place", "note"])


@transaction.atomic
def cancel_appointment(appointment, *, by):
    """It will not take place; the desk is told."""
    referral = locked(appointment.referral, "cancel_appointment", by)
    return _turn(_standing(appointment, referral), State.CANCELLED, "cancelled_appointment", by)


@transaction.atomic
def keep_appointment(appointment, *, by, begin=False):
    """The client came. `begin`: this was the first contact, and the work has begun."""
    referral = _under_way(appointment.referral, "keep_appointment", by)
    appointment = _standing(appointment, referral)
    _over(appointment)
    appointment = _turn(appointment, State.KEPT, "kept_appointment", by)
    if begin and referral.status == Status.ACCEPTED:
        answering.start(referral, by=by)
    return appointment


@transaction.atomic
def miss_appointment(appointment, *, by):
    """The client did not come; the desk is told, and asks why."""
    referral = _under_way(appointment.referral, "miss_appointment", by)
    appointment = _standing(appointment, referral)
    _over(appointment)
    return _turn(appointment, State.MISSED, "missed_appointment", by)


def _under_way(referral, verb, by):
    referral = locked(referral, verb, by)
    if referral.status not in UNDER_WAY:
        raise Refused(_("Accept the referral first. Then you can see the client."))
    return referral


def _standing(appointment, referral, version=None):
    appointment = lock(appointment, version=version)
    appointment.referral = referral
    appointment.begin()
    return appointment


def _turn(appointment, state, verb, by, fields=()):
    appointment.state, appointment.changed_by, appointment.changed_at = state, by, now()
    appointment.version += 1
    appointment.save(update_fields=[*fields, "state", "changed_by", "changed_at", "version"])
    record(verb, appointment, by=by)
    if state != State.KEPT:
        tell = officers_of(appointment.referral)
        notify(tell, Kind.APPOINTMENT_CHANGED, appointment.referral, by=by)
    return appointment


def _to_come(at):
    if at <= now():
        raise Refused(_("This time has passed. Choose one to come."), field="at")


def _over(appointment):
    if not appointment.has_passed:
        raise Refused(_("This appointment is still to come. Afterwards you say here how it went."))
