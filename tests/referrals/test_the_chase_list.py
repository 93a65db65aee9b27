"""Every late referral stands on somebody's list, and a call is noted in one click."""

import uuid
from datetime import timedelta

import pytest

from helpdesk.core.clock import at, now
from helpdesk.core.refusal import Refused
from referrals import actions
from tests import make

from .conftest import fetch

CHASE = "/referrals/chase/"


@pytest.fixture
def late(sent_referral):
    """In two weeks from now nobody will have answered."""
    with at(now() + timedelta(days=14)):
        yield sent_referral


def test_it_says_what_is_late_and_who_was_told(late, browse, sarita):
    actions.expire()
    page = browse(sarita).get(CHASE).content.decode()
    for words in (late.code, "To acknowledge", "overdue", "Supervisor told", "Himal Law Clinic"):
        assert words in page


def test_nothing_is_there_before_its_time(sent_referral, browse, sarita):
    assert sent_referral.code not in browse(sarita).get(CHASE).content.decode()


def test_an_officer_sees_her_own_and_a_supervisor_the_centres(late, browse, dipesh, bimala):
    assert late.code not in browse(dipesh).get(CHASE).content.decode()
    assert late.code in browse(bimala).get(CHASE).content.decode()


def test_a_call_is_noted_once_and_the_partner_does_not_read_it(late, browse, sarita, roshan):
    typed = {"how": "called", "submission_id": uuid.uuid4(), "text": "Nobody picked up"}
    for _press in range(2):
        assert browse(sarita).post(f"/referrals/{late.code}/chase/", typed).status_code == 302
    assert late.steps.filter(kind="called").count() == 1
    assert "last on" in browse(sarita).get(CHASE).content.decode()
    assert "Nobody picked up" in browse(sarita).get(late.get_absolute_url()).content.decode()
    assert "Nobody picked up" not in browse(roshan).get(late.get_absolute_url()).content.decode()


def test_what_is_over_is_not_chased(in_status, sarita):
    with pytest.raises(Refused, match="nothing to chase"):
        actions.chase(in_status("declined"), by=sarita, submission_id=uuid.uuid4(), how="called")


def test_what_nobody_answered_waits_to_be_rerouted(in_status, browse, sarita):
    referral = in_status("no_response")
    page = browse(sarita).get(f"{CHASE}?list=reroute").content.decode()
    assert referral.code in page
    assert f"/referrals/{referral.code}/reroute/" in page


def test_the_board_counts_what_its_links_show(late, browse, bimala, himal, roshan):
    browser = browse(bimala)
    page = browser.get("/referrals/silent-partners/").content.decode()
    assert late.code in page
    link = f"{CHASE}?list=late&amp;partner={himal.pk}"
    assert f'<a href="{link}">1</a>' in page
    assert late.code in browser.get(link.replace("&amp;", "&")).content.decode()


def test_the_board_takes_the_median_in_working_days(send, case, sarita, roshan, browse, bimala):
    referral = send(case, sarita)
    with at(now() + timedelta(days=1)):
        actions.acknowledge(referral, by=roshan)
        from referrals.silence import board

        [line] = board(bimala)
    assert 0 <= line.median <= 1
    assert (line.live, line.sent, line.unanswered, line.share) == (1, 1, 0, 0)


@pytest.mark.parametrize("count", [1, 10, 30])
def test_both_cost_the_same_however_long(count, send, desk, maya, sarita, bimala, browse, queries):
    for number in range(count):
        client = make.make_client(maya.centre, sarita, f"Person {number}")
        send(make.make_case(client, sarita, officer=sarita), sarita)
    browser = browse(bimala)
    browser.get(CHASE)
    with at(now() + timedelta(days=14)):
        assert queries(lambda: browser.get(CHASE)) <= 12
        assert queries(lambda: browser.get("/referrals/silent-partners/")) <= 12


def test_a_rung_leaves_the_referral_as_it_was(late):
    actions.expire()
    assert fetch(late).status == "sent"
