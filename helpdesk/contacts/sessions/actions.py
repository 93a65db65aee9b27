"""Group sessions: set up, enrol, take attendance. May they, may it, do it, record it."""

from itertools import count

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.clients.actions.records import lock_standing
from helpdesk.core.clock import now
from helpdesk.core.codes import random_code
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission
from helpdesk.vault.models import DataKey

from ..models import Attendance, GroupSession, Headcount

FACTS = [
    *("kind", "topic", "place", "starts_at", "ends_at"),
    *("language", "capacity", "partner", "facilitator"),
]
State, Session = Attendance.State, GroupSession.State


@one_per_submission(GroupSession)
def set_up(centre, *, by, submission_id, **facts):
    """A session is announced. `facts`: see FACTS; `capacity` None is as many as come."""
    demand(by, "hold_session", centre)
    session = GroupSession(
        code=_new_code(), centre=centre, by=by, made_at=now(), submission_id=submission_id
    )
    _put(session, facts)
    session.save()
    record("set_up_session", session, by=by, kind=session.kind)
    return session


@transaction.atomic
def change(session, *, by, version, **facts):
    """Something else is true of it. Where there are more places now, who waits moves up."""
    demand(by, "hold_session", session)
    session = _lock(session, version)
    _not_cancelled(session)
    _put(session, facts)
    taken = _rows(session, *Attendance.HOLDING).count()
    if session.state == Session.PLANNED and session.capacity and taken > session.capacity:
        raise Refused(
            ngettext(
                "%(n)s person is on the list already. Take some off first, or leave more places.",
                "%(n)s people are on the list already. Take some off first, or leave more places.",
                taken,
            )
            % {"n": taken},
            field="capacity",
        )
    session.version += 1
    session.save(update_fields=[*facts, "data_key", "version"])
    record("changed_session", session, by=by)
    _move_up(session, by)
    return session


@transaction.atomic
def cancel(session, *, by):
    """It does not take place. Who was on the list is to be told by those who know them."""
    demand(by, "hold_session", session)
    session = _lock(session)
    session.move_to(Session.CANCELLED)
    session.version += 1
    session.save(update_fields=["state", "version"])
    record("cancelled_session", session, by=by)
    return session


@transaction.atomic
def enrol(session, client, *, by):
    """She is on the list, or waits where it is full; whoever is on it already stays where she is.

    From its beginning on there is no waiting: who is there is there.
    """
    demand(by, "enrol", session)
    demand(by, "enrol", client)
    session, client = _lock(session), lock_standing(client)
    _not_cancelled(session)
    row = Attendance.objects.filter(session=session, client=client).first()
    if row and row.state != State.WITHDRAWN:
        row.session, row.client = session, client
        return row
    row = row or Attendance(session=session, client=client, journey=client.journeys.first())
    row.session, row.client, row.number = session, client, _next_number(session)
    row.enrolled_at = now()
    _turn(row, State.ENROLLED if _has_room(session) else State.WAITING, by)
    record("enrolled", row, by=by, state=row.state)
    return row


@transaction.atomic
def leave(attendance, *, by):
    """She comes off the list. Returns who moved up from the waiting list, or None."""
    demand(by, "enrol", attendance)
    session = _lock(attendance.session)
    row = lock(attendance)
    row.session, row.client = session, attendance.client
    if session.state != Session.PLANNED:
        raise Refused(_("This session is over. Say in its attendance who came."))
    if row.state != State.WITHDRAWN:
        _turn(row, State.WITHDRAWN, by)
        record("left_session", row, by=by)
    moved = _move_up(session, by)
    return moved[0] if moved else None


@transaction.atomic
def take_attendance(session, *, by, version, asked, present, heads):
    """Who came, by list and by count; it can be corrected later.

    `asked`: ids of the attendances that were on the page, for nobody else is touched; `present`:
    those of them who came. `heads`: (sex, band) → how many were there who are not on the list.
    """
    demand(by, "hold_session", session)
    session = _lock(session, version)
    if not session.can_be_counted and session.state != Session.CANCELLED:
        raise Refused(_("This session is still to come. When it begins you say here who came."))
    session.move_to(Session.HELD)
    rows = _rows(session, *Attendance.HOLDING, State.WAITING).select_related("client")
    changed = [row for row in rows if row.pk in asked and _tick(row, row.pk in present, by)]
    _count(session, heads)
    session.version += 1
    session.save(update_fields=["state", "version"])
    listed = _rows(session, State.ATTENDED).count()
    clients = [row.client for row in changed]
    facts = {"listed": listed, "counted": sum(heads.values())}
    record("took_attendance", session, by=by, clients=clients, **facts)
    return session


def _tick(row, came, by) -> bool:
    """Whether it changed. Who only waited, and did not come, goes on waiting in vain."""
    if row.state == State.WAITING and not came:
        return False
    state = State.ATTENDED if came else State.ABSENT
    if row.state == state:
        return False
    _turn(row, state, by)
    return True


def _count(session, heads):
    known = {(one.sex, one.band): one for one in session.headcounts.all()}
    for (sex, band), people in heads.items():
        one = known.get((sex, band)) or Headcount(session=session, sex=sex, band=band, people=0)
        if people != one.people:
            one.people = people
            one.save()


def _turn(row, state, by):
    row.state, row.changed_by, row.changed_at = state, by, now()
    row.save()


def _move_up(session, by):
    """Whoever waited longest, as far as there are places."""
    moved = []
    for row in _rows(session, State.WAITING).select_related("client").order_by("number"):
        if session.state != Session.PLANNED or not _has_place(session):
            break
        row.session = session
        _turn(row, State.ENROLLED, by)
        record("enrolled", row, by=by, state=row.state)
        moved.append(row)
    return moved


def _has_room(session):
    """Whoever comes once it has begun is there, places or not."""
    return session.starts_at <= now() or _has_place(session)


def _has_place(session):
    taken = _rows(session, *Attendance.HOLDING).count()
    return session.capacity is None or taken < session.capacity


def _rows(session, *states):
    return Attendance.objects.filter(session=session, state__in=states)


def _next_number(session):
    return (session.attendances.aggregate(last=Max("number"))["last"] or 0) + 1


def _new_code():
    codes = (f"G-{random_code(3)}-{random_code(3)}" for _again in count())
    return next(code for code in codes if not GroupSession.objects.filter(code=code).exists())


def _put(session, facts):
    for name, value in facts.items():
        if name == "facilitator" and value and session.data_key is None:
            session.data_key = DataKey.make()
        setattr(session, name, value)
    if session.ends_at <= session.starts_at:
        raise Refused(_("It ends before it begins. Check both hours."), field="ends")


def _lock(session, version=None):
    known = session
    session = lock(session, version=version)
    session.centre = known.centre
    return session


def _not_cancelled(session):
    if session.state == Session.CANCELLED:
        raise Refused(_("This session is cancelled. Set up a new one."))
