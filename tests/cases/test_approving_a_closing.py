import html
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from guardian.shortcuts import assign_perm

from helpdesk.access.actions import change_centre
from helpdesk.audit.models import Entry
from helpdesk.cases import actions
from helpdesk.cases.models import Case, ClosingRequest
from helpdesk.core import per_request
from helpdesk.core.refusal import Refused
from helpdesk.notices.models import Notice
from tests import make


@pytest.fixture
def strict(kathmandu, anil):
    """Kathmandu wants every closing approved."""
    return change_centre(kathmandu, by=anil, version=1, closing_approved=True)


@pytest.fixture
def asked(strict, case, maya, sarita, bimala):
    """Sarita wants to close the case; Bimala is asked."""
    actions.close(again(case), by=sarita, outcomes={maya.pk: "partly"})
    return ClosingRequest.objects.for_listing().get()


def again(case):
    return Case.objects.select_related("data_key", "centre").get(pk=case.pk)


def told(kind):
    return list(Notice.objects.filter(kind=kind).values_list("recipient__name", "code"))


def test_an_officers_closing_waits_and_the_case_stays_open(asked, case, bimala):
    assert again(case).is_open
    assert told("closing_asked") == [("Bimala Adhikari", case.code)]
    assert not case.people.get().outcome
    assert Entry.objects.get(verb="asked_to_close").detail["outcomes"] == ["partly"]


def test_a_yes_closes_it_with_what_was_proposed(asked, case, sarita, bimala):
    actions.approve_closing(asked, by=bimala)
    assert not again(case).is_open
    assert case.people.get().outcome == "partly"
    assert told("closing_approved") == [("Sarita Gurung", case.code)]
    assert Entry.objects.get(verb="closed").by == bimala
    assert Entry.objects.get(verb="approved_closing").by == bimala


def test_what_is_sent_back_says_why_and_can_be_asked_for_again(asked, case, maya, sarita, bimala):
    made = actions.send_back_closing(asked, by=bimala, reason="Canary: call her first")
    assert made.reason == "Canary: call her first"
    assert again(case).is_open
    assert told("closing_sent_back") == [("Sarita Gurung", case.code)]
    actions.close(again(case), by=sarita, outcomes={maya.pk: "fully"})
    assert ClosingRequest.objects.waiting().count() == 1


def test_it_is_asked_for_once(asked, case, maya, sarita):
    with pytest.raises(Refused):
        actions.close(again(case), by=sarita, outcomes={maya.pk: "fully"})
    assert ClosingRequest.objects.count() == 1


def test_it_is_decided_once(asked, bimala):
    actions.send_back_closing(asked, by=bimala, reason="Not yet")
    with pytest.raises(Refused):
        actions.approve_closing(asked, by=bimala)


@pytest.mark.parametrize("who", ["dipesh", "pasang", "nirmala", "anil", "roshan", "stranger"])
def test_supervisors_alone_decide(who, request, asked):
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        actions.approve_closing(asked, by=person)
    with pytest.raises(PermissionDenied):
        actions.send_back_closing(asked, by=person, reason="No")


def test_nobody_approves_what_she_asked_for(asked, strict, sarita):
    strict.supervisors.user_set.add(sarita)
    per_request.forget()
    with pytest.raises(Refused):
        actions.approve_closing(asked, by=sarita)


def test_a_supervisor_closes_at_once_and_settles_what_waits(asked, case, maya, bimala):
    actions.close(again(case), by=bimala, outcomes={maya.pk: "fully"})
    assert not again(case).is_open
    assert case.people.get().outcome == "fully"
    assert ClosingRequest.objects.get().approved


def test_who_asked_is_told_that_a_supervisor_closed_it_herself(asked, case, maya, bimala):
    actions.close(again(case), by=bimala, outcomes={maya.pk: "fully"})
    assert told("closing_approved") == [("Sarita Gurung", case.code)]


@pytest.fixture
def lenient(asked, strict, anil):
    """Since Sarita asked, Kathmandu wants no approvals any more."""
    per_request.forget()
    return change_centre(strict, by=anil, version=2, closing_approved=False)


@pytest.mark.parametrize("who", ["sarita", "dipesh", "bimala"])
def test_where_approvals_are_wanted_no_more_no_closing_is_one(
    who, request, lenient, case, maya, browse
):
    person = request.getfixturevalue(who)
    actions.close(again(case), by=person, outcomes={maya.pk: "fully"})
    settled = ClosingRequest.objects.get()
    assert (settled.approved, settled.decided_by) == (None, person)
    assert settled.decided_at
    assert told("closing_approved") == []
    page = browse(person).get(f"/cases/{case.code}/close/decide/").content.decode()
    assert "Closed without approval" in page
    assert ">Approved<" not in page
    assert "Sent back" not in page


def test_who_became_a_supervisor_does_not_approve_her_own_request_by_closing(
    asked, strict, case, maya, sarita
):
    strict.supervisors.user_set.add(sarita)
    per_request.forget()
    actions.close(again(case), by=sarita, outcomes={maya.pk: "fully"})
    assert ClosingRequest.objects.get().approved is None


def test_a_case_entered_in_error_waits_for_no_approval(asked, case, sarita, bimala, browse):
    actions.close_in_error(again(case), by=sarita)
    assert not ClosingRequest.objects.waiting().exists()
    assert ClosingRequest.objects.get().approved is None
    assert case.code not in browse(bimala).get("/figures/review/").content.decode()


def test_where_no_approval_is_wanted_the_officer_closes(case, maya, sarita, bimala):
    actions.close(again(case), by=sarita, outcomes={maya.pk: "fully"})
    assert not again(case).is_open
    assert not ClosingRequest.objects.exists()


def test_who_was_added_since_needs_an_outcome_too(asked, case, kathmandu, sarita, bimala):
    actions.add_person(again(case), by=sarita, client=make.make_client(kathmandu, sarita, "Hari"))
    with pytest.raises(Refused):
        actions.approve_closing(asked, by=bimala)
    assert again(case).is_open


def test_a_closed_case_is_not_asked_for(strict, case, maya, sarita, bimala):
    actions.close(again(case), by=bimala, outcomes={maya.pk: "fully"})
    with pytest.raises(Refused):
        actions.close(again(case), by=sarita, outcomes={maya.pk: "fully"})


def test_each_person_needs_an_outcome_before_anybody_is_asked(strict, case, sarita, bimala):
    with pytest.raises(Refused):
        actions.close(again(case), by=sarita, outcomes={})
    assert not ClosingRequest.objects.exists()


def test_a_restricted_case_asks_those_supervisors_who_are_named(strict, case, maya, sarita, bimala):
    actions.restrict(again(case), by=sarita, ground="threat", people=[])
    with pytest.raises(Refused, match="Share it with a supervisor"):
        actions.close(again(case), by=sarita, outcomes={maya.pk: "fully"})
    make.make_user("Ganga Rana", teams=[strict.supervisors])
    assign_perm("cases.view_case", bimala, case)
    per_request.forget()
    actions.close(again(case), by=sarita, outcomes={maya.pk: "fully"})
    assert told("closing_asked") == [("Bimala Adhikari", case.code)]


def test_when_it_is_restricted_who_is_not_named_loses_the_notice(asked, case, sarita):
    actions.restrict(again(case), by=sarita, ground="threat", people=[])
    assert told("closing_asked") == []


def test_the_pages_say_that_it_waits_and_the_form_decides(asked, case, browse, sarita, bimala):
    officer, supervisor = browse(sarita), browse(bimala)
    path = f"/cases/{case.code}/close/decide/"
    for page in (case.get_absolute_url(), path):
        assert "waits for" in html.unescape(officer.get(page).content.decode()).lower()
    assert "Waits for approval" in officer.get("/").content.decode()
    assert case.code in supervisor.get("/figures/review/").content.decode()
    assert b'name="decision"' not in officer.get(path).content
    assert supervisor.post(path, {"decision": "send_back"}).status_code == 422
    answer = supervisor.post(path, {"decision": "send_back", "reason": "Call her first"})
    assert answer.status_code == 302
    assert "Call her first" in officer.get(path).content.decode()
    assert supervisor.post(path, {"decision": "approve"}).status_code == 409


def test_the_officer_is_told_on_the_page_that_a_supervisor_is_asked(
    strict, case, maya, browse, sarita, bimala
):
    answer = browse(sarita).post(
        f"/cases/{case.code}/close/", {f"outcome_{maya.pk}": "fully"}, follow=True
    )
    assert "A supervisor is asked" in answer.content.decode()
    assert "undo" not in answer.content.decode().split("A supervisor is asked")[1][:300]


def test_many_cases_at_once_wait_too(strict, case, browse, sarita, bimala):
    sent = {"do": "close", "pick": [case.code], "go": "1", "outcome": "fully"}
    sent["submission_id"] = uuid.uuid4()
    answer = browse(sarita).post("/bulk/", sent, follow=True)
    assert f"stay open until then: {case.code}" in html.unescape(answer.content.decode())


def test_a_hidden_case_has_no_closing_for_others(strict, case, maya, browse, sarita, bimala):
    assign_perm("cases.view_case", bimala, case)
    actions.restrict(again(case), by=sarita, ground="threat", people=[bimala])
    actions.close(again(case), by=sarita, outcomes={maya.pk: "fully"})
    other = browse(make.make_user("Ganga Rana", teams=[strict.supervisors]))
    assert other.get(f"/cases/{case.code}/close/decide/").status_code == 404
    assert case.code not in other.get("/figures/review/").content.decode()
    assert case.code in browse(bimala).get("/figures/review/").content.decode()
