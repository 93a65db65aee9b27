import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from helpdesk.audit.models import Entry
from helpdesk.clients import actions
from helpdesk.clients.models import GoalReview, Plan, PlanGoal, PlanStep
from helpdesk.clients.plan_flags import plan_wanted
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused, Stale
from tests import make

TOMORROW = today() + timedelta(days=1)
GOALS = [("business", "A small kitchen"), ("health", "Sleep again")]


@pytest.fixture
def plan(maya, sarita):
    return make.make_plan(maya, sarita, goals=GOALS)


def again(row):
    return type(row)._base_manager.get(pk=row.pk)


def review(plan, by, **said):
    facts = {"reviewed_on": today(), "review_on": TOMORROW, "text": "We talked", **said}
    return actions.review_plan(plan, by=by, submission_id=uuid.uuid4(), **facts)


def test_a_plan_has_its_goals_in_her_words(plan):
    assert [(g.kind, g.text) for g in plan.goals.for_listing()] == GOALS
    assert Entry.objects.get(verb="drew_up_plan").detail == {"plan": 1, "kind": "reintegration"}


def test_a_new_version_takes_over_what_is_open_and_leaves_the_old_one_as_it_was(plan, maya, sarita):
    kitchen, sleep = plan.goals.for_listing()
    make.make_step(plan, sarita, goal=kitchen, due_on=TOMORROW)
    done = make.make_step(plan, sarita, text="See the doctor", goal=sleep)
    actions.finish_step(done, by=sarita)
    review(plan, sarita, findings=[(sleep, "reached", None)])
    new = make.make_plan(maya, sarita, goals=[("job", "Cook in town")], instead=1, keep=True)
    assert {g.text for g in new.goals.for_listing()} == {"Cook in town", "A small kitchen"}
    [step] = new.steps.for_listing()
    assert (step.text, step.due_on) == ("Look at the room near the bus stop", TOMORROW)
    assert step.goal == new.goals.get(kind="business")
    assert [again(plan).ending, again(plan).ended_on] == ["replaced", today()]
    assert plan.steps.count() == 2


def test_what_the_latest_day_found_counts_whenever_it_was_written_down(maya, sarita):
    month_ago, week_ago = (today() - timedelta(days=days) for days in (30, 7))
    plan = make.make_plan(maya, sarita, goals=GOALS, drawn_up_on=month_ago)
    kitchen, sleep = plan.goals.for_listing()
    for day, states in ((week_ago, ("reached", "partly")), (month_ago, ("partly", "reached"))):
        found = [(goal, state, None) for goal, state in zip((kitchen, sleep), states, strict=True)]
        review(plan, sarita, findings=found, reviewed_on=day)
    new = make.make_plan(maya, sarita, goals=[], instead=1, keep=True)
    assert [goal.text for goal in new.goals.for_listing()] == [sleep.text]


def test_two_who_draw_up_at_once_do_not_replace_each_other_unseen(plan, maya, dipesh):
    with pytest.raises(Refused, match="Someone else drew up a plan"):
        make.make_plan(maya, dipesh)
    assert Plan.objects.get() == plan


def test_the_database_holds_one_plan_in_use(plan, maya):
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.bulk_create([Plan(client=maya, number=2, kind="departure")])


def test_goals_stand_once_they_are_agreed(plan, sarita):
    agreed = actions.change_plan(plan, by=sarita, version=1, agreed_on=today())
    for change in (
        lambda: actions.add_goal(
            agreed, by=sarita, submission_id=uuid.uuid4(), kind="job", text="Drive"
        ),
        lambda: actions.change_goal(
            plan.goals.for_listing()[0], by=sarita, version=1, kind="job", text="Drive"
        ),
    ):
        with pytest.raises(Refused, match="Draw up a new version"):
            change()
    assert PlanGoal.objects.count() == 2
    assert make.make_step(agreed, sarita).pk  # steps go on


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"agreed_on": TOMORROW}, "agreed_on"),
        ({"review_on": today() - timedelta(days=1)}, "review_on"),
    ],
)
def test_days_that_cannot_be_are_refused_beside_their_field(maya, sarita, facts, field):
    with pytest.raises(Refused) as refused:
        make.make_plan(maya, sarita, **facts)
    assert refused.value.field == field


def test_nobody_elses_journey_is_taken(maya, sarita):
    other = make.make_journey(make.make_client(maya.centre, sarita, "Sita"), sarita)
    with pytest.raises(Refused, match="someone else"):
        make.make_plan(maya, sarita, journey=other)


def test_whoever_is_named_must_see_the_client(plan, maya, sarita, pasang):
    with pytest.raises(Refused, match="does not see this client"):
        make.make_step(plan, sarita, owner="officer", officer=pasang)
    with pytest.raises(Refused, match="does not see this client"):
        actions.change_plan(plan, by=sarita, version=1, officer=pasang)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"owner": "officer"}, "officer"),
        ({"owner": "partner"}, "owner_name"),
        ({"state": "dropped"}, "why"),
        ({"state": "done", "done_on": TOMORROW}, "done_on"),
    ],
)
def test_a_step_says_who_and_why(plan, sarita, facts, field):
    with pytest.raises(Refused) as refused:
        make.make_step(plan, sarita, **facts)
    assert refused.value.field == field


def test_a_step_is_done_once_and_can_be_taken_up_again(plan, sarita):
    step = make.make_step(plan, sarita)
    for _ in range(2):
        actions.finish_step(step, by=sarita)
    assert Entry.objects.filter(verb="finished_step").count() == 1
    step = PlanStep.objects.for_listing().get()
    step.plan = plan
    step = actions.change_step(step, by=sarita, version=step.version, state="doing")
    assert (again(step).state, again(step).done_on) == ("doing", None)


def test_two_who_change_a_step_lose_nothing(plan, sarita, dipesh):
    step = make.make_step(plan, sarita)
    actions.change_step(step, by=sarita, version=1, state="doing")
    with pytest.raises(Stale):
        actions.change_step(step, by=dipesh, version=1, state="done")


def test_a_review_says_what_was_reached_and_when_it_goes_on(plan, sarita):
    kitchen, sleep = plan.goals.for_listing()
    said = [(kitchen, "partly", "The room is found"), (sleep, "not", None)]
    review(plan, sarita, findings=said, text=None)
    found = GoalReview.objects.of_seen(plan).for_listing()
    assert [(f.reached, f.text) for f in found] == [("partly", "The room is found"), ("not", None)]
    assert again(plan).review_on == TOMORROW


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"text": None}, "what was reached"),
        ({"review_on": None}, "on which later day"),
        ({"review_on": today()}, "on which later day"),
        ({"reviewed_on": TOMORROW}, "still to come"),
        ({"reviewed_on": today() - timedelta(days=1)}, "drawn up"),
    ],
)
def test_a_review_that_says_nothing_or_cannot_be_is_refused(plan, sarita, said, words):
    with pytest.raises(Refused, match=words):
        review(plan, sarita, **said)


def test_what_is_over_is_changed_no_more(plan, sarita):
    review(plan, sarita, ending="reached", review_on=None)
    over = again(plan)
    assert (over.ending, over.review_on) == ("reached", None)
    for act in (
        lambda: make.make_step(plan, sarita),
        lambda: review(plan, sarita),
        lambda: actions.change_plan(plan, by=sarita, version=over.version, agreed_on=today()),
    ):
        with pytest.raises(Refused, match="no longer in use"):
            act()


def test_prospects_say_something_of_a_day_that_has_come(maya, sarita):
    with pytest.raises(Refused, match="Nothing is written down"):
        make.make_prospects(maya, sarita, savings=None, savings_currency="")
    with pytest.raises(Refused, match="still to come"):
        make.make_prospects(maya, sarita, told_on=TOMORROW)
    assert make.make_prospects(maya, sarita, savings=0).savings == 0  # nothing saved is said too


@pytest.mark.parametrize(
    ("days", "kind", "wanted"),
    [
        (10, None, False),
        (30, None, False),
        (31, None, True),
        (365, None, True),
        (366, None, None),
        (10, "departure", False),
        (10, "reintegration", None),
    ],
)
def test_a_returnee_is_to_have_a_plan_within_a_month(maya, sarita, days, kind, wanted):
    back = today() - timedelta(days=days)
    journey = make.make_journey(maya, sarita, returned_on=back, departed_on=date(2020, 1, 1))
    plan = make.make_plan(maya, sarita, kind=kind) if kind else None
    found = plan_wanted(journey, plan)
    assert (found.is_late if found else None) is wanted


def test_whoever_is_not_back_or_came_back_on_an_unknown_day_is_not_pointed_at(maya, sarita):
    assert plan_wanted(None, None) is None
    assert plan_wanted(make.make_journey(maya, sarita), None) is None
    assert plan_wanted(make.make_journey(maya, sarita, "employment"), None) is None
