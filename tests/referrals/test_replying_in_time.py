"""A partner's question has a clock of the centre's own: officer, then supervisor, each once."""

from datetime import timedelta

import pytest

from helpdesk.access.models import User
from helpdesk.access.working_week import calendar_of_centre
from helpdesk.core import per_request
from helpdesk.core.clock import at, now
from referrals import actions
from services.working_week import calendar_of
from tests import make

from .conftest import fetch

MINUTE = timedelta(minutes=1)
CHASE = "/referrals/chase/"


@pytest.fixture
def asked(sent_referral, bimala, roshan, told):
    """Himal has asked; the desk works in Doha's week, Himal in Nepal's."""
    centre = sent_referral.centre
    centre.country, centre.time_zone = "QA", "Asia/Qatar"
    type(centre).objects.filter(pk=centre.pk).update(country="QA", time_zone="Asia/Qatar")
    asked = actions.request_information(sent_referral, by=roshan, text="Which month?")
    told()
    return fetch(asked)


def late(asked, hours=0):
    """So long after the reply was due, on the centre's calendar."""
    return calendar_of_centre(asked.centre).add(asked.due_at, hours) + MINUTE


def test_it_is_due_on_the_centres_calendar(asked):
    due = calendar_of_centre(asked.centre).add(asked.steps.last().at, 48)
    assert (asked.clock, asked.due_at) == ("reply", pytest.approx(due, abs=MINUTE))
    assert asked.partner_due_at is None


def test_the_desks_page_says_by_when(asked, browse, sarita):
    assert "An answer is due:" in browse(sarita).get(asked.get_absolute_url()).content.decode()


def test_the_target_is_a_setting(sent_referral, roshan, settings):
    settings.REFERRAL_REPLY_HOURS = {"normal": 24 * 9}
    asked = actions.request_information(sent_referral, by=roshan, text="Which month?")
    assert asked.due_at > now() + timedelta(days=9)


def test_the_officer_is_reminded_then_the_supervisor_each_once(asked, told):
    for hours in (0, 0, 24, 24, 240):
        with at(late(asked, hours)):
            assert actions.expire() == 0
    assert told() == [("Sarita Gurung", "question_waits"), ("Bimala Adhikari", "question_waits")]
    assert fetch(asked).status == "information_requested"


def test_the_story_says_who_waits(asked, browse, sarita):
    with at(late(asked, 24)):
        actions.expire()
    page = browse(sarita).get(asked.get_absolute_url()).content.decode()
    assert "Himal Law Clinic waits for a reply: the officer was told" in page
    assert "is late: the officer was told" not in page


def test_it_stands_on_the_officers_list_with_its_day(asked, browse, sarita, himal):
    with at(late(asked)):
        page = browse(sarita).get(f"{CHASE}?list=reply").content.decode()
        assert asked.code in page
        assert "Our reply" in page
        assert "overdue" in page
        assert asked.code not in browse(sarita).get(f"{CHASE}?list=late").content.decode()
        mine = browse(sarita).get("/referrals/?list=to-answer").content.decode()
        assert asked.code in mine
        assert "overdue" in mine


def test_the_partner_is_not_late_while_it_waits(asked, browse, roshan):
    with at(late(asked, 48)):
        page = browse(roshan).get(asked.get_absolute_url()).content.decode()
        assert "Standing still" in page
        assert "overdue" not in page


def test_after_the_reply_the_partner_goes_on_where_it_was(sent_referral, bimala, roshan, sarita):
    calendar = calendar_of(sent_referral.partner)
    actions.acknowledge(sent_referral, by=roshan)
    with at(calendar.add(sent_referral.decide_due, 30)):
        actions.expire()
        before = fetch(sent_referral)
        assert before.rung == 2
        asked = actions.request_information(before, by=roshan, text="Which month?")
        assert (asked.rung, asked.decide_rung) == (None, 2)
    with at(late(asked, 24)):
        actions.expire()
        assert fetch(asked).rung == 3
        answered = actions.answer(fetch(asked), by=sarita, text="March.")
        assert (answered.rung, answered.decide_rung) == (2, None)
        assert answered.next_rung_at == pytest.approx(calendar.add(now(), 72), abs=MINUTE)


def test_what_a_partner_says_reaches_the_supervisor_when_the_officer_has_left(
    sent_referral, bimala, roshan, sarita, told
):
    User.objects.filter(pk=sarita.pk).update(is_active=False)
    per_request.forget()
    told()
    actions.decline(fetch(sent_referral), by=roshan, reason="capacity")
    assert told() == [("Bimala Adhikari", "referral_declined")]


def test_what_was_declined_waits_to_be_rerouted_until_it_is(
    in_status, browse, sarita, asha, kathmandu
):
    referral = in_status("declined")
    with at(now() + timedelta(days=200)):  # and is not forgotten
        page = browse(sarita).get(f"{CHASE}?list=reroute").content.decode()
        assert f"/referrals/{referral.code}/reroute/" in page
    service = asha.services.get()
    actions.reroute(referral, by=sarita, submission_id=make.uuid.uuid4(), service=service)
    assert referral.code not in browse(sarita).get(f"{CHASE}?list=reroute").content.decode()


def test_the_waiting_list_proposes_the_usual_day(sent_referral, browse, roshan, settings):
    settings.REFERRAL_REVIEW_DAYS = 12
    page = browse(roshan).get(sent_referral.get_absolute_url()).content.decode()
    assert f'value="{make.today() + timedelta(days=12)}"' in page
