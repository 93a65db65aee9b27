"""A thread reads as one story, and what came to nothing leads to the next one at once."""

import uuid

import pytest

from referrals import actions
from referrals.chasing import chase_list
from referrals.models import Referral

from .conftest import YES, act, fetch


def ask_next(referral, service, by, browse):
    return browse(by).post(
        f"{referral.get_absolute_url()}reroute/",
        {"submission_id": str(uuid.uuid4()), "service": service.pk},
    )


@pytest.mark.parametrize("status", ["declined", "no_response", "not_delivered"])
def test_what_came_to_nothing_offers_the_next_ones(status, in_status, asha, sarita, browse):
    referral = in_status(status)
    page = browse(sarita).get(referral.get_absolute_url()).content.decode()
    assert "Ask the next one" in page
    assert "Ask Asha Counselling House" in page


def test_a_draft_that_is_discarded_asked_nobody(in_status, asha, sarita, browse):
    """The one that came to nothing waits for someone else again: else nobody would be asked."""
    referral = in_status("declined")
    for _once_more in range(2):
        ask_next(referral, asha.services.get(), sarita, browse)
        made = Referral.objects.get(replaces=referral)
        assert not chase_list(sarita, "reroute").rows
        actions.discard(made, by=sarita)
        assert [row.code for row in chase_list(sarita, "reroute").rows] == [referral.code]
        page = browse(sarita).get(referral.get_absolute_url()).content.decode()
        assert "Ask Asha Counselling House" in page
        assert fetch(made).thread == referral.thread


def test_what_went_well_does_not(in_status, asha, sarita, browse):
    page = browse(sarita).get(in_status("closed").get_absolute_url()).content.decode()
    assert "Ask the next one" not in page


def test_asking_closes_what_was_not_delivered_with_its_reason(in_status, asha, sarita, browse):
    referral = in_status("not_delivered")
    answer = ask_next(referral, asha.services.get(), sarita, browse)
    made = Referral.objects.get(replaces=referral)
    assert answer.url == f"/referrals/{made.code}/prepare/"
    assert (fetch(referral).status, fetch(referral).reason) == ("closed", "unreachable")


def test_the_packet_goes_along_as_it_was_chosen(draft_referral, asha, sarita, roshan):
    chosen = actions.redraft(
        draft_referral, by=sarita, version=1, categories=["identity"], coded_only=True
    )
    sent = actions.agree_and_send(chosen, by=sarita, **YES())
    declined = actions.decline(sent, by=roshan, reason="capacity")
    made = actions.reroute(
        declined, by=sarita, submission_id=uuid.uuid4(), service=asha.services.get()
    )
    assert (made.categories, made.coded_only, made.asks_for) == (
        ["identity"],
        True,
        declined.asks_for,
    )


def test_the_page_names_all_who_were_asked_and_why_they_could_not(
    sent_referral, asha, sarita, roshan, browse
):
    declined = actions.decline(sent_referral, by=roshan, reason="capacity", text="Full till June")
    ask_next(declined, asha.services.get(), sarita, browse)
    made = actions.agree_and_send(
        Referral.objects.for_listing().get(replaces=declined), by=sarita, **YES()
    )
    page = browse(sarita).get(made.get_absolute_url()).content.decode()
    for words in ("Who was asked", declined.code, "No place now", "Full till June", made.code):
        assert words in page


def test_questions_and_answers_are_a_conversation(sent_referral, sarita, roshan, browse):
    for verb in ("request_information", "answer"):
        sent_referral = act(sent_referral, verb, sarita=sarita, roshan=roshan)
    page = browse(sarita).get(sent_referral.get_absolute_url()).content.decode()
    talk = page.split('id="questions"')[1].split("</section>")[0]
    asked, answered = talk.index("Which month"), talk.index("March.")
    assert asked < answered
    assert "Himal Law Clinic asks" in talk


def test_a_question_waits_on_a_list_of_its_own(in_status, sarita, browse):
    referral = in_status("information_requested")
    page = browse(sarita).get("/referrals/?list=to-answer").content.decode()
    assert referral.code in page
    assert 'class="n late">1<' in page
