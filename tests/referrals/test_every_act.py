import pytest
from django.core.exceptions import PermissionDenied

from helpdesk.core.refusal import Refused
from referrals import actions
from referrals.models.referral import NEXT, Status

from .conftest import act, fetch
from .paths import BY, SAID

# From → (act, then, who is told what). DOMAIN.md §4, row by row.
MOVES = [
    ("draft", "discard", "discarded", []),
    ("sent", "acknowledge", "acknowledged", [("Sarita Gurung", "referral_acknowledged")]),
    ("sent", "accept", "accepted", [("Sarita Gurung", "referral_accepted")]),
    ("sent", "waitlist", "waitlisted", [("Sarita Gurung", "referral_waitlisted")]),
    (
        "sent",
        "request_information",
        "information_requested",
        [("Sarita Gurung", "information_requested")],
    ),
    ("sent", "decline", "declined", [("Sarita Gurung", "referral_declined")]),
    ("sent", "withdraw", "withdrawn", [("Roshan K.C.", "referral_withdrawn")]),
    (
        "sent",
        "expire",
        "no_response",
        [("Roshan K.C.", "no_response"), ("Sarita Gurung", "no_response")],
    ),
    ("acknowledged", "accept", "accepted", [("Sarita Gurung", "referral_accepted")]),
    ("acknowledged", "waitlist", "waitlisted", [("Sarita Gurung", "referral_waitlisted")]),
    (
        "acknowledged",
        "request_information",
        "information_requested",
        [("Sarita Gurung", "information_requested")],
    ),
    ("acknowledged", "decline", "declined", [("Sarita Gurung", "referral_declined")]),
    ("acknowledged", "withdraw", "withdrawn", [("Roshan K.C.", "referral_withdrawn")]),
    (
        "acknowledged",
        "expire",
        "no_response",
        [("Roshan K.C.", "no_response"), ("Sarita Gurung", "no_response")],
    ),
    ("information_requested", "answer", "acknowledged", [("Roshan K.C.", "question_answered")]),
    ("information_requested", "decline", "declined", [("Sarita Gurung", "referral_declined")]),
    ("information_requested", "withdraw", "withdrawn", [("Roshan K.C.", "referral_withdrawn")]),
    ("waitlisted", "accept", "accepted", [("Sarita Gurung", "referral_accepted")]),
    ("waitlisted", "decline", "declined", [("Sarita Gurung", "referral_declined")]),
    ("waitlisted", "withdraw", "withdrawn", [("Roshan K.C.", "referral_withdrawn")]),
    (
        "waitlisted",
        "expire",
        "no_response",
        [("Roshan K.C.", "no_response"), ("Sarita Gurung", "no_response")],
    ),
    ("accepted", "start", "in_progress", [("Sarita Gurung", "referral_started")]),
    ("accepted", "complete", "completed", [("Sarita Gurung", "referral_completed")]),
    ("accepted", "not_deliver", "not_delivered", [("Sarita Gurung", "referral_not_delivered")]),
    ("accepted", "withdraw", "withdrawn", [("Roshan K.C.", "referral_withdrawn")]),
    ("in_progress", "complete", "completed", [("Sarita Gurung", "referral_completed")]),
    ("in_progress", "not_deliver", "not_delivered", [("Sarita Gurung", "referral_not_delivered")]),
    ("in_progress", "withdraw", "withdrawn", [("Roshan K.C.", "referral_withdrawn")]),
    ("completed", "confirm", "closed", [("Roshan K.C.", "referral_closed")]),
    ("completed", "dispute", "in_progress", [("Roshan K.C.", "referral_reopened")]),
    ("not_delivered", "confirm", "closed", [("Roshan K.C.", "referral_closed")]),
    *[
        (live, verb, then, [("Roshan K.C.", notice)])
        for live in (
            "sent",
            "acknowledged",
            "information_requested",
            "waitlisted",
            "accepted",
            "in_progress",
        )
        for verb, then, notice in [
            ("enter_in_error", "entered_in_error", "referral_withdrawn"),
            ("withdraw_consent", "consent_withdrawn", "consent_withdrawn"),
        ]
    ],
]


@pytest.mark.parametrize(("before", "verb", "then", "notices"), MOVES)
def test_it_works_and_the_right_people_are_told(
    before, verb, then, notices, in_status, sarita, roshan, told
):
    referral = in_status(before)
    told()
    moved = act(referral, verb, sarita=sarita, roshan=roshan)
    assert moved.status == fetch(referral).status == then
    assert sorted(told()) == sorted(notices)
    last = referral.steps.select_related("data_key").last()
    assert (last.before, last.after) == (before, then)


@pytest.mark.parametrize("before", Status.values)
def test_no_act_works_but_where_the_table_says_so(before, in_status, sarita, roshan):
    referral = in_status(before)
    allowed = {move[1] for move in MOVES if move[0] == before}
    for verb in BY.keys() - allowed:
        with pytest.raises((Refused, PermissionDenied)):  # the partner may not even see it
            act(referral, verb, sarita=sarita, roshan=roshan)
        assert fetch(referral).status == before


@pytest.mark.parametrize("now", Status.values)
@pytest.mark.parametrize("then", Status.values)
def test_the_table_is_the_whole_life(now, then):
    from referrals.models import Referral

    referral = Referral(status=now)
    if then in NEXT[now]:
        referral.move_to(then)
        assert referral.status == then
    else:
        with pytest.raises(Refused):
            referral.move_to(then)
        assert referral.status == now


def test_accepting_stamps_the_acknowledgement_that_was_skipped(sent_referral, roshan):
    accepted = actions.accept(sent_referral, by=roshan)
    assert accepted.acknowledged_at is not None
    assert accepted.decided_at is not None


def test_reporting_stamps_the_start_that_was_skipped(in_status, roshan):
    done = actions.complete(in_status("accepted"), by=roshan, **SAID["complete"])
    assert done.started_at is not None


def test_another_reason_says_which(sent_referral, roshan):
    with pytest.raises(Refused) as refusal:
        actions.decline(sent_referral, by=roshan, reason="other")
    assert refusal.value.field == "text"


def test_a_waiting_list_names_a_day_to_come(sent_referral, roshan):
    from helpdesk.core.clock import today

    with pytest.raises(Refused):
        actions.waitlist(sent_referral, by=roshan, review_on=today())


def test_confirming_what_was_completed_meets_the_need(send, case, maya, sarita, roshan):
    import uuid

    from helpdesk.cases.actions import add_need

    need = add_need(case, by=sarita, submission_id=uuid.uuid4(), client=maya, kind="legal")
    referral = send(case, sarita, need=need)
    for verb in ("accept", "complete", "confirm"):
        referral = act(referral, verb, sarita=sarita, roshan=roshan)
    need.refresh_from_db()
    assert need.met_at is not None


def test_the_question_stops_the_clock_and_the_answer_starts_it_anew(in_status, sarita):
    asked = in_status("information_requested")
    assert asked.partner_due_at is None
    assert actions.answer(asked, by=sarita, text="March.").partner_due_at is not None
