"""Every field of a person's record either has its place in a packet, or stays for a reason."""

import uuid

import pytest

from helpdesk.cases.actions import note
from helpdesk.cases.models import Case, CaseParty, Claim, Deadline, Note, Task
from helpdesk.clients.actions import add_document, add_phone
from helpdesk.clients.models import (
    Client,
    Document,
    Fee,
    GoalReview,
    Journey,
    Phone,
    Plan,
    PlanGoal,
    PlanReview,
    PlanStep,
    Prospects,
    Skill,
)
from referrals.categories import DEFAULTS, Category, default_categories
from referrals.composing import compose, shown, staying
from referrals.packet_map import ITEMS
from referrals.packet_stays import EVERY_ROW, STAYS
from services.kinds import Kind
from tests import make

EVERY = [Client, Phone, Document, Journey, Fee, Case, Note, Task, CaseParty, Claim, Deadline]
EVERY += [Plan, PlanGoal, PlanStep, PlanReview, GoalReview, Skill, Prospects]


@pytest.mark.parametrize("model", EVERY)
def test_every_field_has_its_place(model):
    placed = {source for item in ITEMS for source in item.sources} | STAYS.keys()
    fields = {
        f"{model._meta.model_name}.{f.name.removesuffix('_sealed')}"
        for f in model._meta.fields
        if f.name not in EVERY_ROW
    }
    assert fields - placed == set()


def test_the_map_names_no_field_that_is_not_there():
    models = {model._meta.model_name: model for model in EVERY}
    for source in {source for item in ITEMS for source in item.sources} | STAYS.keys():
        model, field = source.split(".")
        assert hasattr(models[model], field), source


def test_no_field_both_goes_and_stays():
    assert not {source for item in ITEMS for source in item.sources} & STAYS.keys()


@pytest.mark.parametrize("kind", Kind.values)
def test_each_kind_of_help_needs_some_categories_that_exist(kind):
    assert default_categories(kind)
    assert set(DEFAULTS.get(kind, [])) <= set(Category.values)


@pytest.mark.parametrize("category", Category.values)
def test_only_what_is_named_is_composed(category, draft_referral):
    content = compose(draft_referral, [category])
    assert {part["category"] for part in content} <= {"", category}


def test_without_identity_a_code_stands_for_the_person(draft_referral, maya):
    content = compose(draft_referral, ["contact"])
    assert content[0]["items"][0] == {"key": "name", "value": maya.code, "lang": ""}
    assert maya.name not in str(content)


def test_it_reads_in_the_readers_language(draft_referral):
    assert shown(compose(draft_referral, ["identity"]))[1]["items"][0]["label"] == "Name"


def test_what_stays_is_named_with_its_reason(draft_referral):
    draft_referral.categories = ["contact"]
    stays = {str(item["label"]): str(item["why"]) for item in staying(draft_referral)}
    assert stays["Who the client is"] == "Taken out of the packet"
    assert stays["Notes of the case"] == "Written for the centre alone"


def test_nothing_of_health_or_mind_goes_to_a_finance_partner_by_default():
    for kind in (Kind.FINANCE, Kind.LABOUR, Kind.LEGAL):
        private = {Category.PSYCHOSOCIAL, Category.HEALTH, Category.PROTECTION}
        assert not private & set(default_categories(kind))


def test_a_note_of_counselling_never_reaches_a_finance_partner(draft, case, sarita, himal):
    note(case, by=sarita, submission_id=uuid.uuid4(), text="Nightmares since March", kind="note")
    referral = draft(case, sarita, service=make.make_service(himal, kind="finance", name="Loans"))
    for categories in (referral.categories, Category.values):
        assert "Nightmares" not in str(compose(referral, categories))


def test_with_a_code_nothing_that_would_tell_goes_along(draft_referral, maya, sarita):
    add_phone(maya, by=sarita, number="+9779841555555")
    add_document(maya, by=sarita, kind="passport", number="PA123456")
    draft_referral.coded_only = True
    content = str(compose(draft_referral, Category.values))
    assert maya.code in content
    for telling in (maya.name, "9841555555", "PA123456"):
        assert telling not in content
    draft_referral.categories = ["identity", "contact", "documents"]
    stays = [str(item["why"]) for item in staying(draft_referral)]
    assert "It would say who the client is" in stays


def test_skills_savings_and_goals_go_only_with_their_own_category(draft_referral, maya, sarita):
    goals = [("business", "A small kitchen"), ("health", "Sleep again"), ("job", "Cook in town")]
    plan = make.make_plan(maya, sarita, goals=goals)
    make.make_step(plan, sarita, text="Ask her uncle for the room")
    make.make_skill(maya, sarita)
    make.make_prospects(maya, sarita, business_idea="Momos at the bus stop")
    told = {
        "work": ["Cooks for twenty people", "Cook in town"],
        "finance": ["A small kitchen", "NPR 50,000", "Momos at the bus stop"],
        "health": ["Sleep again"],
    }
    for category in Category.values:
        content = str(compose(draft_referral, [category]))
        for of, lines in told.items():
            for line in lines:
                assert (line in content) == (of == category), (category, line)
        assert "uncle" not in content


def test_goals_of_an_earlier_plan_stay(draft_referral, maya, sarita):
    make.make_plan(maya, sarita, goals=[("job", "Drive a bus")])
    make.make_plan(maya, sarita, goals=[("job", "Drive a taxi")], instead=1)
    content = str(compose(draft_referral, ["work"]))
    assert "Drive a taxi" in content
    assert "Drive a bus" not in content
