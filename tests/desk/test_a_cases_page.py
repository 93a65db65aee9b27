import uuid
from datetime import timedelta

import pytest

from helpdesk.audit.models import Entry
from helpdesk.cases import actions as cases
from helpdesk.core.clock import now
from helpdesk.notices.models import Notice
from tests import make

FORMS = [
    "change/",
    "assign/",
    "note/",
    "add-task/",
    "add-need/",
    "add-person/",
    "close/",
    "reopen/",
]


def url(case, part=""):
    return f"{case.get_absolute_url()}{part}"


def page(browser, case):
    return browser.get(url(case)).content.decode()


@pytest.fixture
def task(case, sarita):
    return cases.add_task(
        case,
        by=sarita,
        submission_id=uuid.uuid4(),
        text="Call back",
        due_at=now() + timedelta(days=2),
    )


def test_it_says_what_is_next_and_what_it_is_about(officer, case, task, maya):
    shown = page(officer, case)
    for words in (
        "Unpaid wages",
        case.code,
        "Maya Kumari Tamang",
        "Call back",
        "In 2 days",
        "Sarita Gurung",
        'id="note"',
    ):
        assert words in shown


def test_opening_it_is_a_counted_read(officer, sarita, case, maya):
    page(officer, case)
    assert Entry.objects.about(case).filter(verb="opened", by=sarita, rows=None).count() == 1
    assert Entry.objects.about_client(maya.uid).filter(label="cases.case", rows=None).count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("sarita", 200),
        ("dipesh", 200),
        ("bimala", 200),
        ("pasang", 404),
        ("roshan", 404),
        ("nirmala", 404),
        ("anil", 404),
        ("stranger", 404),
        ("visitor", 302),
    ],
)
def test_who_may_open_it(who, status, cast, case):
    assert {cast[who].get(url(case, part)).status_code for part in ["", *FORMS]} == {status}


@pytest.mark.parametrize(
    ("who", "status"), [("sarita", 200), ("dipesh", 404), ("bimala", 404), ("pasang", 404)]
)
def test_a_restricted_case_is_not_there_for_whoever_is_not_named(who, status, cast, secret):
    assert {cast[who].get(url(secret, part)).status_code for part in ["", *FORMS]} == {status}


def test_a_restricted_case_says_so(officer, secret):
    assert "Restricted" in page(officer, secret)


SENT = {
    "change/": {"version": 1, "title": "X", "category": "B1", "stage": "return", "urgency": "low"},
    "note/": {
        "submission_id": uuid.uuid4(),
        "text": "Called",
        "kind": "phone",
        "happened_on": "2026-01-05",
    },
    "add-task/": {"submission_id": uuid.uuid4(), "text": "Call back", "on": "2099-01-05"},
    "reopen/": {"reason": "The money never came"},
    "take/": {},
}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("dipesh", 302),
        ("bimala", 302),
        ("pasang", 404),
        ("roshan", 404),
        ("nirmala", 404),
        ("anil", 404),
        ("stranger", 404),
    ],
)
def test_who_may_act(who, status, cast, maya, sarita):
    case = make.make_case(maya, sarita)
    parts = ["change/", "note/", "add-task/", "take/"]
    assert {cast[who].post(url(case, part), SENT[part]).status_code for part in parts} == {status}
    assert Entry.objects.about(case).exclude(by=sarita).exclude(rows=None).exists() == (
        status == 302
    )


@pytest.mark.parametrize("who", ["pasang", "roshan", "nirmala", "anil", "stranger"])
def test_strangers_act_on_nothing(who, cast, case):
    assert {cast[who].post(url(case, part), {}).status_code for part in FORMS} == {404}


def test_someone_named_from_another_centre_sees_and_changes_nothing(cast, secret, pasang):
    from guardian.shortcuts import assign_perm

    assign_perm("cases.view_case", pasang, secret)
    shown = page(cast["pasang"], secret)
    assert secret.title in shown
    assert url(secret, "close/") not in shown
    assert cast["pasang"].post(url(secret, "take/")).status_code == 403


def test_a_note_is_kept_once_with_its_day(officer, case):
    data = {
        "submission_id": uuid.uuid4(),
        "text": "Called, no answer",
        "kind": "phone",
        "happened_on": "2026-01-05",
    }
    for _ in range(2):
        assert officer.post(url(case, "note/"), data).url == url(case)
    note = case.notes.for_listing().get()
    assert (note.text, note.kind, str(note.happened_on)) == (
        "Called, no answer",
        "phone",
        "2026-01-05",
    )
    assert "Called, no answer" in page(officer, case)


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"text": ""}, 422, "Write what happened."),
        ({"happened_on": "2099-01-01"}, 409, "still to come"),
    ],
)
def test_a_note_that_is_refused_is_not_lost(officer, case, change, status, words):
    data = {
        "submission_id": uuid.uuid4(),
        "text": "A long story",
        "kind": "walk_in",
        "happened_on": "2026-01-05",
        **change,
    }
    answer = officer.post(url(case, "note/"), data)
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "A long story" in answer.content.decode() or not change.get("text", "x")


def test_a_task_without_an_hour_is_due_at_closing_time(officer, case, fresh):
    data = {"submission_id": uuid.uuid4(), "text": "Ask the embassy", "on": "2099-01-05"}
    for _ in range(2):
        officer.post(url(case, "add-task/"), data)
    case = fresh(case)
    assert case.next_action == "Ask the embassy"
    [task] = case.tasks.all()
    assert task.due_at.isoformat() == "2099-01-05T11:15:00+00:00"  # 17:00 in Kathmandu


def test_a_task_is_finished_by_a_plain_button(officer, case, task, sarita):
    answer = officer.post(url(case, f"tasks/{task.pk}/finish/"), follow=True)
    task.refresh_from_db()
    assert task.done_by == sarita
    assert "Done: Call back" in answer.content.decode()


def test_a_task_is_finished_by_htmx_which_swaps_the_list(officer, case, task):
    answer = officer.post(url(case, f"tasks/{task.pk}/finish/"), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.content.decode().lstrip().startswith("<section")
    assert "Nothing is planned yet" in answer.content.decode()


def test_another_cases_task_is_not_finished_from_here(officer, case, task, maya, sarita):
    other = make.make_case(maya, sarita)
    assert officer.post(url(other, f"tasks/{task.pk}/finish/")).status_code == 404


def test_a_need_is_of_one_of_its_people(officer, case, maya, kathmandu, sarita):
    data = {
        "submission_id": uuid.uuid4(),
        "client": maya.pk,
        "kind": "legal",
        "text": "Wants her wages",
    }
    for _ in range(2):
        assert officer.post(url(case, "add-need/"), data).status_code == 302
    assert case.needs.get().kind == "legal"
    stranger = make.make_client(kathmandu, sarita, "Someone else")
    answer = officer.post(
        url(case, "add-need/"), {**data, "submission_id": uuid.uuid4(), "client": stranger.pk}
    )
    assert answer.status_code == 422


def test_a_person_is_looked_for_and_added(officer, case, kathmandu, sarita):
    sita = make.make_client(kathmandu, sarita, "Sita Thapa")
    assert sita.code in officer.post(url(case, "add-person/"), {"look": "sita"}).content.decode()
    assert officer.post(url(case, "add-person/"), {"client": sita.code}).status_code == 302
    assert {person.client for person in case.people.all()} >= {sita}
    again = officer.post(url(case, "add-person/"), {"client": sita.code})
    assert again.status_code == 409
    assert "already part of the case" in again.content.decode()


def test_nobody_is_added_whom_one_may_not_see(officer, case, pokhara, pasang):
    hidden = make.make_client(pokhara, pasang, "Laxmi Devi")
    assert officer.post(url(case, "add-person/"), {"client": hidden.code}).status_code == 422
    assert case.people.count() == 1


def test_a_case_is_given_to_a_colleague_who_is_told(officer, case, dipesh):
    officer.post(url(case, "assign/"), {"officer": dipesh.pk})
    case.refresh_from_db()
    assert case.officer == dipesh
    assert Notice.objects.filter(recipient=dipesh, code=case.code).exists()


def test_a_case_is_not_given_to_another_centre(officer, case, pasang):
    assert officer.post(url(case, "assign/"), {"officer": pasang.pk}).status_code == 422


def test_who_is_slower_does_not_take_it(cast, case):
    answer = cast["dipesh"].post(url(case, "take/"))
    assert answer.status_code == 409
    assert "was faster" in answer.content.decode()


def test_closing_needs_an_outcome_for_each_person(officer, case, maya, kathmandu, sarita):
    sita = make.make_client(kathmandu, sarita, "Sita Thapa")
    cases.add_person(case, by=sarita, client=sita)
    assert officer.post(url(case, "close/"), {f"outcome_{maya.pk}": "fully"}).status_code == 422
    officer.post(
        url(case, "close/"), {f"outcome_{maya.pk}": "fully", f"outcome_{sita.pk}": "partly"}
    )
    case.refresh_from_db()
    assert case.status == "closed"
    assert dict(case.people.values_list("client", "outcome")) == {
        maya.pk: "fully",
        sita.pk: "partly",
    }


def test_a_closed_case_offers_to_open_it_again_and_nothing_else(officer, case, maya, sarita):
    cases.close(case, by=sarita, outcomes={maya.pk: "fully"})
    shown = page(officer, case)
    assert url(case, "reopen/") in shown
    for part in ("close/", "add-task/", "add-need/", "add-person/", "assign/"):
        assert url(case, part) not in shown
    assert officer.post(url(case, "close/"), {f"outcome_{maya.pk}": "partly"}).status_code == 409
    assert officer.post(url(case, "add-task/"), SENT["add-task/"]).status_code == 409


def test_opening_again_needs_a_reason(officer, case, maya, sarita, fresh):
    cases.close(case, by=sarita, outcomes={maya.pk: "fully"})
    assert officer.post(url(case, "reopen/"), {"reason": ""}).status_code == 422
    assert officer.post(url(case, "reopen/"), SENT["reopen/"]).status_code == 302
    case = fresh(case)
    assert (case.status, case.reopening) == ("open", "The money never came")
    assert officer.post(url(case, "reopen/"), SENT["reopen/"]).status_code == 409


def test_the_second_editor_is_shown_both_and_loses_nothing(cast, case, dipesh):
    cases.change(case, by=dipesh, version=1, title="Wages and passport", category="B4")
    typed = {
        "version": 1,
        "title": "Seven months unpaid",
        "category": "B1",
        "stage": "return",
        "urgency": "high",
    }
    answer = cast["sarita"].post(url(case, "change/"), typed)
    shown = answer.content.decode()
    assert answer.status_code == 409
    for words in (
        "Dipesh Rai saved this",
        "Wages and passport",
        'value="Seven months unpaid"',
        "Passport kept by the employer",
    ):
        assert words in shown


def test_one_more_case_is_opened_once(officer, maya, kathmandu, sarita):
    data = {
        "submission_id": uuid.uuid4(),
        "title": "Debt",
        "category": "I1",
        "stage": "return",
        "urgency": "normal",
        "centre": kathmandu.pk,
        "mine": "on",
        "need_kind": "finance",
    }
    urls = {officer.post(f"{maya.get_absolute_url()}open-case/", data).url for _ in range(2)}
    case = maya.case_roles.get().case
    assert urls == {case.get_absolute_url()}
    assert (case.officer, case.needs.get().kind) == (sarita, "finance")


@pytest.mark.parametrize("who", ["pasang", "roshan", "nirmala", "anil", "stranger"])
def test_strangers_open_no_case(who, cast, maya, kathmandu):
    assert (
        cast[who].post(f"{maya.get_absolute_url()}open-case/", {"centre": kathmandu.pk}).status_code
        == 404
    )


@pytest.mark.parametrize("part", ["take/", "tasks/1/finish/"])
def test_nothing_is_done_by_looking(part, officer, case):
    assert officer.get(url(case, part)).status_code == 405


def test_the_page_costs_the_same_however_much_it_holds(officer, case, maya, sarita, queries):
    def add(count):
        for n in range(count):
            new = {"by": sarita, "submission_id": uuid.uuid4()}
            cases.note(case, text=f"Note {n}", **new)
            cases.add_task(case, text=f"Task {n}", due_at=now(), **new)
            cases.add_need(case, client=maya, kind="legal", **new)

    add(1)
    with_one = queries(lambda: page(officer, case))
    add(19)
    assert queries(lambda: page(officer, case)) == with_one <= 18


ADVICE = "Think of naming who may"


def test_a_protection_case_that_all_see_suggests_to_restrict_and_to_screen(officer, maya, sarita):
    threatened = make.make_case(maya, sarita, category="D5", title="Threats", officer=sarita)
    html = page(officer, threatened)
    assert ADVICE in html
    for part in ("restrict/", "screen/"):
        assert url(threatened, part) in html


def test_nothing_is_suggested_where_it_is_not_about_that_or_done(
    officer, browse, bimala, case, maya, sarita
):
    from helpdesk.cases import actions

    assert ADVICE not in page(officer, case)
    threatened = make.make_case(maya, sarita, category="D5", title="Threats", officer=sarita)
    assert ADVICE in page(browse(bimala), threatened)
    actions.restrict(threatened, by=sarita, ground="other", people=[bimala])
    assert ADVICE not in page(officer, threatened)
