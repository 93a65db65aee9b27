"""What the clock does by itself, and how a story goes on with someone else."""

import uuid
from datetime import timedelta

import pytest
from django.conf import settings

from helpdesk.core.clock import at, now
from helpdesk.core.refusal import Refused
from helpdesk.notices.models import Notice
from referrals import actions
from referrals.clocks import due_words, left
from referrals.models import Referral
from services.working_week import calendar_of

from .conftest import YES, fetch


def out_of_time(referral):
    """When it counts as no response, on its partner's calendar."""
    return calendar_of(referral.partner).add(referral.due_at, settings.REFERRAL_NO_RESPONSE_HOURS)


@pytest.fixture
def warned(sent_referral):
    """The partner, the officer and her supervisor have been told that it is late."""
    escalated = settings.REFERRAL_ESCALATED_HOURS
    with at(calendar_of(sent_referral.partner).add(sent_referral.due_at, escalated)):
        actions.expire()
    return sent_referral


def test_whoever_lets_the_time_pass_has_not_responded(warned, told):
    told()
    with at(out_of_time(warned) + timedelta(minutes=1)):
        assert actions.expire() == 1
    assert fetch(warned).status == "no_response"
    assert sorted(told()) == [("Roshan K.C.", "no_response"), ("Sarita Gurung", "no_response")]


def test_it_is_told_once(warned, told):
    with at(out_of_time(warned) + timedelta(minutes=1)):
        actions.expire()
        told()
        assert actions.expire() == 0
    assert told() == []


def test_not_before_the_time_is_over(warned):
    with at(out_of_time(warned) - timedelta(minutes=1)):
        assert actions.expire() == 0
    assert fetch(warned).status == "sent"


@pytest.mark.parametrize(
    "status", ["information_requested", "accepted", "in_progress", "completed"]
)
def test_a_partner_that_answered_is_never_called_silent(status, in_status):
    referral = in_status(status)
    with at(now() + timedelta(days=365)):
        assert actions.expire() == 0
        assert not Referral.objects.silent().filter(pk=referral.pk).exists()


def test_the_trail_names_the_clock(warned):
    with at(out_of_time(warned) + timedelta(minutes=1)):
        actions.expire()
    assert fetch(warned).steps.select_related("by").last().by.email == "clock@system.invalid"


def test_how_fast_an_answer_is_due_follows_the_pace(send, case, sarita):
    sent = send(case, sarita, urgency="critical")
    begins, hours = sent.sent_at, settings.REFERRAL_ANSWER_HOURS["critical"]
    assert abs(sent.decide_due - calendar_of(sent.partner).add(begins, hours)) < timedelta(
        minutes=1
    )


@pytest.fixture
def declined(sent_referral, roshan):
    return actions.decline(sent_referral, by=roshan, reason="capacity")


def reroute(referral, by, service, submission=None):
    return actions.reroute(
        referral, by=by, submission_id=submission or uuid.uuid4(), service=service
    )


def test_rerouting_stays_on_the_thread_and_keeps_the_words(declined, asha, sarita):
    again = reroute(declined, sarita, asha.services.get())
    assert (again.thread, again.replaces_id, again.status) == (
        declined.thread,
        declined.pk,
        "draft",
    )
    assert again.asks_for == declined.asks_for


def test_what_was_replaced_is_not_replaced_twice(declined, asha, sarita, desk):
    again = reroute(declined, sarita, asha.services.get())
    with pytest.raises(Refused, match=again.code):
        reroute(declined, sarita, desk)


def test_pressing_twice_makes_one(declined, asha, sarita):
    submission = uuid.uuid4()
    assert reroute(declined, sarita, asha.services.get(), submission) == reroute(
        declined, sarita, asha.services.get(), submission
    )


def test_what_is_still_under_way_is_not_rerouted(sent_referral, asha, sarita):
    with pytest.raises(Refused, match="still under way"):
        reroute(sent_referral, sarita, asha.services.get())


def test_the_client_agrees_anew_for_the_other_partner(declined, asha, sarita):
    again = reroute(declined, sarita, asha.services.get())
    with pytest.raises(Refused, match="someone or something else"):
        actions.send(again, by=sarita, consent=fetch(declined).consent)
    assert actions.agree_and_send(again, by=sarita, **YES()).consent.partner == asha


def test_the_desk_reads_one_story(declined, asha, sarita, browse):
    again = reroute(declined, sarita, asha.services.get())
    actions.agree_and_send(again, by=sarita, **YES())
    page = browse(sarita).get(again.get_absolute_url()).content.decode()
    for line in (
        "Himal Law Clinic declined",
        "No place now",
        "Sent to Asha Counselling House",
        declined.code,
    ):
        assert line in page
    assert (
        f'Goes on as <a class="code" href="{again.get_absolute_url()}"'
        in browse(sarita).get(declined.get_absolute_url()).content.decode()
    )


def test_clocks_say_done_due_and_late_in_words(in_status):
    sent = in_status("acknowledged")
    assert [clock.state for clock in sent.clocks] == ["done", "due", "", ""]
    with at(sent.due_at + timedelta(days=4, hours=1)):
        assert [clock.state for clock in sent.clocks] == ["done", "late", "", ""]
        assert sent.clocks[1].text == "4 days overdue"


def test_an_accepted_one_waits_for_contact_and_report(in_status):
    assert [clock.state for clock in in_status("accepted").clocks] == ["done", "done", "due", "due"]


def test_a_due_day_says_what_it_means():
    assert due_words(None) is None
    assert left(now() + timedelta(days=2, minutes=1)) == "in 2 days"
    assert due_words(now() - timedelta(days=4)).tone == "late"
    assert due_words(now() + timedelta(hours=5)).tone == "soon"


def test_notices_carry_a_code_and_a_link_and_nothing_else(sent_referral, maya, case):
    notice = Notice.objects.filter(kind="referral_sent").get()
    assert (notice.recipient.name, notice.code) == ("Roshan K.C.", sent_referral.code)
    assert notice.path == f"/referrals/{sent_referral.code}/"
    everything = " ".join(str(value) for value in vars(notice).values())
    for secret in (maya.name, maya.code, case.code, case.title, "wages"):
        assert secret not in everything


def test_nobody_is_told_of_what_they_did_themselves(sent_referral, roshan, told):
    told()
    actions.acknowledge(sent_referral, by=roshan)
    assert told() == [("Sarita Gurung", "referral_acknowledged")]
