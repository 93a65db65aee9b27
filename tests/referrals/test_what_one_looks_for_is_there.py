"""What the desk and a partner would look for on a page stands on it."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection

from helpdesk.core.clock import at, now
from referrals import actions
from referrals.chasing import chase_list
from services import actions as services

from .conftest import YES
from .incoming import logged


@pytest.fixture
def mina(himal, anil):
    return services.name_contact(
        himal, by=anil, role="focal", name="Mina Lama", phone="01-555 0100"
    )


def page_of(browser, thing):
    return browser.get(thing.get_absolute_url()).content.decode()


def test_beside_a_question_one_can_change_the_packet(in_status, browse, sarita):
    referral = in_status("information_requested")
    page = page_of(browse(sarita), referral)
    talk = page[page.index('id="questions"') :]
    assert f"/referrals/{referral.code}/amend/" in talk[: talk.index("</section>")]


def test_a_call_while_a_question_is_open_is_no_question(in_status, browse, sarita):
    referral = in_status("information_requested")
    actions.chase(
        referral, by=sarita, submission_id=uuid.uuid4(), how="called", text="Nobody picked up"
    )
    page = page_of(browse(sarita), referral)
    talk = page[page.index('id="questions"') :]
    assert "Nobody picked up" not in talk[: talk.index("</section>")]
    assert "Nobody picked up" in page  # in the story


def test_the_chase_list_says_whom_to_call(sent_referral, mina, browse, sarita):
    with at(now() + timedelta(days=14)):
        page = browse(sarita).get("/referrals/chase/").content.decode()
    assert "Mina Lama" in page
    assert 'href="tel:01-555 0100"' in page


def test_a_services_own_focal_point_comes_before_the_partners(
    sent_referral, mina, himal, anil, sarita
):
    service = sent_referral.service
    services.name_contact(himal, by=anil, role="focal", name="Rabi Rai", phone="1", service=service)
    with at(now() + timedelta(days=14)):
        [row] = chase_list(sarita, "late").rows
    assert row.to_call.name == "Rabi Rai"


def test_the_referrals_page_says_whom_to_call_and_logs_it(sent_referral, mina, browse, sarita):
    page = page_of(browse(sarita), sent_referral)
    assert "Mina Lama" in page
    assert f"/referrals/{sent_referral.code}/chase/" in page


def test_an_ended_one_asks_nobody_to_call(in_status, mina, browse, sarita):
    assert "Mina Lama" not in page_of(browse(sarita), in_status("declined"))


def test_a_partner_finds_its_services_from_its_list(sent_referral, browse, roshan):
    assert "/services/ours/" in browse(roshan).get("/referrals/to-answer/").content.decode()


def test_a_candidate_says_when_its_capacity_was_said(desk, case, roshan, browse, sarita):
    services.set_capacity(desk, by=roshan, capacity="limited")
    page = browse(sarita).get(f"/referrals/refer/{case.code}/?kind=legal").content.decode()
    assert desk.name in page
    assert "said today" in page or "said on" in page


def test_what_several_needs_ask_for_is_not_called_optional(case, maya, sarita, desk, browse):
    from helpdesk.cases import actions as cases

    facts = {"submission_id": uuid.uuid4(), "client": maya, "kind": "legal", "text": None}
    cases.add_need(case, by=sarita, **facts)
    page = browse(sarita).get(f"/referrals/refer/{case.code}/several/").content.decode()
    assert "Why, and what was already done" in page
    assert "(optional)" not in page


@pytest.mark.parametrize("path", ["/search/", "/clients/"])
def test_an_incoming_referral_is_found_by_its_code(path, kathmandu, sarita, dipesh, browse):
    incoming = logged(kathmandu, sarita, restricted=True)
    answer = browse(sarita).post(path, {"q": incoming.code.lower()})
    assert answer.url == incoming.get_absolute_url()
    assert browse(dipesh).post(path, {"q": incoming.code}).status_code == 200  # not hers to see


def test_less_than_an_hour_is_not_called_none(sent_referral, browse, sarita):
    with at(sent_referral.due_at + timedelta(minutes=20)):
        page = browse(sarita).get("/referrals/chase/").content.decode()
    assert "just overdue" in page
    assert "0 hours" not in page


def test_why_she_said_no_is_kept_sealed_and_shown(draft_referral, browse, sarita, roshan):
    from .test_saying_no import typed

    url = f"/referrals/{draft_referral.code}/prepare/"
    no = typed(draft_referral, do="refuse", refusal="He knows my family")
    browse(sarita).post(url, no)
    [refusal] = draft_referral.client.consents.refusals().select_related("data_key")
    assert refusal.reason == "He knows my family"
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM referrals_consent")
        assert "family" not in str(cursor.fetchall())
    assert "He knows my family" in browse(sarita).get(url).content.decode()
    sent = actions.agree_and_send(draft_referral, by=sarita, **YES())
    assert "He knows my family" not in page_of(browse(roshan), sent)
