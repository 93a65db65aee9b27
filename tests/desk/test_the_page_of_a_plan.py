import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from guardian.shortcuts import assign_perm

from helpdesk.audit.models import Entry
from helpdesk.clients.models import Plan, PlanStep, Prospects, Skill
from helpdesk.core.clock import today
from tests import make


@pytest.fixture
def plan(maya, sarita):
    return make.make_plan(maya, sarita)


def url(client, path=""):
    return f"{client.get_absolute_url()}plans/{path}"


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_plan_is_drawn_up_with_goals_and_read(officer, maya):
    assert "No plan is drawn up yet" in words(officer.get(url(maya)))
    sent = {
        "submission_id": uuid.uuid4(),
        "kind": "reintegration",
        "goal_1_kind": "business",
        "goal_1": "A small kitchen",
        "goal_2_kind": "debt",
        "review_on": (today() + timedelta(days=30)).isoformat(),
    }
    answer = officer.post(url(maya, "draw-up/"), sent)
    assert (answer.status_code, answer.url) == (302, url(maya, "1/"))
    page = words(officer.get(answer.url))
    for said in ("Reintegration plan", "Not agreed yet", "A small kitchen", "Paying off debt"):
        assert said in page


def test_a_goal_says_what_it_is_about(officer, maya):
    sent = {"submission_id": uuid.uuid4(), "kind": "departure", "goal_1": "A small kitchen"}
    answer = officer.post(url(maya, "draw-up/"), sent)
    assert answer.status_code == 422
    assert "Choose what this goal is about" in words(answer)
    assert "A small kitchen" in answer.content.decode()


def test_the_clients_page_says_what_is_next_and_what_is_overdue(officer, plan, maya, sarita):
    past, soon = today() - timedelta(days=2), today() + timedelta(days=2)
    make.make_step(plan, sarita, text="Third thing", due_on=None)
    make.make_step(plan, sarita, text="Second thing", due_on=soon)
    make.make_step(plan, sarita, text="First thing", due_on=past)
    make.make_step(plan, sarita, text="Fourth thing")
    page = words(officer.get(maya.get_absolute_url()))
    assert page.index("First thing") < page.index("Second thing") < page.index("Third thing")
    assert "1 step overdue" in page
    assert "1 more step" in page
    assert "Fourth thing" not in page


def test_a_returnee_without_a_plan_is_pointed_out(officer, maya, sarita):
    make.make_journey(maya, sarita, returned_on=today() - timedelta(days=40))
    for page in (maya.get_absolute_url(), url(maya)):
        assert "A reintegration plan was best drawn up by" in words(officer.get(page))
    make.make_plan(maya, sarita)
    for page in (maya.get_absolute_url(), url(maya)):
        assert "was best drawn up by" not in words(officer.get(page))


def test_a_step_is_written_changed_and_done(officer, plan, maya):
    sent = {
        "submission_id": uuid.uuid4(),
        "text": "Ask for a loan",
        "owner": "partner",
        "owner_name": "Women’s cooperative",
        "due_on": today().isoformat(),
        "goal": plan.goals.get().pk,
    }
    assert officer.post(url(maya, "1/add-step/"), sent).url == url(maya, "1/")
    assert "Women’s cooperative · To do" in words(officer.get(url(maya)))
    step = PlanStep.objects.get()
    dropped = {**sent, "state": "dropped", "version": 1}
    answer = officer.post(url(maya, f"1/steps/{step.pk}/change/"), dropped)
    assert answer.status_code == 409
    assert "Say why it was dropped" in words(answer)
    assert officer.post(url(maya, f"1/steps/{step.pk}/finish/"), {"sent": "1"}).status_code == 302
    assert "Done" in words(officer.get(url(maya)))
    assert PlanStep.objects.get().state == "done"


def test_a_review_is_written_and_shown_at_the_goal(officer, plan, maya):
    goal = plan.goals.get()
    sent = {
        "submission_id": uuid.uuid4(),
        "reviewed_on": today().isoformat(),
        f"goal_{goal.pk}": "partly",
        f"words_{goal.pk}": "The room is found",
        "review_on": (today() + timedelta(days=60)).isoformat(),
    }
    assert officer.post(url(maya, "1/review/"), sent).status_code == 302
    page = words(officer.get(url(maya)))
    assert page.count("Partly reached") == 2  # at the goal, and in the review
    assert "The room is found" in page


def test_forms_that_are_opened_and_saved_change_nothing(officer, plan, maya, sarita):
    step = make.make_step(plan, sarita, owner="officer", officer=sarita, due_on=today())
    skill = make.make_skill(maya, sarita, country="QA", learnt="abroad", occupation="5120")
    told = make.make_prospects(maya, sarita, intentions=["save", "job"], remittance=None)
    pages = (
        (url(maya, "1/change/"), plan, ["kind", "journey", "officer", "review_on"]),
        (url(maya, f"1/steps/{step.pk}/change/"), step, ["owner", "officer", "due_on", "goal"]),
        (f"{maya.get_absolute_url()}skills/{skill.pk}/change/", skill, ["country", "occupation"]),
        (
            f"{maya.get_absolute_url()}prospects/{told.pk}/change/",
            told,
            ["savings", "remittance", "intentions"],
        ),
    )
    for page, row, names in pages:
        form = officer.get(page).context["form"]
        sent = {name: form[name].value() for name in form.fields}
        answer = officer.post(page, {n: "" if v is None else v for n, v in sent.items() if v != []})
        assert answer.status_code == 302, words(answer)
        saved = type(row).objects.get(pk=row.pk)
        assert [getattr(saved, n) for n in names] == [getattr(row, n) for n in names]
        assert saved.version == 2


def test_skills_and_savings_are_told_anew_and_the_earlier_stay(officer, maya):
    home = maya.get_absolute_url()
    sent = {"submission_id": uuid.uuid4(), "text": "Cooks for twenty", "occupation": "5120"}
    sent |= {"certificate": "recognised", "country": "QA", "learnt": "abroad"}
    assert officer.post(f"{home}add-skill/", sent).url == url(maya)
    for savings in ("50000 NPR", "SAR 1,200"):
        told = {"submission_id": uuid.uuid4(), "told_on": today().isoformat(), "savings": savings}
        assert officer.post(f"{home}add-prospects/", {**told, "intentions": ["save"]}).url
    page = words(officer.get(url(maya)))
    for said in ("Cooks for twenty", "At work abroad, Qatar", "recognised here", "SAR 1,200"):
        assert said in page
    assert page.index("SAR 1,200") < page.index("NPR 50,000")
    assert Skill.objects.get().occupation == "5120"
    assert Prospects.objects.count() == 2


def test_nothing_typed_of_it_stands_readable_in_a_table(plan, maya, sarita):
    make.make_step(plan, sarita, owner="partner", owner_name="Cooperative", text="Ask uncle")
    make.make_skill(maya, sarita)
    make.make_prospects(maya, sarita, business_idea="Momos")
    secrets = ("kitchen", "Cooperative", "uncle", "twenty", "Momos")
    tables = ("plangoal", "planstep", "skill", "prospects")
    with connection.cursor() as cursor:
        for table in (f"clients_{of}{name}" for name in tables for of in ("", "historical")):
            cursor.execute(f"SELECT * FROM {table}")
            row = " ".join(
                bytes(v).decode("latin-1") if isinstance(v, bytes | memoryview) else str(v)
                for line in cursor.fetchall()
                for v in line
            )
            assert row
            assert not [s for s in secrets if s in row]


def test_the_paper_has_the_plan_and_lines_to_sign_in_the_clients_language(
    officer, plan, maya, sarita
):
    make.make_step(plan, sarita)
    paper = officer.get(url(maya, "1/paper/"))
    for said in ("A small kitchen", "Look at the room", "signature or thumb print"):
        assert said in words(paper)
    assert 'lang="en" dir="ltr"' in paper.content.decode()
    assert Entry.objects.filter(verb="printed", label="clients.client").count() == 1
    type(maya).objects.filter(pk=maya.pk).update(languages=["ne", "ar"])
    assert 'lang="ar" dir="rtl"' in officer.get(url(maya, "1/paper/")).content.decode()


def test_earlier_versions_can_be_read_and_not_changed(officer, plan, maya, sarita):
    make.make_plan(maya, sarita, instead=1, goals=[("job", "Cook in town")])
    assert "Cook in town" in words(officer.get(url(maya)))
    earlier = officer.get(url(maya, "1/"))
    assert "no longer in use" in words(earlier)
    assert "add-step" not in earlier.content.decode()
    sent = {"submission_id": uuid.uuid4(), "kind": "job", "text": "Drive"}
    assert officer.post(url(maya, "1/add-goal/"), sent).status_code == 409


@pytest.mark.parametrize(
    ("who", "status"),
    [("dipesh", 200), ("bimala", 200), ("pasang", 404), ("roshan", 404), ("stranger", 404)],
)
def test_who_sees_a_plan(who, status, cast, plan, maya):
    assert cast[who].get(url(maya)).status_code == status
    assert cast[who].get(url(maya, "1/paper/")).status_code == status


def test_of_a_client_known_by_a_restricted_case_only_those_named_see_it(
    browse, plan, maya, sarita, dipesh
):
    hidden = make.make_case(maya, sarita, restricted=True, officer=sarita)
    assign_perm("cases.view_case", sarita, hidden)
    maya.servings.all().delete()
    assert browse(sarita).get(url(maya)).status_code == 200
    assert browse(dipesh).get(url(maya)).status_code == 404
    assert not Plan.objects.visible_to(dipesh).exists()
    assert Plan.objects.visible_to(sarita).exists()


def test_what_happened_to_it_stands_in_the_timeline(officer, plan, maya, sarita):
    make.make_step(plan, sarita)
    page = words(officer.get(maya.get_absolute_url()))
    assert "A plan was drawn up" in page
    assert "A step was added to the plan" in page


@pytest.mark.parametrize("count", [1, 25])
def test_the_pages_cost_the_same_however_long_the_plan(officer, plan, maya, sarita, queries, count):
    goal = plan.goals.for_listing()[0]
    for _ in range(count):
        make.make_step(plan, sarita, goal=goal, owner="officer", officer=sarita)
        make.make_skill(maya, sarita)
        make.make_prospects(maya, sarita)
    officer.get(url(maya))
    assert queries(lambda: officer.get(url(maya))) <= 10 + 12  # the shell and savepoints; its own


def test_a_plan_costs_the_clients_page_one_query(officer, maya, sarita, queries):
    page = maya.get_absolute_url()
    officer.get(page)
    before = queries(lambda: officer.get(page))
    make.make_step(make.make_plan(maya, sarita), sarita)
    assert queries(lambda: officer.get(page)) == before + 1
