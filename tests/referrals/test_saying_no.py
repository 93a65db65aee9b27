"""The client's no is kept, warned of, and never lets anything go; a yes can be used again."""

from datetime import timedelta

import pytest

from helpdesk.cases import actions as cases
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from referrals import actions
from referrals.answers import answers_to
from referrals.models import Consent

from .conftest import YES, fetch

FOR = {"purpose": "legal", "categories": ["identity", "contact", "journey", "work"]}


@pytest.fixture
def no(maya, sarita, himal):
    return actions.refuse_consent(
        maya, by=sarita, partner=himal, how="spoken", language="ne", reason="Afraid of him", **FOR
    )


def typed(referral, **facts):
    return {
        "version": referral.version,
        "asks_for": "Wages",
        "urgency": "normal",
        "categories": ["identity", "work"],
        "how": "spoken",
        "language": "ne",
        "until": (today() + timedelta(days=60)).isoformat(),
        **facts,
    }


def test_a_no_lets_nothing_go(no, draft_referral, sarita):
    with pytest.raises(Refused, match="said no"):
        actions.send(draft_referral, by=sarita, consent=no)
    assert not Consent.objects.live().exists()


def test_a_no_is_not_taken_back(no, sarita):
    with pytest.raises(Refused, match="nothing to take back"):
        actions.withdraw_consent(no, by=sarita)


def test_whoever_prepares_the_same_again_is_warned(no, draft_referral, browse, sarita):
    page = browse(sarita).get(f"/referrals/{draft_referral.code}/prepare/").content.decode()
    assert "The client said no to Himal Law Clinic" in page


def test_a_later_yes_ends_the_warning_and_sends(no, draft_referral, sarita):
    sent = actions.agree_and_send(draft_referral, by=sarita, **YES())
    assert sent.status == "sent"
    assert answers_to(sent, sarita, ["work"]).refusal is None
    assert Consent.objects.refusals().count() == 1


def test_the_button_keeps_the_no_and_the_draft(draft_referral, browse, sarita, maya):
    answer = browse(sarita).post(
        f"/referrals/{draft_referral.code}/prepare/", typed(draft_referral, do="refuse")
    )
    assert answer.status_code == 302
    said = Consent.objects.get()
    assert (said.refused, said.until, said.how) == (True, None, "spoken")
    assert fetch(draft_referral).status == "draft"
    assert "Said no" in browse(sarita).get(maya.get_absolute_url()).content.decode()


def test_a_yes_that_covers_it_is_offered_and_used(draft_referral, browse, sarita, maya, himal):
    yes = actions.record_consent(maya, by=sarita, partner=himal, **YES(), **FOR)
    page = browse(sarita).get(f"/referrals/{draft_referral.code}/prepare/").content.decode()
    assert "Yes: agreed on" in page
    browse(sarita).post(
        f"/referrals/{draft_referral.code}/prepare/",
        typed(draft_referral, do="send", on_consent=yes.pk),
    )
    assert fetch(draft_referral).consent_id == yes.pk
    assert Consent.objects.count() == 1


@pytest.mark.parametrize("facts", [{"purpose": "health"}, {"categories": ["identity"]}])
def test_a_yes_to_less_or_to_something_else_is_not_offered(
    facts, draft_referral, sarita, maya, himal
):
    actions.record_consent(maya, by=sarita, partner=himal, **YES(), **{**FOR, **facts})
    assert not answers_to(draft_referral, sarita, draft_referral.categories).reusable


def test_nothing_leaves_from_a_case_that_is_closed(draft_referral, case, maya, sarita):
    cases.close(case, by=sarita, outcomes={maya.pk: "resolved"})
    with pytest.raises(Refused, match="This case is closed"):
        actions.agree_and_send(draft_referral, by=sarita, **YES())


def test_a_no_that_came_later_ends_the_yes_before_it(draft_referral, browse, sarita, maya, himal):
    yes = actions.record_consent(maya, by=sarita, partner=himal, **YES(), **FOR)
    actions.refuse_consent(maya, by=sarita, partner=himal, how="spoken", language="ne", **FOR)
    answers = answers_to(draft_referral, sarita, ["work"])
    assert (answers.reusable, answers.refusal.refused) == ([], True)
    with pytest.raises(Refused, match="Ask the client again"):
        actions.send_again(draft_referral, by=sarita, consent=yes)
    assert actions.agree_and_send(draft_referral, by=sarita, **YES()).status == "sent"


def test_a_yes_that_was_taken_back_ends_the_other_ones_for_what_is_sent_next(
    draft_referral, sarita, maya, himal
):
    """The page on which it is taken back says so."""
    before, later = (
        actions.record_consent(maya, by=sarita, partner=himal, **YES(), **FOR) for _n in range(2)
    )
    actions.withdraw_consent(later, by=sarita)
    assert answers_to(draft_referral, sarita, ["work"]).reusable == []
    with pytest.raises(Refused, match="Ask the client again"):
        actions.send_again(draft_referral, by=sarita, consent=before)
