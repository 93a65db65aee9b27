from io import StringIO

from django.core.management import call_command

from helpdesk.clients.models import Plan, PlanGoal, PlanStep, Prospects, Skill
from helpdesk.desk import actions
from tests import make
from tests.desk.merging import differences, everything, fresh, merge


def fill_plans(client, by):
    plan = make.make_plan(client, by)
    make.make_step(plan, by)
    make.make_skill(client, by)
    make.make_prospects(client, by, business_idea="Momos")


def test_both_plans_move_and_hers_stays_in_use(two, sarita):
    kept, lost = two
    for client in two:
        fill_plans(client, sarita)
    before = everything()
    made = merge(kept, lost, sarita)
    plans = Plan.objects.filter(client=kept).order_by("number")
    assert [(p.number, p.ending) for p in plans] == [(1, ""), (2, "replaced")]
    assert {g.text for g in PlanGoal.objects.for_listing()} == {"A small kitchen"}
    assert {s.text for s in PlanStep.objects.for_listing()} == {
        "Look at the room near the bus stop"
    }
    assert [s.text for s in Skill.objects.of_seen(kept).for_listing()] == [
        "Cooks for twenty people"
    ] * 2
    told = Prospects.objects.of_seen(kept).for_listing()
    assert [t.business_idea for t in told] == ["Momos"] * 2
    actions.undo_merge(made, by=sarita, reason="Two sisters")
    assert differences(before, everything()) == {}
    call_command("verify_audit", stdout=StringIO())


def test_the_only_plan_stays_in_use_and_goes_on(two, sarita):
    kept, lost = two
    fill_plans(lost, sarita)
    merge(kept, lost, sarita)
    plan = Plan.objects.get()
    plan.client = fresh(kept)
    assert (plan.client_id, plan.ending) == (kept.pk, "")
    assert make.make_step(plan, sarita, text="Ask for a loan").pk
    new = make.make_plan(fresh(kept), sarita, instead=1, keep=True)
    assert {s.text for s in new.steps.for_listing()} == {
        "Ask for a loan",
        "Look at the room near the bus stop",
    }
