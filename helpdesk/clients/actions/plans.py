"""A client's plan: drawn up, agreed with her, drawn up anew. One is in use at a time."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission

from ..models import Client, GoalReview, Plan, PlanGoal
from .records import lock_standing


@one_per_submission(Plan)
def draw_up_plan(client, *, by, submission_id, instead=None, goals=(), keep=False, **facts):
    """What she wants to reach: `goals` are (kind, words).

    `instead` is the number of the plan that it replaces, as it stood on the page; with `keep` what
    is not reached of it and what is not done goes over into the new one.
    """
    demand(by, "draw_up_plan", client)
    client = lock_standing(client)
    before = client.plans.current().first()
    if (before.number if before else None) != instead:
        raise Refused(_("Someone else drew up a plan meanwhile. Look at it first."))
    plan = Plan(client=client, number=next_plan_number(client), submission_id=submission_id)
    _put(plan, facts)
    if before:
        before.client = client
        end(before, Plan.Ending.REPLACED)
    plan.save()
    for kind, text in goals:
        PlanGoal(plan=plan, data_key=client.data_key, kind=kind, text=text).save()
    if before and keep:
        _take_over(before, plan)
    record("drew_up_plan", client, by=by, plan=plan.number, kind=plan.kind)
    return plan


@transaction.atomic
def change_plan(plan, *, by, version, **facts):
    """It was agreed, is reviewed on another day, or belongs to another journey or officer."""
    demand(by, "change", plan.client)
    plan = lock_current(plan, version)
    _put(plan, facts)
    plan.version += 1
    plan.save()
    record("changed_plan", plan.client, by=by, plan=plan.number)
    return plan


def next_plan_number(client) -> int:
    return (client.plans.aggregate(last=Max("number"))["last"] or 0) + 1


def lock_current(plan, version=None):
    """The plan again, locked, with the client that it was fetched with; refused when it is over."""
    client = plan.client
    plan = lock(plan, version=version)
    plan.client = client
    if not plan.is_current:
        raise Refused(_("This plan is no longer in use. Draw up a new version, and go on there."))
    return plan


def end(plan, ending):
    """It is no longer in use; the caller has locked it or its client."""
    plan.ending, plan.ended_on = ending, today()
    plan.version += 1
    plan.save(update_fields=["ending", "ended_on", "version"])


def check_officer(officer, client, field="officer"):
    """Whoever is named on a plan must see whose plan it is."""
    if officer and not Client.objects.visible_to(officer).filter(pk=client.pk).exists():
        raise Refused(
            _("%(name)s does not see this client. Choose someone who does.") % {"name": officer},
            field=field,
        )


def _put(plan, facts):
    for name, value in facts.items():
        setattr(plan, name, value)
    if plan.journey and plan.journey.client_id != plan.client.pk:
        raise Refused(
            _("This journey is someone else’s. Choose one of the client’s own."), field="journey"
        )
    if plan.agreed_on and plan.agreed_on > today():
        raise Refused(_("This day is still to come. Enter what has happened."), field="agreed_on")
    if plan.review_on and plan.review_on < plan.drawn_up_on:
        raise Refused(
            _("A review lies after the day on which the plan was drawn up. Check the day."),
            field="review_on",
        )
    check_officer(plan.officer, plan.client)


def _take_over(before, plan):
    """What is still to be reached and done, as new rows: the old version stays as it was."""
    goals = before.goals.standing().for_listing()
    found = GoalReview.objects.of_seen(before).values_list("goal", "reached")
    found = found.order_by("review__reviewed_on", "review_id")  # the latest day says it
    reached = {goal for goal, state in dict(found).items() if state == GoalReview.Reached.REACHED}
    new = {goal.pk: _copy(goal, plan) for goal in goals if goal.pk not in reached}
    for step in before.steps.open().for_listing():
        _copy(step, plan, goal=new.get(step.goal_id), state=step.state, **_of(step))


def _of(step):
    names = ("owner", "officer", "owner_name", "due_on", "reminded_for")
    return {name: getattr(step, name) for name in names}


def _copy(row, plan, **facts):
    if isinstance(row, PlanGoal):
        facts["kind"] = row.kind
    made = type(row)(plan=plan, data_key=plan.client.data_key, **facts)
    made.text = row.text
    made.save()
    return made
