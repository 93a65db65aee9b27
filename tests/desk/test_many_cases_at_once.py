import re
from datetime import timedelta

import pytest

from helpdesk.cases import actions
from helpdesk.cases.models import Case, Note
from helpdesk.core.clock import today
from tests import make


@pytest.fixture
def three(maya, sarita):
    return [make.make_case(maya, sarita, officer=sarita, title=f"Matter {n}") for n in range(3)]


@pytest.fixture
def send(officer):
    """`send("assign", cases, officer=…)` ticks cases and answers the page that follows."""

    def send(act, cases, browser=officer, **filled):
        go = {"go": "yes", "submission_id": "11111111-1111-4111-8111-111111111111"}
        sent = {"do": act, "pick": [c.code for c in cases], "back": "list=team", **filled}
        return browser.post("/bulk/", {**sent, **(go if filled else {})})

    return send


def say(browser):
    return browser.get("/?list=team").content.decode()


def test_the_page_asks_first_for_what_is_missing(send, three):
    page = send("assign", three).content.decode()
    assert page.count('name="pick"') == 3
    assert "Give to" in page
    assert Case.objects.filter(officer__name="Sarita Gurung").count() == 3


def test_many_cases_go_to_a_colleague(send, three, dipesh, officer):
    answer = send("assign", three, officer=dipesh.pk)
    assert answer.url == "/?list=team"
    assert "Assign: 3 done." in say(officer)
    assert set(Case.objects.values_list("officer", flat=True)) == {dipesh.pk}


def test_a_tag_is_put_on_and_taken_off(send, three, officer):
    send("tag", three, new_name="Airport group")
    assert 'href="?list=team&amp;tag=' in say(officer)
    page = send("tag", three[:1], name="Airport group")
    assert page.status_code == 409
    assert "has the tag “Airport group” already" in page.content.decode()
    send("untag", three, name="Airport group")
    assert not any(case.case_tags.exists() for case in three)


def test_the_same_words_go_into_each_case_once(send, three):
    send("note", three, text="Office closed on Friday", kind="note")
    send("note", three, text="Office closed on Friday", kind="note")
    assert Note.objects.count() == 3
    assert {note.text for note in Note.objects.select_related("data_key")} == {
        "Office closed on Friday"
    }


def test_what_is_refused_stays_with_its_reason_and_what_was_typed(send, three, refer, case):
    refer(case, status="information_requested")
    page = send("close", [*three, case], outcome="partly")
    words = page.content.decode()
    assert page.status_code == 409
    assert "3 done, 1 refused." in words
    assert f"{case.code}</a>: It has a live referral" in words
    assert re.findall(r'name="pick" value="([^"]+)"', words) == [case.code]
    assert re.search(r'value="partly"[^>]*checked', words)
    assert set(Case.objects.open()) == {case}


def test_snoozing_by_a_quick_button(send, three):
    send("snooze", three, quick=(today() + timedelta(days=1)).isoformat())
    assert Case.objects.asleep().count() == 3


def test_each_row_asks_whether_one_may(send, three, secret, pasang, browse, dipesh):
    answer = send("assign", [*three, secret], browser=browse(pasang), officer=dipesh.pk)
    assert answer.status_code == 422  # she sees none of them, so nobody can be chosen
    assert Case.objects.filter(officer=dipesh).count() == 0
    words = send("note", [*three, secret], browser=browse(dipesh), text="x", kind="note")
    assert "3 done, 1 refused." in words.content.decode()
    assert secret.title not in words.content.decode()


def test_nothing_ticked_nothing_done(send, officer):
    assert send("close", []).url == "/?list=team"
    assert "Tick the cases first" in say(officer)


def test_an_unknown_act_is_not_there(send, three):
    assert send("delete", three).status_code == 404


def test_two_hundred_at_most(officer):
    codes = [f"KTM-26-{n:04}" for n in range(201)]
    answer = officer.post(
        "/bulk/",
        {
            "do": "note",
            "go": "yes",
            "pick": codes,
            "text": "x",
            "kind": "note",
            "submission_id": "11111111-1111-4111-8111-111111111111",
        },
    )
    assert answer.status_code == 409
    assert "At most 200" in answer.content.decode()


def test_it_costs_in_proportion(send, maya, sarita, dipesh, queries):
    def cost(count):
        cases = [make.make_case(maya, sarita, officer=sarita) for _ in range(count)]
        return queries(lambda: send("assign", cases, officer=dipesh.pk))

    cost(1)
    few, many = cost(4), cost(16)
    assert (many - few) / 12 <= few / 4


@pytest.mark.parametrize("who", ["roshan", "nirmala", "anil", "stranger"])
def test_only_the_desk_has_it(who, cast, three):
    sent = {"do": "close", "pick": [case.code for case in three]}
    assert cast[who].post("/bulk/", sent).status_code == 404


def test_a_tag_filters_the_list(officer, three, kathmandu, sarita):
    tag = actions.make_tag(kathmandu, by=sarita, name="Airport group")
    actions.tag(three[0], by=sarita, tag=tag)
    desk = officer.get(f"/?tag={tag.pk}").context["desk"]
    assert [case.code for case in desk.rows] == [three[0].code]
    assert [str(chip.label) for chip in desk.chips] == ["Airport group"]
