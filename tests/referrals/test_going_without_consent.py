"""Where life or law demand it, a supervisor sends without consent: rare, told, and seen as that."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from helpdesk.core.clock import now, today
from helpdesk.core.refusal import Refused
from referrals import actions
from referrals.models import Consent, Referral
from tests import make

from .conftest import fetch

GRAVE = {"ground": "vital", "reason": "Unconscious in hospital."}


@pytest.fixture
def override(draft_referral, bimala):
    """`override()` sends Maya's draft without her consent, by Bimala unless said otherwise."""

    def override(by=bimala, **facts):
        until = today() + timedelta(days=30)
        return actions.override_consent(draft_referral, by=by, until=until, **{**GRAVE, **facts})

    return override


def test_it_goes_and_the_partner_sees_it(override, roshan):
    sent = override()
    assert sent.status == "sent"
    assert fetch(sent).consent.is_override
    assert Referral.objects.visible_to(roshan).filter(pk=sent.pk).exists()


def test_the_protector_and_the_other_supervisors_are_told(
    override, bimala, nirmala, roshan, kathmandu, told
):
    other = make.make_user("Kabita", teams=[kathmandu.supervisors])
    told()
    override()
    rows = told()
    assert {name for name, kind in rows if kind == "consent_overridden"} == {
        nirmala.name,
        other.name,
    }
    assert (roshan.name, "referral_sent") in rows


def test_the_protectors_notice_leads_where_she_may_read(override, nirmala, browse):
    sent = override()
    path = nirmala.notices.get().path
    assert path == f"/referrals/{sent.code}/history/"
    assert browse(nirmala).get(path).status_code == 200


def test_an_officer_may_not(override, sarita):
    with pytest.raises(PermissionDenied):
        override(by=sarita)
    assert not Consent.objects.exists()


@pytest.mark.parametrize("facts", [{"ground": ""}, {"ground": "haste"}, {"reason": "  "}])
def test_it_names_its_ground_and_says_why(facts, override):
    with pytest.raises(Refused):
        override(**facts)
    assert not Consent.objects.exists()


def test_the_database_too_wants_a_ground(override, maya):
    consent = Consent.objects.filter(pk=override().consent_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        consent.update(ground="")


def test_it_counts_once_and_is_never_offered_again(override, draft, case, sarita, himal):
    first = override()
    actions.withdraw(first, by=sarita, reason="other", text="Done otherwise")
    again = draft(case, sarita)
    with pytest.raises(Refused, match="counts once"):
        actions.send_again(again, by=sarita, consent=fetch(first).consent)


def test_it_is_not_her_word_to_take_back_but_the_supervisors_to_end(override, sarita, bimala):
    sent = override()
    with pytest.raises(PermissionDenied):
        actions.withdraw_consent(fetch(sent).consent, by=sarita)
    actions.withdraw_consent(fetch(sent).consent, by=bimala)
    assert fetch(sent).status == "consent_withdrawn"


def test_every_page_says_so(override, browse, sarita, roshan, maya):
    path = override().get_absolute_url()
    words = "Sent without the client’s consent"
    assert words in browse(sarita).get(path).content.decode()
    partners = browse(roshan).get(path).content.decode()
    assert words in partners
    assert "all that the client agreed to" not in partners
    assert GRAVE["reason"] not in partners
    assert "No consent" in browse(sarita).get(maya.get_absolute_url()).content.decode()


def test_only_who_may_is_offered_it(draft_referral, browse, sarita, bimala):
    path = f"/referrals/{draft_referral.code}/prepare/"
    assert "Send without consent" not in browse(sarita).get(path).content.decode()
    assert "Send without consent" in browse(bimala).get(path).content.decode()
    typed = {
        "do": "override",
        "version": draft_referral.version,
        "asks_for": "Surgery today",
        "urgency": "critical",
        "categories": ["identity"],
        "until": (today() + timedelta(days=9)).isoformat(),
        **GRAVE,
    }
    assert browse(bimala).post(path, {**typed, "reason": ""}).status_code == 422
    assert browse(sarita).post(path, typed).status_code == 403
    assert browse(bimala).post(path, typed).status_code == 302
    assert fetch(draft_referral).sent_at <= now()
