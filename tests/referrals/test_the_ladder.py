"""A late referral goes up: partner, officer, supervisor, no response. Each is told once."""

from datetime import timedelta

import pytest

from helpdesk.core import per_request
from helpdesk.core.clock import at, now
from helpdesk.notices.models import Notice
from referrals import actions
from referrals.models import Referral
from services.working_week import calendar_of
from tests import make

from .conftest import fetch, time_goes_on

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _supervised(bimala):
    """Bimala supervises the centre."""


def kinds(told):
    return [(name.split()[0], kind) for name, kind in told()]


def days_late(referral, days):
    """So many working days of the partner's after the referral ran out."""
    return calendar_of(referral.partner).add(referral.due_at, days * DAY) + MINUTE


def test_each_rung_is_told_once_in_order(sent_referral, told):
    told()
    rungs = [rung for _at, rung in time_goes_on(sent_referral)]
    assert rungs == [1, 2, 3, 3]
    assert kinds(told) == [
        ("Roshan", "referral_late"),
        ("Sarita", "referral_silent"),
        ("Bimala", "referral_escalated"),
        ("Sarita", "no_response"),
        ("Roshan", "no_response"),
    ]
    assert fetch(sent_referral).status == "no_response"


def test_two_runs_tell_nobody_twice(sent_referral, told):
    for days in (0, 1, 3):
        with at(days_late(sent_referral, days)):
            actions.expire()
            told()
            actions.expire()
            assert told() == []


def test_a_rival_worker_finds_it_done(sent_referral):
    from referrals.actions import climbing

    with at(days_late(sent_referral, 0)):
        both_found = climbing._due()
        actions.expire()
        for pk in both_found:
            climbing._climb(pk, sent_referral.officer)
    assert sent_referral.steps.filter(kind="reminded").count() == 1
    assert Notice.objects.filter(kind="referral_late").count() == 1


def test_the_clock_notes_each_rung_in_the_story(sent_referral, browse, sarita):
    with at(days_late(sent_referral, 1)):
        actions.expire()
    kept = sent_referral.steps.exclude(kind="").values_list("kind", "by__email")
    assert list(kept) == [
        ("reminded", "clock@system.invalid"),
        ("officer_told", "clock@system.invalid"),
    ]
    page = browse(sarita).get(sent_referral.get_absolute_url()).content.decode()
    assert "Himal Law Clinic is late: the officer was told" in page


def test_after_an_outage_all_come_at_once_and_the_partner_has_a_last_call(sent_referral, told):
    told()
    with at(days_late(sent_referral, 30)):
        assert actions.expire() == 0
        assert [kind for _n, kind in kinds(told)] == [
            "referral_late",
            "referral_silent",
            "referral_escalated",
        ]
        last_call = fetch(sent_referral).next_rung_at
        assert last_call == pytest.approx(
            calendar_of(sent_referral.partner).add(now(), 24), abs=MINUTE
        )
    with at(last_call + MINUTE):
        assert actions.expire() == 1


def test_whoever_answers_late_is_off_the_ladder(sent_referral, roshan, told):
    with at(days_late(sent_referral, 1)):
        actions.expire()
        actions.accept(sent_referral, by=roshan)
        told()
        actions.expire()
        assert told() == []
        accepted = fetch(sent_referral)
        assert (accepted.rung, accepted.clock) == (None, "contact")


def test_an_accepted_one_ends_with_the_supervisor_and_then_its_report_is_late(in_status, told):
    referral = in_status("accepted")
    told()
    rungs = [rung for _at, rung in time_goes_on(referral)]
    assert rungs == [1, 2, 3, 1, 2, 3]  # for the first contact, then for the report
    assert (
        kinds(told)
        == [
            ("Roshan", "report_due"),
            ("Sarita", "referral_silent"),
            ("Bimala", "referral_escalated"),
        ]
        * 2
    )
    assert fetch(referral).status == "accepted"


def test_a_question_stops_the_clock_and_the_answer_leaves_what_was_left(
    sent_referral, roshan, sarita
):
    calendar = calendar_of(sent_referral.partner)
    with at(calendar.add(sent_referral.sent_at, 24)):  # one of three working days is over
        asked = actions.request_information(sent_referral, by=roshan, text="Which month?")
    assert asked.decide_left == pytest.approx(2 * DAY, abs=MINUTE)
    with at(now() + timedelta(days=40)):
        actions.expire()
        assert not asked.steps.filter(kind="reminded").exists()
        answered = actions.answer(fetch(asked), by=sarita, text="March.")
        assert calendar.between(now(), answered.due_at) == pytest.approx(2 * DAY, abs=MINUTE)
        assert answered.decide_left is None


def test_a_waiting_list_is_looked_at_again(in_status, told):
    referral = in_status("waitlisted")
    told()
    assert referral.due_at == calendar_of(referral.partner).closing(referral.review_on)
    time_goes_on(referral)
    assert kinds(told)[:3] == [
        ("Roshan", "review_due"),
        ("Sarita", "referral_silent"),
        ("Bimala", "referral_escalated"),
    ]
    assert fetch(referral).status == "no_response"


def test_where_the_officer_has_left_the_supervisor_is_told(sent_referral, sarita, told):
    told()
    sarita.groups.clear()
    per_request.forget()
    with at(days_late(sent_referral, 1)):
        actions.expire()
    assert kinds(told)[1:] == [("Bimala", "referral_silent")]


def test_without_a_supervisor_the_centre_above_is_told(
    sent_referral, sarita, bimala, kathmandu, told
):
    bimala.groups.clear()
    below = make.make_centre("Lalitpur desk", "LAL", parent=kathmandu)
    above = make.make_user("Deepa Shah", teams=[kathmandu.supervisors])
    Referral.objects.filter(pk=sent_referral.pk).update(centre=below)
    told()
    with at(days_late(sent_referral, 3)):
        actions.expire()
    assert kinds(told)[-1] == (above.name.split()[0], "referral_escalated")


def test_where_the_partner_has_nobody_the_officer_is_told_at_once(sent_referral, roshan, told):
    roshan.groups.clear()
    per_request.forget()
    told()
    with at(days_late(sent_referral, 0)):
        actions.expire()
    assert kinds(told) == [("Sarita", "referral_silent")]
