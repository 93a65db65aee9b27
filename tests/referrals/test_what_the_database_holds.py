"""The rules that hold even where no action asks."""

import threading
import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from helpdesk.core.refusal import Refused
from referrals import actions
from referrals.models import Referral

from .conftest import YES


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("saying_no_says_why", {"status": "declined", "reason": ""}),
        ("saying_no_says_why", {"status": "not_delivered", "reason": ""}),
        ("saying_no_says_why", {"status": "withdrawn", "reason": ""}),
        ("saying_no_says_why", {"status": "no_response", "reason": ""}),
        ("completing_says_what", {"status": "completed", "outcome": ""}),
        ("nothing_goes_without_consent", {"consent": None}),
    ],
)
def test_a_row_cannot_say_half(name, changes, sent_referral):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Referral.objects.filter(pk=sent_referral.pk).update(**changes)


def test_a_second_live_one_to_the_same_service_is_refused_in_words(
    sent_referral, draft, case, sarita
):
    with pytest.raises(Refused, match=sent_referral.code):
        actions.agree_and_send(draft(case, sarita), by=sarita, **YES())


def test_and_by_the_database_itself(sent_referral, draft, case, sarita):
    second = draft(case, sarita)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=second.pk).update(status="sent", consent=sent_referral.consent)


def test_after_the_first_has_ended_a_second_may_go(sent_referral, draft, case, sarita):
    actions.withdraw(sent_referral, by=sarita, reason="client_declined")
    assert actions.agree_and_send(draft(case, sarita), by=sarita, **YES()).status == "sent"


@pytest.mark.parametrize(
    "verb",
    [
        "UPDATE referrals_historicalreferral SET status = 'sent'",
        "DELETE FROM referrals_historicalstep",
    ],
)
def test_its_history_cannot_be_rewritten(verb, sent_referral):
    with (
        pytest.raises(Exception, match="append"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb)


def test_the_same_submission_makes_one_draft(case, maya, sarita, desk):
    submission = uuid.uuid4()
    made = {
        actions.draft(
            case,
            by=sarita,
            submission_id=submission,
            client=maya,
            service=desk,
            asks_for="x",
            urgency="low",
        ).pk
        for _ in range(20)
    }
    assert len(made) == Referral.objects.count() == 1


def test_twenty_drafts_sent_one_after_the_other_make_one_live_referral(case, sarita, draft):
    drafts, sent = [draft(case, sarita) for _ in range(20)], 0
    for prepared in drafts:
        try:
            actions.agree_and_send(prepared, by=sarita, **YES())
            sent += 1
        except Refused:
            pass
    assert sent == Referral.objects.live().count() == 1


@pytest.mark.servers
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="SQLite lets one writer in at a time; the sequential form covers it",
)
def test_twenty_drafts_sent_at_once_make_one_live_referral(case, sarita, draft):
    drafts, outcomes = [draft(case, sarita) for _ in range(20)], []
    start = threading.Barrier(len(drafts))

    def send(prepared):
        start.wait()
        try:
            actions.agree_and_send(prepared, by=sarita, **YES())
            outcomes.append("sent")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[prepared]) for prepared in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused"] * 19 + ["sent"]
    assert Referral.objects.live().count() == 1
