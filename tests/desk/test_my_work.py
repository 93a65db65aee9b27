from datetime import timedelta

import pytest
from django.db.models import Q
from django.urls import reverse
from guardian.shortcuts import assign_perm

from helpdesk.cases import actions as cases
from helpdesk.cases.models import Case
from helpdesk.core.clock import at, now, today
from helpdesk.desk import work
from helpdesk.desk.counting import Counted, capped_counts, counts_and_ids, spoken
from tests import make


def shown(browser, query=""):
    return browser.get(f"/{query}").context["desk"]


def codes(browser, query=""):
    return {case.code for case in shown(browser, query).rows}


@pytest.fixture
def taken(maya, dipesh):
    return make.make_case(maya, dipesh, officer=dipesh, title="Passport kept")


@pytest.fixture
def waiting(maya, sarita):
    return make.make_case(maya, sarita, title="Debt")


def plan(case, by, **when):
    import uuid

    return cases.add_task(
        case, by=by, submission_id=uuid.uuid4(), text="Call back", due_at=now() + timedelta(**when)
    )


def test_each_list_holds_what_its_name_says(officer, case, taken, waiting, refer, sarita):
    plan(taken, sarita, days=-2)
    refer(case)
    assert codes(officer) == {case.code}
    assert codes(officer, "?list=team") == {case.code, taken.code, waiting.code}
    assert codes(officer, "?list=unassigned") == {waiting.code}
    assert codes(officer, "?list=overdue") == {taken.code}
    assert codes(officer, "?list=waiting") == {case.code}
    assert codes(officer, "?list=nonsense") == {case.code}


def test_the_tabs_count_what_they_hold(officer, case, taken, waiting):
    counts = [tab["count"] for tab in shown(officer).tabs()]
    assert counts == ["1", "3", "1", "0", "0", "0", "0"]


def test_what_is_snoozed_stands_in_a_list_of_its_own(officer, cast, case, taken, sarita):
    cases.snooze(case, by=sarita, until=today() + timedelta(days=3))
    desk = shown(officer)
    assert desk.rows == []
    assert desk.counts["my"] == 0
    assert codes(officer, desk.snoozed_url) == {case.code}
    assert codes(officer, "?list=team") == {taken.code}
    assert codes(cast["bimala"], "?list=team&snoozed=on") == {case.code}
    with at(case.due_at + timedelta(minutes=1)):
        assert codes(officer) == {case.code}
        assert codes(officer, "?list=overdue") >= {case.code}


def test_a_row_shows_its_tags_by_name(officer, case, kathmandu, sarita):
    for name in ("Urgent paper", "Airport"):
        cases.tag(case, by=sarita, tag=cases.make_tag(kathmandu, by=sarita, name=name))
    assert [tag.name for tag in shown(officer).shown()[0]["tags"]] == ["Airport", "Urgent paper"]


def test_counts_stop_at_a_thousand():
    assert spoken(1000) == "1,000"
    assert spoken(1001) == "1,000+"


def test_a_count_looks_no_further_than_its_cap(case, taken, waiting):
    everything = Case.objects.open()
    mine = Counted(everything, {"mine": Q(officer=taken.officer)})
    all_of_them = Counted(everything, {"all": Q()})
    assert capped_counts(mine, all_of_them, cap=1) == {"mine": 1, "all": 2}


@pytest.mark.parametrize("cap", [1, 100])
def test_flags_together_make_a_count_read_once_or_apart(cap, case, taken, waiting):
    flags = {"mine": Q(officer=taken.officer), "coded": Q(code=taken.code), "all": Q()}
    counts = {"both": ("mine", "coded"), "mine": ("mine",), "none": ("mine", "other"), "all": ()}
    flags["other"] = ~Q(officer=taken.officer)
    cases = Case.objects.by_urgency()
    everyone = list(cases.values_list("pk", flat=True))
    mine = list(cases.filter(officer=taken.officer).values_list("pk", flat=True))
    found, ids = counts_and_ids(Counted(Case.objects.open(), flags, counts), ("due_at", "id"), cap)
    assert found == {"both": 1, "mine": len(mine), "none": 0, "all": min(len(everyone), cap + 1)}
    expected = {"both": [taken.pk], "mine": mine, "none": [], "all": everyone}
    assert ids == (None if cap == 1 else expected)


def test_another_centres_work_stays_there(cast, case, taken, waiting):
    for query in ("?list=team", "?list=unassigned"):
        assert codes(cast["pasang"], query) == set()
    assert codes(cast["bimala"], "?list=team") == {case.code, taken.code, waiting.code}


def test_a_restricted_case_is_in_no_list_and_no_count_of_others(cast, case, secret):
    assert codes(cast["sarita"]) == {case.code, secret.code}
    for who in ("dipesh", "bimala"):
        desk = shown(cast[who], "?list=team")
        assert {row.code for row in desk.rows} == {case.code}
        assert desk.counts["team"] == 1
        assert secret.title not in cast[who].get("/?list=team").content.decode()


def test_a_closed_case_is_work_no_more(officer, case, maya, sarita):
    cases.close(case, by=sarita, outcomes={maya.pk: "fully"})
    assert codes(officer, "?list=team") == set()


def test_filters_stand_in_the_address_and_come_off_one_by_one(officer, maya, sarita):
    fits = make.make_case(
        maya, sarita, officer=sarita, category="A1", urgency="high", stage="employment"
    )
    make.make_case(maya, sarita, officer=sarita, category="A1", urgency="low", stage="employment")
    make.make_case(maya, sarita, officer=sarita, category="B1", urgency="high", stage="return")
    desk = shown(officer, "?list=my&stage=employment&urgency=high&group=A&due=week")
    assert {row.code for row in desk.rows} == {fits.code}
    assert [str(chip.label) for chip in desk.chips] == [
        "Employment",
        "High",
        "Within 7 days",
        "A Recruitment",
    ]
    for chip in desk.chips:
        assert len(shown(officer, chip.url).chips) == 3


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("overdue", {"late"}),
        ("today", {"late"}),
        ("week", {"late", "soon"}),
        ("fortnight", {"late", "soon", "then"}),
    ],
)
def test_the_due_filter_says_until_when(choice, expected, officer, maya, sarita):
    for title, days in (("late", -1), ("soon", 5), ("then", 12), ("much later", 40)):
        case = make.make_case(maya, sarita, officer=sarita, title=title, urgency="low")
        plan(case, sarita, days=days)
    assert {row.title for row in shown(officer, f"?due={choice}").rows} == expected


def test_an_officers_cases_can_be_linked(cast, case, taken, dipesh):
    assert codes(cast["bimala"], f"?list=team&officer={dipesh.pk}") == {taken.code}


def test_pages_follow_each_other_without_gap_or_repeat(officer, maya, sarita):
    everything = {make.make_case(maya, sarita, officer=sarita).code for _ in range(27)}
    first = shown(officer)
    second = shown(officer, first.next_url)
    assert len(first.rows) == 25
    assert second.next_url == ""
    assert second.first_url
    assert [row.code for row in first.rows + second.rows] == list(
        Case.objects.by_urgency().values_list("code", flat=True)
    )
    assert {row.code for row in first.rows + second.rows} == everything


@pytest.mark.parametrize(
    "after", ["nonsense", "2026-13-45T00:00:00Z.1", "2026-11-24T00:00:00.1", "."]
)
def test_a_broken_address_begins_at_the_top(after, officer, case):
    assert codes(officer, f"?after={after}") == {case.code}


def test_a_row_says_how_the_case_stands(officer, case, refer, sarita):
    def words():
        return str(work.standing_of(shown(officer).rows[0])[0])

    assert words() == "New"
    plan(case, sarita, days=3)
    assert words() == "Open"
    plan(case, sarita, days=-1)
    assert words() == "Overdue"
    refer(case, service="One")
    assert words() == "Waiting for partner"
    refer(case, status="information_requested", service="Two")
    assert words() == "Partner asks"
    refer(case, due_at=now() - timedelta(days=1), service="Three")
    assert words() == "Partner silent"


def test_a_row_names_the_client_in_both_scripts(officer, kathmandu, sarita):
    sita = make.make_client(
        kathmandu, sarita, "Sita Thapa", local_name={"text": "सीता थापा", "lang": "ne"}
    )
    make.make_case(sita, sarita, officer=sarita)
    page = officer.get("/").content.decode()
    assert '<bdi class="quiet" lang="ne">सीता थापा</bdi>' in page
    assert "Sita Thapa" in page


@pytest.mark.parametrize("who", ["sarita", "bimala"])
@pytest.mark.parametrize("count", [1, 10, 100])
def test_the_page_costs_the_same_however_long(count, who, cast, kathmandu, sarita, dipesh, queries):
    tag = cases.make_tag(kathmandu, by=sarita, name="Airport")
    for n in range(count):
        client = make.make_client(kathmandu, sarita, f"Client {n}")
        cases.tag(make.make_case(client, sarita, officer=dipesh), by=sarita, tag=tag)
    assert queries(lambda: cast[who].get("/?list=team")) <= 14


def test_take_next_gives_the_case_that_has_waited_longest(officer, case, waiting, maya, sarita):
    make.make_case(maya, sarita, title="Later")
    assert officer.post("/take-next/").url == waiting.get_absolute_url()
    waiting.refresh_from_db()
    assert waiting.officer == sarita


def test_take_next_passes_over_what_one_sees_by_name_at_a_centre_that_one_left(
    browse, maya, sarita, pasang, pokhara, kathmandu
):
    hers = make.make_case(maya, sarita, restricted=True)
    assign_perm("cases.view_case", pasang, hers)
    waits = make.make_case(make.make_client(pokhara, pasang), pasang)
    assert browse(pasang).post("/take-next/").url == waits.get_absolute_url()


def test_take_next_says_when_none_waits(officer, case):
    page = officer.post("/take-next/", follow=True)
    assert "No case waits for an officer." in page.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("sarita", 302),
        ("bimala", 302),
        ("pasang", 302),
        ("roshan", 404),
        ("nirmala", 404),
        ("stranger", 404),
    ],
)
def test_who_may_take_next(who, status, cast, waiting):
    assert cast[who].post("/take-next/").status_code == status
    waiting.refresh_from_db()
    assert (waiting.officer is not None) == (who in ("sarita", "bimala"))


@pytest.mark.parametrize(
    ("who", "name"),
    [("roshan", "referrals:to_answer"), ("nirmala", "trail"), ("anil", "access:centres")],
)
def test_everyone_else_begins_elsewhere(who, name, cast):
    assert cast[who].get("/").url == reverse(name)


def test_someone_without_a_role_is_told_whom_to_ask(cast, stranger):
    page = cast["stranger"].get("/", follow=True).content.decode()
    assert "Ask the administrator" in page
    assert stranger.email in page


def test_a_visitor_logs_in_first(cast):
    assert cast["visitor"].get("/").url.startswith("/account/login/")
