"""A change of what was sent is a new version: within the consent, told, and never over the old."""

import pytest
from django.db import IntegrityError, transaction

from helpdesk.clients.actions import add_phone
from helpdesk.core.refusal import Refused, Stale
from referrals import actions
from referrals.models import Packet, Referral

from .conftest import fetch

LIVE = ["sent", "acknowledged", "information_requested", "waitlisted", "accepted", "in_progress"]
OVER = ["completed", "not_delivered", "closed", "declined", "withdrawn", "consent_withdrawn"]


def amend(referral, by, **facts):
    referral = fetch(referral)
    facts = {
        "version": referral.version,
        "reason": "She remembered more.",
        "asks_for": "Eight months of wages unpaid.",
        "categories": referral.categories,
        "coded_only": referral.coded_only,
        **facts,
    }
    return actions.amend(referral, by=by, **facts)


@pytest.mark.parametrize("status", LIVE)
def test_what_is_under_way_can_be_changed(status, in_status, sarita):
    changed = amend(in_status(status), sarita)
    assert (changed.status, changed.packet.version) == (status, 2)


@pytest.mark.parametrize("status", OVER)
def test_what_is_over_cannot(status, in_status, sarita):
    with pytest.raises(Refused):
        amend(in_status(status), sarita)


def test_the_newest_counts_and_the_old_one_stays_as_it_was(sent_referral, sarita):
    before = sent_referral.packet.content
    amend(sent_referral, sarita)
    first, second = Packet.objects.select_related("data_key").order_by("number")
    assert first.content == before
    assert fetch(sent_referral).packet == second
    assert "Eight months" in str(second.content)


def test_the_partner_is_told_and_reads_both(sent_referral, sarita, roshan, browse, told):
    told()
    amend(sent_referral, sarita)
    assert told() == [(roshan.name, "packet_amended")]
    path = sent_referral.get_absolute_url()
    page = browse(roshan).get(path).content.decode()
    assert "Version 2, changed on" in page
    assert "She remembered more." in page
    assert "sent a new version of the packet" in page
    assert '<span class="tag wait">changed</span>' in page
    old = browse(roshan).get(f"{path}packets/1/").content.decode()
    assert "Seven months" in old
    assert "Eight months" not in old


def test_what_is_new_is_composed_from_what_is_known_today(sent_referral, sarita, maya):
    add_phone(maya, by=sarita, number="+9779841999999")
    changed = amend(sent_referral, sarita)
    assert "+9779841999999" in str(changed.packet.content)


def test_it_stays_within_the_consent(sent_referral, sarita):
    with pytest.raises(Refused, match="more than the client agreed to"):
        amend(sent_referral, sarita, categories=["identity", "health"])
    assert Packet.objects.count() == 1


def test_without_a_change_or_a_reason_nothing_is_sent(sent_referral, sarita):
    with pytest.raises(Refused, match="Nothing has changed"):
        amend(sent_referral, sarita, asks_for=fetch(sent_referral).asks_for)
    with pytest.raises(Refused, match="why it changes"):
        amend(sent_referral, sarita, reason=" ")


def test_two_who_change_at_once_lose_nothing(sent_referral, sarita):
    amend(sent_referral, sarita)
    with pytest.raises(Stale):
        amend(sent_referral, sarita, version=sent_referral.version)


def test_the_desks_page_shows_both_columns_and_sends(sent_referral, sarita, browse):
    path = f"{sent_referral.get_absolute_url()}amend/"
    typed = {
        "version": sent_referral.version,
        "asks_for": "Nine months.",
        "categories": ["identity", "work"],
        "reason": "Corrected",
    }
    looked = browse(sarita).post(path, {**typed, "do": "look", "reason": ""})
    assert looked.status_code == 200
    assert "It has now" in looked.content.decode()
    assert fetch(sent_referral).packet.number == 0
    assert browse(sarita).post(path, {**typed, "reason": ""}).status_code == 422
    assert browse(sarita).post(path, typed).url == sent_referral.get_absolute_url()
    assert fetch(sent_referral).packet.categories == ["identity", "work"]


def test_no_two_versions_have_the_same_number(sent_referral, sarita):
    amend(sent_referral, sarita)
    with pytest.raises(IntegrityError), transaction.atomic():
        Packet.objects.filter(number=1).update(number=0)


def test_a_version_that_is_not_there_is_not_found(sent_referral, roshan, sarita, browse):
    for person in (roshan, sarita):
        assert (
            browse(person).get(f"{sent_referral.get_absolute_url()}packets/2/").status_code == 404
        )


def test_taking_the_consent_back_closes_every_version(sent_referral, sarita, roshan):
    amend(sent_referral, sarita)
    actions.withdraw_consent(fetch(sent_referral).consent, by=sarita)
    assert not Packet.objects.visible_to(roshan).exists()
    assert not Referral.objects.visible_to(roshan).exists()
