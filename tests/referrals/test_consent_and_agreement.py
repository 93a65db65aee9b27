"""Nothing leaves, nor is read, without a live, matching consent and an agreement in force."""

from datetime import timedelta

import pytest

from helpdesk.access.actions import open_centre
from helpdesk.audit.models import Entry
from helpdesk.core.clock import at, now, today
from helpdesk.core.refusal import Refused
from referrals import actions
from referrals.models import Consent, Referral
from services.models import Agreement
from tests import make

from .conftest import YES, fetch


@pytest.fixture
def consent(maya, sarita, himal):
    """`consent(...)` is Maya's yes to Himal for legal help, but for what is said otherwise."""

    def consent(**facts):
        facts = {
            "partner": himal,
            "purpose": "legal",
            "categories": ["identity", "contact", "journey", "work"],
            **YES(),
            **facts,
        }
        return actions.record_consent(maya, by=sarita, **facts)

    return consent


def refused(referral, by, consent):
    with pytest.raises(Refused) as refusal:
        actions.send(referral, by=by, consent=consent)
    assert fetch(referral).status == "draft"
    return str(refusal.value)


def test_a_matching_consent_lets_it_go(draft_referral, sarita, consent):
    assert actions.send(draft_referral, by=sarita, consent=consent()).status == "sent"


def test_a_consent_for_another_partner_does_not(draft_referral, sarita, consent, asha):
    assert "someone or something else" in refused(draft_referral, sarita, consent(partner=asha))


def test_a_consent_for_another_purpose_does_not(draft_referral, sarita, consent):
    assert "someone or something else" in refused(draft_referral, sarita, consent(purpose="health"))


def test_a_consent_of_another_client_does_not(draft_referral, kathmandu, sarita, himal):
    other = make.make_client(kathmandu, sarita, name="Sabina Rai")
    hers = actions.record_consent(
        other,
        by=sarita,
        partner=himal,
        purpose="legal",
        categories=["identity", "contact", "journey", "work"],
        **YES(),
    )
    assert "someone or something else" in refused(draft_referral, sarita, hers)


def test_a_consent_that_has_run_out_does_not(draft_referral, sarita, consent):
    with at(now() - timedelta(days=10)):
        old = consent(until=today() + timedelta(days=5))
    assert "no longer holds" in refused(draft_referral, sarita, old)


def test_a_consent_that_was_taken_back_does_not(draft_referral, sarita, consent):
    back = actions.withdraw_consent(consent(), by=sarita)
    assert "no longer holds" in refused(draft_referral, sarita, back)


def test_a_packet_holds_no_more_than_was_agreed_to(draft_referral, sarita, consent):
    assert "more than the client agreed to" in refused(
        draft_referral, sarita, consent(categories=["identity"])
    )


def test_someone_who_says_yes_for_the_client_is_named(consent):
    with pytest.raises(Refused) as refusal:
        consent(how="caregiver")
    assert refusal.value.field == "given_by"


def test_a_consent_is_taken_back_once(consent, sarita):
    given = consent()
    actions.withdraw_consent(given, by=sarita)
    with pytest.raises(Refused):
        actions.withdraw_consent(given, by=sarita)


def test_the_word_counts_at_whichever_centre_it_is_said(
    sent_referral, maya, pokhara, pasang, sarita
):
    from django.db import transaction

    from helpdesk.audit.trail import record
    from helpdesk.clients.actions import serve
    from helpdesk.clients.models import Serving

    with transaction.atomic():
        serve(maya, pokhara, Serving.Why.COUNTER)
        record("served", maya, by=sarita)
    actions.withdraw_consent(sent_referral.consent, by=pasang)
    assert fetch(sent_referral).status == "consent_withdrawn"


def test_what_was_reported_on_it_is_out_of_sight_too_and_the_partner_is_told(
    in_status, sarita, roshan, told
):
    done = in_status("completed")
    told()
    actions.withdraw_consent(done.consent, by=sarita)
    assert told() == [("Roshan K.C.", "consent_withdrawn")]
    assert not Referral.objects.visible_to(roshan).exists()


# --- the agreement: how it stands → may it be sent, and read


def stands(how, agreement, kathmandu, anil):
    """Put the agreement into a state, past the actions where no action leads there."""
    day = today()
    changes = {
        "none": {"status": "draft"},
        "not yet begun": {"starts_on": day + timedelta(days=1)},
        "ended yesterday": {"ends_on": day - timedelta(days=1)},
        "ended by hand": {"status": "ended"},
        "for another kind": {"kinds": ["health"]},
        "for another country": {"countries": "AE,KW"},
        "for the country": {"countries": "AE,QA"},
        "for the country alone": {"countries": "QA"},
        "until today": {"ends_on": day},
        "from today": {"starts_on": day},
        "without an end": {"ends_on": None},
    }
    Agreement.objects.filter(pk=agreement.pk).update(**changes[how])


STANDS = [
    ("none", False),
    ("not yet begun", False),
    ("ended yesterday", False),
    ("ended by hand", False),
    ("for another kind", False),
    ("for another country", False),
    ("for the country", True),
    ("for the country alone", True),
    ("until today", True),
    ("from today", True),
    ("without an end", True),
]


@pytest.fixture
def qatar_case(maya, sarita):
    journey = make.make_journey(maya, sarita, destination="QA")
    return make.make_case(maya, sarita, journey=journey, officer=sarita)


@pytest.mark.parametrize(("how", "goes"), STANDS)
def test_sending_needs_an_agreement_in_force(
    how, goes, draft, qatar_case, sarita, agreement, kathmandu, anil
):
    referral = draft(qatar_case, sarita)
    stands(how, agreement, kathmandu, anil)
    if goes:
        assert actions.agree_and_send(referral, by=sarita, **YES()).status == "sent"
        return
    with pytest.raises(Refused, match="no agreement in force"):
        actions.agree_and_send(referral, by=sarita, **YES())
    assert not Consent.objects.exists()


@pytest.mark.parametrize(("how", "seen"), STANDS)
def test_reading_needs_an_agreement_in_force(
    how, seen, send, qatar_case, sarita, roshan, agreement, kathmandu, anil
):
    referral = send(qatar_case, sarita)
    stands(how, agreement, kathmandu, anil)
    assert Referral.objects.visible_to(roshan).filter(pk=referral.pk).exists() is seen


@pytest.mark.parametrize(
    ("made_with", "goes"), [("parent", True), ("child", False), ("sibling", False)]
)
def test_an_agreement_covers_the_centres_below_and_no_others(
    made_with, goes, draft, case, sarita, kathmandu, himal, anil, bimala, roshan
):
    Agreement.objects.update(status="ended")
    child = open_centre(by=anil, parent=kathmandu, name="Sundarijal desk", code="SUN", country="NP")
    officer = make.make_user("Gita", teams=[child.officers])
    other = make.make_client(child, officer, name="Gopal")
    below = make.make_case(other, officer)
    where = {"parent": kathmandu, "child": child, "sibling": make.make_centre("Pokhara", "PKR")}[
        made_with
    ]
    at_centre, by = (below, officer) if made_with != "child" else (case, sarita)
    referral = draft(at_centre, by)
    Agreement.objects.update(status="ended")
    make.make_agreement(himal, where)
    if goes:
        sent = actions.agree_and_send(referral, by=by, **YES())
        assert Referral.objects.visible_to(roshan).filter(pk=sent.pk).exists()
    else:
        with pytest.raises(Refused, match="no agreement in force"):
            actions.agree_and_send(referral, by=by, **YES())


def test_a_draft_that_is_sent_as_it_stands_was_not_changed(draft_referral, sarita):
    as_it_stands = {"asks_for": draft_referral.asks_for, "categories": draft_referral.categories}
    actions.agree_and_send(draft_referral, by=sarita, version=1, **as_it_stands, **YES())
    assert not Entry.objects.filter(verb="redrafted").exists()


def test_a_draft_that_is_changed_while_it_is_sent_says_what_was_changed(draft_referral, sarita):
    typed = {"asks_for": "Four months, not three.", "categories": draft_referral.categories}
    actions.agree_and_send(draft_referral, by=sarita, version=1, **typed, **YES())
    assert Entry.objects.get(verb="redrafted").detail["fields"] == ["asks_for"]
