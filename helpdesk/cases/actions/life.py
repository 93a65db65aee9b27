"""Everything that happens to a case. Each one: may they, may it, do it, record it, tell them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.clients.actions import lock_standing, serve
from helpdesk.clients.models import Serving
from helpdesk.core.clock import now, today
from helpdesk.core.codes import random_code
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice
from helpdesk.vault.models import DataKey

from ..models import Case, CasePerson, Need, Note, Task
from ..proposing_urgency import known_of
from . import timing, urgency
from .naming import demand_named, name_on, named


# `open` is the field's verb, and the trail's; inside this module the built-in is not needed.
@one_per_submission(Case)
def open(client, centre, *, by, submission_id, journey=None, officer=None, need_kind="", **facts):
    """A client's new matter at a centre, which serves her from now on, unless it is restricted.

    Without an urgency among the facts it is as urgent as the rules propose.
    """
    demand(by, "open", centre)
    client = lock_standing(client)
    case = Case(
        code=_new_code(centre),
        data_key=DataKey.make(),
        centre=centre,
        officer=officer,
        opened_by=by,
        submission_id=submission_id,
        opened_at=now(),
        **facts,
    )
    urgency.decide(case, urgency.at_opening(case, [client], [journey]), facts.get("urgency"))
    timing.start(case)
    case.save()
    CasePerson.objects.create(case=case, client=client, journey=journey)
    if not case.restricted:
        serve(client, centre, Serving.Why.CASE)
    if need_kind:
        _need(case, client, need_kind, None, by)
    record("opened", case, by=by, category=case.category, urgency=case.urgency)
    _tell_officer(case, by)
    return case


@transaction.atomic
def change(case, *, by, version, **facts):
    """Correct what is said of a case: title, category, stage, urgency, risk.

    Another urgency gives its clocks another due time; an empty one is what the rules propose.
    """
    demand(by, "change", case)
    case = lock(case, version=version)
    before = {name: getattr(case, name) for name in (*facts, *urgency.DECIDED)}
    for name, value in facts.items():
        setattr(case, name, value)
    if any(getattr(case, name) != before[name] for name in facts):
        urgency.decide(case, known_of(case), facts.get("urgency", case.urgency))
    changed = sorted(name for name in before if getattr(case, name) != before[name])
    timed = timing.retime(case) if "urgency" in changed else []
    _save(case, *changed, *timed)
    record("changed", case, by=by, fields=changed)
    return case


@transaction.atomic
def take(case, *, by):
    """An unassigned case becomes one's own."""
    demand(by, "take", case)
    case = _lock_open(case)
    if case.officer_id not in (None, by.pk):
        raise Refused(_("%(officer)s was faster: the case is theirs.") % {"officer": case.officer})
    demand_named(case, by)
    case.officer = by
    _save(case, "officer")
    record("took", case, by=by)
    return case


@transaction.atomic
def assign(case, *, by, officer):
    """Give a case to a colleague of the same centre, who is told, and sees it in any case."""
    demand(by, "assign", case)
    case = _lock_open(case)
    demand_named(case, by)
    if officer not in case.centre.team():
        raise Refused(
            _("%(officer)s does not work at %(centre)s.")
            % {"officer": officer, "centre": case.centre},
            field="officer",
        )
    before, case.officer = case.officer, officer
    _save(case, "officer")
    if case.restricted:
        case.newly_named = officer not in named(case)  # for taking it back
        name_on(case, officer)
    record("assigned", case, by=by, officer=officer.pk, before=before.pk if before else None)
    _tell_officer(case, by)
    return case


@transaction.atomic
def release(case, *, by):
    """Nobody has the case any more: it waits for an officer again."""
    demand(by, "release", case)
    case = _lock_open(case)
    before, case.officer = case.officer_id, None
    _save(case, "officer")
    record("released", case, by=by, before=before)
    return case


@one_per_submission(Note)
def note(case, *, by, submission_id, text, kind=Note.Kind.NOTE, happened_on=None):
    """Write down what happened, on the day when it did."""
    demand(by, "note", case)
    case = lock(case)
    happened_on = happened_on or today()
    if happened_on > today():
        raise Refused(
            _("This day is still to come. For what is to be done, add a task."), field="happened_on"
        )
    written = Note(
        case=case,
        data_key=case.data_key,
        by=by,
        text=text,
        kind=kind,
        happened_on=happened_on,
        submission_id=submission_id,
        written_at=now(),
    )
    written.save()
    heard = timing.stop_answer(case, happened_on) if kind in Note.SPOKEN else []
    _save(case, *heard)
    record("noted", case, by=by, kind=kind)
    return written


@one_per_submission(Task)
def add_task(case, *, by, submission_id, text, due_at: datetime):
    """One more thing to do; the earliest is the case's next action."""
    demand(by, "add_task", case)
    case = _lock_open(case)
    task = Task(
        case=case,
        data_key=case.data_key,
        by=by,
        text=text,
        due_at=due_at,
        submission_id=submission_id,
    )
    task.save()
    _find_next_action(case)
    record("added_task", case, by=by)
    return task


@transaction.atomic
def finish(task, *, by):
    """It is done."""
    demand(by, "finish", task.case)
    case = lock(task.case)
    task = lock(task)
    if task.done_at is None:
        task.done_at, task.done_by = now(), by
        task.save(update_fields=["done_at", "done_by"])
        _find_next_action(case, *timing.stop_answer(case))
        record("finished", case, by=by, task=task.pk)
    return task


@one_per_submission(Need)
def add_need(case, *, by, submission_id, client, kind, text=None):
    """Something that a client of the case needs, by kind of service."""
    demand(by, "add_need", case)
    case = _lock_open(case)
    need = _need(case, client, kind, text, by, submission_id=submission_id)
    _save(case)
    record("added_need", case, by=by, kind=kind)
    return need


@transaction.atomic
def meet(need, *, by, met=True):
    """What was needed has been given; or, where that was said in error, has not."""
    demand(by, "meet", need.case)
    need = lock(need)
    if (need.met_at is not None) is met:
        return need
    need.met_at = now() if met else None
    need.save(update_fields=["met_at"])
    record("met" if met else "unmet", need.case, by=by, kind=need.kind)
    return need


def answer(case, *, on=None):
    """The client heard from the centre on the case, today or on that day.

    Called by the upper actions, which check and record.
    """
    case = lock(case)
    _save(case, *timing.stop_answer(case, on))


@transaction.atomic
def add_person(case, *, by, client, journey=None):
    """One more client whom the matter concerns, on her latest journey unless another is said."""
    demand(by, "add_person", case)
    case = _lock_open(case)
    client = lock_standing(client)
    if case.people.filter(client=client).exists():
        raise Refused(_("This client is already part of the case."))
    journey = journey or client.journeys.first()
    CasePerson.objects.create(case=case, client=client, journey=journey)
    if not case.restricted:
        serve(client, case.centre, Serving.Why.CASE)
    _save(case)
    record("added_person", case, by=by)
    return case


@transaction.atomic
def reopen(case, *, by, reason):
    """A closed matter is open again and awake; the reason stays with it, its clocks run anew."""
    demand(by, "reopen", case)
    case = lock(case)
    case.move_to(Case.Status.OPEN)
    case.closed_at, case.reopening, case.snoozed_until = None, reason, None
    _save(case, "status", "closed_at", "reopening", "snoozed_until", *timing.restart(case))
    record("reopened", case, by=by)
    return case


def _new_code(centre):
    while Case.objects.filter(code=(code := random_case_code(centre))).exists():
        pass
    return code


def random_case_code(centre):
    return f"{centre.code}-{today():%y}-{random_code(4)}"


def _lock_open(case):
    case = lock(case)
    if not case.is_open:
        raise Refused(_("This case is closed. Open it again first."))
    return case


def _save(case, *fields):
    case.touched_at = now()
    case.version += 1
    case.save(update_fields=[*fields, "touched_at", "version"])


def _need(case, client, kind, text, by, **more):
    need = Need(
        case=case, data_key=case.data_key, client=client, kind=kind, text=text, by=by, **more
    )
    need.save()
    return need


def _find_next_action(case, *fields):
    _save(case, *timing.set_next(case), *fields)


def _tell_officer(case, by):
    if case.officer:
        notify([case.officer], Notice.Kind.CASE_ASSIGNED, case, by=by)
