"""What a plan is made of: goals, until they are agreed, and the steps that lead to them."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission

from ..models import PlanGoal, PlanStep
from .plans import check_officer, lock_current

State, Owner = PlanStep.State, PlanStep.Owner


@one_per_submission(PlanGoal)
def add_goal(plan, *, by, submission_id, kind, text):
    """One more thing that she wants to reach."""
    demand(by, "add_goal", plan.client)
    plan = _not_agreed(lock_current(plan))
    goal = PlanGoal(
        plan=plan,
        data_key=plan.client.data_key,
        kind=kind,
        text=text,
        submission_id=submission_id,
    )
    goal.save()
    record("added_goal", plan.client, by=by, plan=plan.number, kind=kind)
    return goal


@transaction.atomic
def change_goal(goal, *, by, version, kind, text, in_error=False):
    """It was written down otherwise than she meant it; `in_error`: it is no goal of hers."""
    demand(by, "change", goal.plan.client)
    plan = _not_agreed(lock_current(goal.plan))
    goal = lock(goal, version=version)
    goal.plan, goal.kind, goal.text, goal.in_error = plan, kind, text, in_error
    goal.version += 1
    goal.save()
    record("changed_plan", plan.client, by=by, plan=plan.number)
    return goal


@one_per_submission(PlanStep)
def add_step(plan, *, by, submission_id, **facts):
    """Somebody does something by some day."""
    demand(by, "add_step", plan.client)
    plan = lock_current(plan)
    step = PlanStep(plan=plan, data_key=plan.client.data_key, submission_id=submission_id)
    _put(step, facts)
    step.save()
    record("added_step", plan.client, by=by, plan=plan.number)
    return step


@transaction.atomic
def change_step(step, *, by, version, **facts):
    """It is under way, done or dropped; or who does it by when has changed."""
    demand(by, "change", step.plan.client)
    plan = lock_current(step.plan)
    step = lock(step, version=version)
    step.plan = plan
    _put(step, facts)
    step.version += 1
    step.save()
    record("changed_plan", plan.client, by=by, plan=plan.number, state=step.state)
    return step


@transaction.atomic
def finish_step(step, *, by):
    """It is done, today; pressing twice does it once."""
    demand(by, "change", step.plan.client)
    plan = lock_current(step.plan)
    step = lock(step)
    step.plan = plan
    if step.is_open:
        step.state, step.done_on = State.DONE, today()
        step.version += 1
        step.save(update_fields=["state", "done_on", "version"])
        record("finished_step", plan.client, by=by, plan=plan.number)
    return step


def _not_agreed(plan):
    if plan.agreed_on:
        raise Refused(
            _("The client has agreed to these goals. Draw up a new version to change them.")
        )
    return plan


def _put(step, facts):
    for name, value in facts.items():
        setattr(step, name, value)
    if step.goal and step.goal.plan_id != step.plan.pk:
        raise Refused(_("This goal is of another plan. Choose one of this plan."), field="goal")
    if step.owner == Owner.OFFICER and not step.officer:
        raise Refused(_("Choose who of the centre does it."), field="officer")
    if step.owner == Owner.PARTNER and not step.owner_name:
        raise Refused(_("Write the partner’s name."), field="owner_name")
    if step.owner != Owner.OFFICER:
        step.officer = None
    if step.owner in (Owner.OFFICER, Owner.CLIENT):
        step.owner_name = None
    check_officer(step.officer, step.plan.client)
    _put_state(step)


def _put_state(step):
    if step.state == State.DROPPED and not step.why:
        raise Refused(_("Say why it was dropped: it stays with the plan."), field="why")
    if step.state != State.DROPPED:
        step.why = None
    if step.done_on and step.done_on > today():
        raise Refused(_("This day is still to come. Enter what has happened."), field="done_on")
    step.done_on = (step.done_on or today()) if step.state == State.DONE else None
