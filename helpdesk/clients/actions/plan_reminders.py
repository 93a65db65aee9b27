"""Who is told that a plan is to be looked at, or that a step of theirs is due. Each day once."""

from django.db import transaction
from django.db.models import F, Q

from helpdesk.access.models import User
from helpdesk.access.sight import members_of
from helpdesk.audit.trail import record
from helpdesk.core.clock import today
from helpdesk.core.submissions import lock
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice

from ..models import Client, Plan, PlanStep

ABOUT = "client__data_key", "client__centre"


def remind_of_plans():
    """Owe the reminders that are due. Safe to run twice, or by two workers."""
    due = Plan.objects.current().filter(_not_reminded_of("review_on"), review_on__lte=today())
    for plan in due.select_related("officer", *ABOUT):
        _remind(plan, plan, "review_on", Notice.Kind.PLAN_REVIEW_DUE)
    steps = PlanStep.objects.open().filter(
        _not_reminded_of("due_on"),
        owner=PlanStep.Owner.OFFICER,
        due_on__lte=today(),
        plan__ending="",
    )
    for step in steps.select_related("officer", *(f"plan__{name}" for name in ABOUT)):
        _remind(step, step.plan, "due_on", Notice.Kind.PLAN_STEP_DUE)


def _not_reminded_of(day):
    return Q(reminded_for=None) | ~Q(reminded_for=F(day))


@transaction.atomic
def _remind(row, plan, day, kind):
    officer, client = row.officer, plan.client
    row = lock(row)
    due = getattr(row, day)
    if due is None or due > today() or row.reminded_for == due:
        return
    row.reminded_for = due
    row.save(update_fields=["reminded_for"])
    key = f"{kind}:{row.pk}:{due.isoformat()}"
    notify(_told(officer, client), kind, plan, key=key)
    by = User.objects.system("sequencer")
    record("reminded_of_plan", client, by=by, plan=plan.number)


def _told(officer, client):
    """The officer; where she has left or sees the client no more, the supervisors who do."""
    if officer and officer.is_active and _sees(officer, client):
        return [officer]
    for place in client.places():
        for above in reversed(list(place.with_those_above())):
            if people := [one for one in members_of(above.supervisors_id) if _sees(one, client)]:
                return people
    return []


def _sees(person, client):
    return Client.objects.visible_to(person).filter(pk=client.pk).exists()
