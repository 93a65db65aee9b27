"""A client's plan: its page, and what may be done on it."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpdesk.audit.trail import record_read
from helpdesk.clients import plan_forms, step_forms
from helpdesk.clients.models import Plan, PlanGoal, PlanStep
from helpdesk.core.keyset import number_in
from helpdesk.desk import draft_keys
from helpdesk.desk.answering import act_or_show
from helpdesk.desk.looking import client_or_404
from helpdesk.desk.plan_record import (
    PlanPage,
    current_plan,
    journeys_of,
    language_for,
    names_of_partners,
)
from helpdesk.desk.shell import under
from helpdesk.jobs.drafting import keeps_draft

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@under("clients")
def plan(request, code, number=None):
    """The plan in use, or an earlier version by its number; with skills and savings."""
    person = client_or_404(request.user, code)
    plan = current_plan(person) if number is None else _plan(request, person, number)
    record_read("opened", person, by=request.user)
    page = PlanPage(person, plan)
    return render(request, "desk/plan/page.html", {"client": person, "plan": plan, "page": page})


@require_safe
@under("clients")
def plan_paper(request, code, number):
    """The plan on paper for the client, with lines to sign; in her language where we have it."""
    person = client_or_404(request.user, code)
    plan = _plan(request, person, number)
    record_read("printed", person, by=request.user)
    about = {"client": person, "plan": plan, "page": PlanPage(person, plan)}
    return render(request, "desk/plan/paper.html", {**about, "language": language_for(person)})


@form_page
@under("clients")
@keeps_draft(gettext_lazy("Draw up a plan"), draft_keys.of_client)
def draw_up_plan(request, code):
    person = client_or_404(request.user, code)
    latest = current_plan(person)
    before = latest if latest and latest.is_current else None
    form = plan_forms.DrawUpPlan(
        request.POST or None,
        client=person,
        user=request.user,
        journeys=journeys_of(person),
        before=before,
    )
    return act_or_show(
        request,
        form,
        done=lambda made: _("The plan is drawn up. Add the steps that lead to each goal."),
        to=lambda made: made,
        template="desk/plan/form.html",
        client=person,
        before=before,
        title=_("Draw up a new version") if before else _("Draw up a plan"),
        button=_("Draw up the plan"),
    )


@form_page
@under("clients")
def change_plan(request, code, number):
    person = client_or_404(request.user, code)
    plan = _plan(request, person, number)
    form = plan_forms.ChangePlan(request.POST or None, row=plan, journeys=journeys_of(person))
    done, title = _("The plan is saved."), _("Change the plan")
    return _shown(request, form, plan, done, title=title, button=_("Save"))


@form_page
@under("clients")
@keeps_draft(gettext_lazy("Add a goal"), draft_keys.of_client)
def add_goal(request, code, number):
    plan = _plan(request, client_or_404(request.user, code), number)
    form = plan_forms.AddGoal(request.POST or None, plan=plan)
    done, title = _("The goal is added."), _("Add a goal")
    return _shown(request, form, plan, done, title=title, button=_("Add the goal"))


@form_page
@under("clients")
def change_goal(request, code, number, pk):
    plan = _plan(request, client_or_404(request.user, code), number)
    goals = PlanGoal.objects.visible_to(request.user).for_listing()
    goal = get_object_or_404(goals, plan=plan, pk=pk)
    goal.plan = plan
    form = plan_forms.ChangeGoal(request.POST or None, row=goal)
    done, title = _("The goal is saved."), _("Change a goal")
    return _shown(request, form, plan, done, title=title, button=_("Save"))


@form_page
@under("clients")
@keeps_draft(gettext_lazy("Add a step"), draft_keys.of_client)
def add_step(request, code, number):
    plan = _plan(request, client_or_404(request.user, code), number)
    form = step_forms.AddStep(
        request.POST or None,
        plan=plan,
        partners=names_of_partners(request.user),
        goal=number_in(request.GET.get("goal")),
    )
    done, title = _("The step is added."), _("Add a step")
    return _shown(request, form, plan, done, title=title, button=_("Add the step"))


@form_page
@under("clients")
def change_step(request, code, number, pk):
    step = _step(request, code, number, pk)
    names = names_of_partners(request.user)
    form = step_forms.ChangeStep(request.POST or None, row=step, partners=names)
    done, title = _("The step is saved."), _("Change a step")
    return _shown(request, form, step.plan, done, title=title, button=_("Save"))


@require_POST
@under("clients")
def finish_step(request, code, number, pk):
    step = _step(request, code, number, pk)
    form = step_forms.FinishStep(request.POST, step=step)
    done, title = _("The step is done."), _("Done")
    return _shown(request, form, step.plan, done, title=title, button=_("Done"))


@form_page
@under("clients")
@keeps_draft(gettext_lazy("Review a plan"), draft_keys.of_client)
def review_plan(request, code, number):
    plan = _plan(request, client_or_404(request.user, code), number)
    goals = list(PlanGoal.objects.of_seen(plan).standing().for_listing())
    form = plan_forms.ReviewPlan(request.POST or None, plan=plan, goals=goals)
    done, title = _("The review is saved."), _("Review the plan")
    return _shown(request, form, plan, done, title=title, button=_("Save the review"))


def _shown(request, form, plan, done, **page):
    return act_or_show(
        request,
        form,
        done=lambda made: done,
        to=lambda made: plan,
        client=plan.client,
        back=plan.get_absolute_url(),
        **page,
    )


def _plan(request, person, number):
    plans = Plan.objects.visible_to(request.user).for_listing()
    plan = get_object_or_404(plans, client=person, number=number)
    plan.client = person
    return plan


def _step(request, code, number, pk):
    plan = _plan(request, client_or_404(request.user, code), number)
    steps = PlanStep.objects.visible_to(request.user).for_listing()
    step = get_object_or_404(steps, plan=plan, pk=pk)
    step.plan = plan
    return step
