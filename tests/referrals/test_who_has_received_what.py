"""A client learns, on paper too, who has received what about her, on whose word, until when."""

from datetime import timedelta

import pytest

from helpdesk.cases.models import Case
from helpdesk.core.clock import today
from referrals import actions
from referrals.models import Referral
from tests import make

from .conftest import fetch
from .test_changing_a_packet import amend

AROUND_THE_ENTRY = 2  # the read’s entry has a transaction of its own: its beginning and end


@pytest.fixture
def page(browse, sarita, maya):
    def page(who=sarita, query=""):
        return browse(who).get(f"/clients/{maya.code}/disclosures/{query}")

    return page


def test_with_nothing_sent_it_says_so(page, case):
    assert "Nothing about you has been sent to anyone." in page().content.decode()


def test_it_names_who_what_and_until_when(page, sent_referral):
    text = page().content.decode()
    for words in ("Himal Law Clinic", "How to reach the client", "You agreed on", "not yet"):
        assert words in text
    assert "at the latest" in text


def test_it_tells_changes_openings_and_the_end(page, sent_referral, sarita, roshan, browse):
    browse(roshan).get(sent_referral.get_absolute_url())
    amend(sent_referral, sarita)
    actions.withdraw_consent(fetch(sent_referral).consent, by=sarita)
    text = page().content.decode()
    assert "Changed on" in text
    assert "first on" in text
    assert "No, not since" in text


def test_what_nobody_read_in_time_was_never_read(page, sent_referral, sarita):
    actions.withdraw_consent(sent_referral.consent, by=sarita)
    text = page().content.decode()
    assert "never" in text
    assert "not yet" not in text


def test_it_says_where_she_was_not_asked_and_where_she_said_no(
    page, draft_referral, bimala, maya, sarita, asha
):
    actions.override_consent(
        draft_referral, by=bimala, ground="legal", reason="Court", until=today() + timedelta(days=9)
    )
    actions.refuse_consent(
        maya, by=sarita, partner=asha, purpose="legal", categories=["work"], how="spoken",
        language="ne",
    )  # fmt: skip
    text = page().content.decode()
    assert "You were not asked." in text
    assert "You said no" in text
    assert "Asha Counselling House" in text


def test_what_went_on_a_restricted_case_is_not_there(page, maya, sarita, send, roshan):
    sent = send(make.make_case(maya, sarita), sarita)
    assert "Himal Law Clinic" in page().content.decode()
    Case.objects.filter(pk=sent.case_id).update(restricted=True)
    assert "Himal Law Clinic" not in page().content.decode()


def test_it_reads_in_her_language(page, sent_referral):
    text = page(query="?in=ar").content.decode()
    assert '<html lang="ar" dir="rtl"' in text
    assert page(query="?in=xx").status_code == 200


def test_a_drafts_packet_is_not_named(page, draft_referral):
    assert "Himal" not in page().content.decode()


@pytest.mark.parametrize("count", [1, 10])
def test_it_costs_the_same_however_much_was_sent(
    count, browse, maya, sarita, case, send, himal, queries, agreement
):
    for number in range(count):
        send(case, sarita, service=make.make_service(himal, name=f"Desk {number}"))
    browser, path = browse(sarita), f"/clients/{maya.code}/disclosures/"
    browser.get(path)
    assert Referral.objects.count() == count
    assert queries(lambda: browser.get(path)) <= 12 + AROUND_THE_ENTRY
