"""What the page of a client's plan shows: goals with their steps, reviews, skills and savings."""

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from helpdesk.clients.models import (
    Client,
    GoalReview,
    Journey,
    Plan,
    PlanGoal,
    PlanReview,
    PlanStep,
    Prospects,
    Skill,
)
from helpdesk.clients.occupations import name_of
from helpdesk.clients.plan_flags import plan_wanted
from helpdesk.core.holding import Parts
from services.models import Partner

from .facts import Fact

SHOWN = 50


def current_plan(client):
    """The plan in use, or else the latest one; None where there is none."""
    plan = Plan.objects.of_seen(client).for_listing().newest_first().first()
    if plan:
        plan.client = client
    return plan


def next_steps(client):
    """The plan in use with its open steps in one query, the soonest first; without any, in two."""
    steps = PlanStep.objects.filter(plan__client=client, plan__ending="").open()
    steps = steps.for_listing().select_related("plan", "plan__officer").soonest_first()
    found = list(steps[:SHOWN])
    plan = found[0].plan if found else current_plan(client)
    if plan:
        plan.client, plan.next_steps = client, found
        plan.overdue = sum(step.is_overdue for step in found)
    return plan


def journeys_of(client):
    """Hers, the latest first; each with the client, for what asks it."""
    journeys = list(Journey.objects.of_seen(client)[:SHOWN])
    for journey in journeys:
        journey.client = client
    return journeys


def names_of_partners(user):
    """Partners to choose from as one types; any other name may be written."""
    return list(Partner.objects.visible_to(user).values_list("name", flat=True)[:200])


def language_for(client) -> str:
    """The first of her languages in which the desk can write; else the reader's own."""
    ours = dict(settings.LANGUAGES)
    return next((code for code in client.languages if code in ours), get_language())


def facts_of(told) -> list[Fact]:
    """What was told, line by line; what nobody said is no line."""
    lines = [
        Fact(_("Occupation at home"), name_of(told.home_occupation)),
        Fact(_("Savings, by their own estimate"), str(told.sum_of("savings") or "")),
        Fact(_("Money sent home in a month"), str(told.sum_of("remittance") or "")),
        Fact(_("What they mean to do"), told.intentions_in_words),
        Fact(_("Business idea"), told.business_idea or ""),
        Fact(_("Training wanted"), told.training_wanted or ""),
    ]
    return [line for line in lines if line.value]


class PlanInShort(Parts):
    """What a client's page shows of plans. Needs: client, journeys."""

    client: Client
    journeys: list[Journey]

    @cached_property
    def plan(self):
        """The plan in use or the latest one, with its next steps; not asked for where none is."""
        return next_steps(self.client) if self.has(Plan) else None

    @property
    def plan_wanted(self):
        return plan_wanted(self.journeys[0] if self.journeys else None, self.plan)


class PlanPage:
    """The parts of the page, each read once; `plan` is None while there is none."""

    def __init__(self, client, plan):
        self.client, self.plan = client, plan

    @cached_property
    def wanted(self):
        if self.plan and not self.plan.is_current:
            return None
        journey = Journey.objects.of_seen(self.client).first()
        return plan_wanted(journey, self.plan)

    @cached_property
    def goals(self):
        """Each with its steps, and what the reviews found, the latest first."""
        if not self.plan:
            return []
        goals = list(PlanGoal.objects.of_seen(self.plan).standing().for_listing()[:SHOWN])
        for goal in goals:
            goal.hers = [step for step in self.steps if step.goal_id == goal.pk]
            found = [one for one in self.findings if one.goal_id == goal.pk]
            goal.found = found[0] if found else None
        return goals

    @cached_property
    def steps(self):
        if not self.plan:
            return []
        steps = PlanStep.objects.of_seen(self.plan).for_listing().soonest_first()
        return list(steps[: 4 * SHOWN])

    @property
    def other_steps(self):
        known = {goal.pk for goal in self.goals}
        return [step for step in self.steps if step.goal_id not in known]

    @cached_property
    def findings(self):
        rows = GoalReview.objects.of_seen(self.plan).for_listing()
        return list(rows.order_by("-review__reviewed_on", "-review_id")[: 8 * SHOWN])

    @cached_property
    def reviews(self):
        if not self.plan:
            return []
        reviews = list(PlanReview.objects.of_seen(self.plan).for_listing()[:SHOWN])
        goals = {goal.pk: goal for goal in self.goals}
        for review in reviews:
            review.found = [one for one in self.findings if one.review_id == review.pk]
            for one in review.found:
                one.about = goals.get(one.goal_id)
        return reviews

    @cached_property
    def versions(self):
        """All plans of hers, where there is more than the one that is shown."""
        plans = list(Plan.objects.of_seen(self.client).newest_first()[:SHOWN])
        for plan in plans:
            plan.client = self.client
        return [plan for plan in plans if not self.plan or plan.pk != self.plan.pk]

    @cached_property
    def skills(self):
        return list(Skill.objects.of_seen(self.client).standing().for_listing()[:SHOWN])

    @cached_property
    def told(self):
        """What was told of savings and intentions, the latest first."""
        rows = list(Prospects.objects.of_seen(self.client).for_listing()[:SHOWN])
        for told in rows:
            told.facts = facts_of(told)
        return rows
