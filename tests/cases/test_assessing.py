from datetime import timedelta

import pytest

from helpdesk.audit.models import Entry
from helpdesk.cases.models import Assessment
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from helpdesk.desk.comparing import compared
from tests import make

TICKED = {
    "judgement": "high",
    "risks_individual": ["i_danger", "i_debt"],
    "strengths_household": ["h_backing"],
    "words_community": "The agent lives two doors away.",
    "words_overall": "She cannot go home today.",
}


@pytest.fixture
def twice(case, sarita):
    """She was assessed a month ago, and again today."""
    before = make.make_assessment(
        case,
        sarita,
        judgement="medium",
        risks=["i_debt", "h_debt"],
        strengths=["h_safe"],
        happened_on=today() - timedelta(days=30),
    )
    return before, make.make_assessment(
        case, sarita, risks=["i_debt", "c_threats"], strengths=["h_safe", "i_knows"]
    )


def send(browse, person, case, **answers):
    said = {"client": case.people.get().client_id, "happened_on": today(), **TICKED, **answers}
    said["submission_id"] = "7b0c3f0e-5f3f-4d53-9a53-1d1a2f3b4c5d"
    return browse(person).post(f"/cases/{case.code}/assess/", said)


def test_an_officer_ticks_writes_and_judges(browse, sarita, case, maya):
    assert send(browse, sarita, case).status_code == 302
    made = Assessment.objects.for_listing().get()
    assert (made.client, made.by, made.judgement) == (maya, sarita, "high")
    assert made.risks == ["i_danger", "i_debt"]
    assert made.strengths == ["h_backing"]
    assert made.words == {
        "overall": "She cannot go home today.",
        "community": "The agent lives two doors away.",
    }
    entry = Entry.objects.get(verb="assessed")
    assert (entry.by, entry.code) == (sarita, case.code)


def test_pressing_twice_makes_one(browse, sarita, case):
    for _time in range(2):
        send(browse, sarita, case)
    assert Assessment.objects.count() == 1


def test_the_day_of_the_event_is_not_that_of_the_entry(browse, sarita, case):
    send(browse, sarita, case, happened_on=today() - timedelta(days=3))
    made = Assessment.objects.get()
    assert (today() - made.happened_on).days == 3
    assert made.written_at.date() >= made.happened_on


def test_a_day_to_come_is_refused(case, sarita):
    with pytest.raises(Refused, match="still to come"):
        make.make_assessment(case, sarita, happened_on=today() + timedelta(days=1))


def test_nothing_ticked_and_nothing_said_is_no_assessment(case, sarita):
    with pytest.raises(Refused, match="own words"):
        make.make_assessment(case, sarita, risks=[], strengths=[])


def test_the_officer_judges_not_the_ticks(browse, sarita, case):
    answer = send(browse, sarita, case, judgement="")
    assert answer.status_code == 422
    assert "not the ticks" in answer.content.decode()
    assert "She cannot go home today." in answer.content.decode()


def test_it_is_about_someone_of_the_case(case, sarita, kathmandu):
    other = make.make_client(kathmandu, sarita, "Sita Rai")
    with pytest.raises(Refused, match="not part of the case"):
        make.make_assessment(case, sarita, client=other)


def test_two_are_compared(twice):
    both = compared(*twice)
    assert both.direction == "worse"
    changes = {str(one.label): one.change for level in both.levels for one in level.factors}
    assert changes == {
        "Owes more than can be paid back": "same",
        "The household owes for the journey": "better",
        "A safe place to live": "same",
        "Knows their rights and where to turn": "better",
        "An agent, lender or employer can reach them": "worse",
    }
    assert (both.worse, both.better) == (1, 2)


def test_the_page_sets_the_newest_beside_the_one_before(browse, sarita, case, twice):
    page = browse(sarita).get(f"/cases/{case.code}/assessments/").content.decode()
    for words in (
        "More vulnerable than before",
        "New risk",
        "Gone",
        "Gained",
        "2 things got better",
    ):
        assert words in page


def test_another_persons_is_never_beside(browse, sarita, case, kathmandu, twice):
    from helpdesk.cases import actions

    other = make.make_client(kathmandu, sarita, "Sita Rai")
    actions.add_person(case, by=sarita, client=other)
    hers = make.make_assessment(case, sarita, client=other)
    page = browse(sarita).get(
        f"/cases/{case.code}/assessments/?show={hers.pk}&beside={twice[0].pk}"
    )
    assert "Since then" not in page.content.decode()


def test_the_case_says_the_newest_one_and_the_timeline_tells(browse, sarita, case, twice):
    page, timeline = parts(browse(sarita).get(case.get_absolute_url()))
    assert page.count(f"?show={twice[1].pk}") == 1
    assert f"?show={twice[0].pk}" not in page
    assert timeline.count("Assessed: ") == 2


def parts(answer):
    """The page of a case before its timeline, and that."""
    return answer.content.decode().split('id="timeline"')


def test_its_page_costs_the_same_for_one_and_for_ten(browse, sarita, case, queries):
    make.make_assessment(case, sarita)
    browser, path = browse(sarita), f"/cases/{case.code}/assessments/"
    browser.get(path)
    one = queries(lambda: browser.get(path))
    for _n in range(9):
        make.make_assessment(case, sarita)
    assert queries(lambda: browser.get(path)) == one
    assert one <= 12 + 2  # its read is recorded: the test's savepoint is set and released


@pytest.mark.parametrize(("who", "status"), [("dipesh", 200), ("pasang", 404), ("roshan", 404)])
def test_who_sees_it_sees_the_case(who, status, request, browse, case, twice):
    person = request.getfixturevalue(who)
    assert browse(person).get(f"/cases/{case.code}/assessments/").status_code == status
    assert Assessment.objects.visible_to(person).count() == (2 if status == 200 else 0)


def take_out(browse, person, assessment, reason="It was about another woman"):
    path = f"/cases/{assessment.case.code}/assessments/{assessment.pk}/enter-in-error/"
    return browse(person).post(path, {"reason": reason})


def test_one_entered_in_error_is_compared_with_nothing_and_stays_with_its_reason(
    browse, sarita, case, twice
):
    before, wrong = twice
    assert take_out(browse, sarita, wrong).status_code == 302
    shown = browse(sarita).get(f"/cases/{case.code}/assessments/").content.decode()
    assert "It was about another woman" in shown
    assert "Since then" not in shown
    assert f"/assessments/{before.pk}/enter-in-error/" in shown
    assert f"/assessments/{wrong.pk}/enter-in-error/" not in shown
    alone = browse(sarita).get(f"{wrong.get_absolute_url()}&beside={before.pk}").content.decode()
    assert "Since then" not in alone
    assert alone.count("It was about another woman") == 2


def test_the_case_no_longer_goes_by_it_and_its_history_keeps_it(browse, sarita, case, maya, twice):
    before, wrong = twice
    take_out(browse, sarita, wrong)
    page, timeline = parts(browse(sarita).get(case.get_absolute_url()))
    assert f"?show={before.pk}" in page
    assert f"?show={wrong.pk}" not in page
    assert timeline.count("Assessed: ") == 1
    assert "An assessment was entered in error" in timeline
    entry = Entry.objects.get(verb="took_out_assessment")
    assert (entry.by, entry.code) == (sarita, case.code)
    assert list(entry.clients.values_list("client", flat=True)) == [maya.uid]
    history = browse(sarita).get(f"/cases/{case.code}/history/").content.decode()
    assert "It was about another woman" in history


def test_taking_it_out_twice_changes_nothing_and_without_a_reason_nothing_is_taken_out(
    browse, sarita, twice
):
    assert take_out(browse, sarita, twice[1], "").status_code == 422
    for reason in ("Another woman", "Once more"):
        take_out(browse, sarita, twice[1], reason)
    assert Assessment.objects.select_related("data_key").get(pk=twice[1].pk).correction == (
        "Another woman"
    )
    assert Entry.objects.filter(verb="took_out_assessment").count() == 1


def test_an_assessment_is_taken_out_of_its_own_case_alone(browse, sarita, case, maya, twice):
    other = make.make_case(maya, sarita)
    path = f"/cases/{other.code}/assessments/{twice[1].pk}/enter-in-error/"
    assert browse(sarita).post(path, {"reason": "Wrong"}).status_code == 404
