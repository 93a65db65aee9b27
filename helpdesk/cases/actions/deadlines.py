"""Deadlines: rules, taking one on, meeting it, and reminding of it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.access.models import User
from helpdesk.access.sight import demand, members_of, named_on
from helpdesk.access.working_week import zone_of
from helpdesk.audit.trail import record
from helpdesk.core.clock import now, today
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice

from ..first_rules import TO_BEGIN_WITH
from ..models import Case, Deadline, DeadlineRule
from .life import _find_next_action, _lock_open

From = DeadlineRule.From
LAPSED = 0  # the last rung: the day after


@one_per_submission(DeadlineRule)
def add_rule(*, by, submission_id, **facts):
    """A country's rule, with its source. Deadlines that were taken on stay as they are."""
    demand(by, "keep_deadline_rules")
    _refuse_no_length(facts)
    rule = DeadlineRule(submission_id=submission_id, **facts)
    rule.save()
    record("added_rule", rule, by=by, country=str(rule.country), kind=rule.kind)
    return rule


@transaction.atomic
def change_rule(rule, *, by, version, **facts):
    """The law changed, or was written down wrongly."""
    demand(by, "keep_deadline_rules")
    rule = lock(rule, version=version)
    _refuse_no_length(facts)
    for name, value in facts.items():
        setattr(rule, name, value)
    rule.version += 1
    rule.save(update_fields=[*facts, "version"])
    record("changed", rule, by=by, fields=sorted(facts))
    return rule


@transaction.atomic
def begin_with_rules(*, by):
    """What is known to begin with, where there is no rule at all. Safe to run twice."""
    if DeadlineRule.objects.exists():
        return
    for facts in TO_BEGIN_WITH:
        rule = DeadlineRule(**facts)
        rule.save()
        record("added_rule", rule, by=by, country=str(rule.country), kind=rule.kind)


@one_per_submission(Deadline)
def add_deadline(case, *, by, submission_id, text, due_on, from_on=None, rule=None, client=None):
    """A day by which something must be done; by a rule, counted from `from_on`."""
    demand(by, "add_deadline", case)
    case = _lock_open(case)
    due_on = due_on or (rule and from_on and rule.due_from(from_on))
    _refuse_days(rule, from_on, due_on)
    if client and not case.people.filter(client=client).exists():
        raise Refused(_("This client is not part of the case. Add the person first."))
    deadline = Deadline(
        case=case,
        data_key=case.data_key,
        client=client,
        rule=rule,
        text=text,
        from_on=from_on,
        due_on=due_on,
        by=by,
        submission_id=submission_id,
    )
    deadline.save()
    _find_next_action(case)
    told = {"rule": rule.pk if rule else None, "due_on": due_on.isoformat()}
    record("added_deadline", case, by=by, deadline=deadline.pk, **told)
    return deadline


@transaction.atomic
def meet_deadline(deadline, *, by):
    """It was done in time, or needs doing no more."""
    demand(by, "meet_deadline", deadline.case)
    case = lock(deadline.case)
    deadline = lock(deadline)
    if deadline.done_at is None:
        deadline.done_at, deadline.done_by = now(), by
        deadline.save(update_fields=["done_at", "done_by"])
        _find_next_action(case)
        record("met_deadline", case, by=by, deadline=deadline.pk)
    return deadline


def remind():
    """Owe the reminders that are due, each rung once. Safe to run twice, or by two workers."""
    rungs = sorted(settings.DEADLINE_REMINDER_DAYS)
    until = today() + timedelta(days=rungs[-1] + 1)  # somewhere it is tomorrow already
    near = Deadline.objects.open().filter(due_on__lte=until, case__status=Case.Status.OPEN)
    near = near.exclude(told_days=LAPSED).order_by("due_on", "id")
    for deadline in near.select_related("case__centre"):
        rung = _rung(deadline, rungs)
        if rung is not None and (deadline.told_days is None or rung < deadline.told_days):
            _remind(deadline, rung)


def _rung(deadline, rungs):
    """The reminder that is due now at the centre, if any: the nearest one, so that no earlier one
    comes after it."""
    there = now().astimezone(ZoneInfo(zone_of(deadline.case.centre))).date()
    left = (deadline.due_on - there).days
    return LAPSED if left < 0 else next((days for days in rungs if left <= days), None)


@transaction.atomic
def _remind(deadline, rung):
    deadline = lock(deadline)
    if deadline.done_at or (deadline.told_days is not None and deadline.told_days <= rung):
        return
    deadline.told_days = rung
    deadline.save(update_fields=["told_days"])
    case = Case.objects.select_related("officer", "centre").get(pk=deadline.case_id)
    kind = Notice.Kind.DEADLINE_LAPSED if rung == LAPSED else Notice.Kind.DEADLINE_NEAR
    key = f"deadline:{deadline.pk}:{rung}"
    last = rung <= min(settings.DEADLINE_REMINDER_DAYS)
    notify(_told(case, last), kind, case, key=key)
    by = User.objects.system("sequencer")
    record("reminded_of_deadline", case, by=by, deadline=deadline.pk, days=rung)


def _told(case, last):
    """The officer; at the last, and where there is none, the supervisors too.

    Of a restricted case nobody but those who are named on it.
    """
    officer = [case.officer] if case.officer and case.officer.is_active else []
    if case.restricted:
        named = list(named_on(case, "cases.view_case"))
        mine = [person for person in named if person in officer]
        return named if last or not mine else mine
    return officer + _supervisors(case.centre) if last or not officer else officer


def _supervisors(centre):
    for above in reversed(list(centre.with_those_above())):
        if people := list(members_of(above.supervisors_id)):
            return people
    return []


def _refuse_no_length(facts):
    if facts.get("active") and not facts.get("length"):
        raise Refused(_("A rule in force says how long one has."), field="length")


def _refuse_days(rule, from_on, due_on):
    if not due_on:
        raise Refused(_("Say the last day, or from which day the rule counts."), field="due_on")
    if from_on and due_on < from_on:
        raise Refused(
            _("The deadline lies before the day from which it counts. Check both days."),
            field="due_on",
        )
    happens = rule is None or rule.counts_from != From.CONTRACT_END
    if from_on and from_on > today() and happens:
        raise Refused(_("What it counts from lies in the future. Check the day."), field="from_on")
