import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from guardian.shortcuts import assign_perm

from helpdesk.access import actions as access
from helpdesk.cases import actions as cases
from helpdesk.cases.models import Case
from helpdesk.clients.models import Client
from helpdesk.contacts.models import Contact
from helpdesk.core import per_request
from helpdesk.core.clock import at, today
from helpdesk.core.refusal import Refused
from referrals import actions
from referrals.models import Consent, Handover, Referral
from tests import make

from .conftest import fetch


@pytest.fixture
def lake(anil):
    """A centre beside Kathmandu's tree: what Himal signed does not reach it."""
    facts = {"code": "LAK", "country": "NP", "time_zone": "Asia/Kathmandu"}
    return access.open_centre(by=anil, parent=None, name="Lake centre", **facts)


@pytest.fixture
def tenzin(lake):
    return make.make_user("Tenzin Sherpa", teams=[lake.officers])


@pytest.fixture
def referral(himal, kathmandu, case, sarita):
    """Maya's wage claim is with Himal, which has an agreement with Kathmandu alone."""
    make.make_agreement(himal, kathmandu)
    draft = actions.draft(
        case,
        by=sarita,
        submission_id=uuid.uuid4(),
        client=case.people.select_related("client__data_key").get().client,
        service=make.make_service(himal),
        asks_for="Seven months of wages unpaid.",
        urgency="normal",
    )
    until = today() + timedelta(days=100)
    return actions.agree_and_send(draft, by=sarita, how="spoken", language="ne", until=until)


@pytest.fixture
def secret(maya, sarita):
    """A restricted case of Maya's, which Sarita sees by name."""
    case = make.make_case(maya, sarita, title="Hidden", category="D2", restricted=True)
    assign_perm("cases.view_case", sarita, case)
    per_request.forget()
    return case


def test_across_a_border_nothing_goes_without_consent(offer, doha, omar, case):
    with pytest.raises(Refused, match="without consent nobody is handed over to another country"):
        offer(to=doha, consent=None)
    made = offer(to=doha)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.filter(pk=made.pk).update(how="")


def test_within_a_country_a_setting_may_do_without(offer, take, pasang, settings, pokhara):
    assert pokhara.country == "NP"
    with pytest.raises(Refused, match="Ask the client first"):
        offer(consent=None)
    settings.HANDOVER = {**settings.HANDOVER, "consent_within_country": False}
    take(offer(consent=None), pasang)


def test_consent_that_ran_out_meanwhile_moves_nothing(offer, doha, omar, yes):
    made = offer(to=doha, consent={**yes, "until": today()})
    with at(made.proposed_at + timedelta(days=2)), pytest.raises(Refused, match="no longer holds"):
        actions.accept_handover(fetch(made), by=omar)


def test_protection_stays_in_the_country_unless_agreed_by_name(
    offer, take, maya, sarita, doha, omar
):
    abuse = make.make_case(maya, sarita, title="Threats", category="D1")
    with pytest.raises(Refused, match="unless the client agrees by name"):
        offer(abuse, to=doha)
    made = offer(to=doha)
    assert made.cases.get(case=abuse).because == "border"
    actions.withdraw_handover(fetch(made), by=sarita)
    take(offer(abuse, to=doha, by_name=["protection"]), omar)
    assert abuse in Case.objects.in_care_of(omar)


def test_what_belongs_to_a_case_behind_the_border_is_not_read_through_its_client(
    offer, take, maya, himal, kathmandu, sarita, doha, omar
):
    abuse = make.make_case(maya, sarita, title="Threats", category="D1")
    on_it = make.make_contact(kathmandu, sarita, client=maya, case=abuse)
    beside = make.make_contact(kathmandu, sarita, client=maya)
    make.make_agreement(himal, kathmandu)
    facts = {"asks_for": "Keep her safe.", "urgency": "normal", "client": maya}
    ids = {"by": sarita, "submission_id": uuid.uuid4()}
    draft = actions.draft(abuse, service=make.make_service(himal), **facts, **ids)
    until = today() + timedelta(days=100)
    actions.agree_and_send(draft, by=sarita, how="spoken", language="ne", until=until)
    take(offer(to=doha), omar)
    assert Client.objects.visible_to(omar).get() == maya
    for seen in (Contact.objects.visible_to(omar), Contact.objects.of_seen(maya, [], omar)):
        assert list(seen) == [beside]
    assert not Consent.objects.visible_to(omar).exists()
    assert not Consent.objects.of_seen(maya, omar).exists()
    assert set(Contact.objects.visible_to(sarita)) == {on_it, beside}
    assert set(Contact.objects.of_seen(maya, [], sarita)) == {on_it, beside}
    assert Consent.objects.of_seen(maya, sarita).exists()


def test_a_record_that_may_not_leave_keeps_its_client(offer, doha, omar, settings):
    settings.HANDOVER_STAYS = ["documents"]
    with pytest.raises(Refused, match="this stays here: Documents"):
        offer(to=doha)
    offer(to=doha, by_name=["documents"])


def test_a_referral_without_an_agreement_there_is_asked_about(
    offer, take, referral, tenzin, roshan, sarita, kathmandu, lake
):
    made = offer(to=lake, referrals=[referral])
    with pytest.raises(Refused, match="Himal Law Clinic has no agreement with this centre"):
        actions.accept_handover(fetch(made), by=tenzin)
    assert Case.objects.filter(centre=lake).count() == 0
    take(made, tenzin, uncovered={referral.pk: "stays"})
    referral.refresh_from_db()
    assert (referral.centre, referral.officer) == (kathmandu, sarita)
    assert Referral.objects.visible_to(roshan).exists()
    assert not Referral.objects.visible_to(tenzin).exists()
    actions.withdraw(Referral.objects.get(pk=referral.pk), by=sarita, reason="unreachable")


def test_withdrawn_it_can_be_re_routed_from_the_new_centre(
    offer, take, referral, tenzin, roshan, lake
):
    take(offer(to=lake, referrals=[referral]), tenzin, uncovered={referral.pk: "withdrawn"})
    referral.refresh_from_db()
    assert (referral.status, referral.centre) == ("withdrawn", lake)
    assert referral in Referral.objects.of_desk(tenzin).to_reroute()
    assert not Referral.objects.visible_to(roshan).exists()
    partner = make.make_partner("Lake Lawyers")
    make.make_agreement(partner, lake)
    actions.reroute(
        referral, by=tenzin, submission_id=uuid.uuid4(), service=make.make_service(partner)
    )


def test_with_an_agreement_it_goes_on_at_the_new_centre(
    offer, take, referral, pokhara, pasang, roshan, sarita, told
):
    take(offer(referrals=[referral]), pasang)
    referral.refresh_from_db()
    assert (referral.centre, referral.officer) == (pokhara, pasang)
    assert Referral.objects.visible_to(roshan).exists()
    assert "Roshan K.C." in told("handover_accepted")
    with pytest.raises(Refused, match="now at Pokhara"):
        actions.withdraw(Referral.objects.get(pk=referral.pk), by=sarita, reason="unreachable")
    assert not Referral.objects.in_care_of(sarita).exists()


def test_a_restricted_case_stays_unless_offered_to_someone_by_name(
    offer, secret, dipesh, pasang, sarita
):
    made = offer()
    assert not made.cases.filter(case=secret).exists()
    with pytest.raises(Refused, match="choose who shall see it"):
        offer(secret)


def test_a_restricted_hand_over_is_known_to_named_people_only(
    offer, take, secret, maya, sarita, dipesh, pasang, pokhara, told
):
    other = make.make_user("Hira Thapa", teams=[pokhara.officers])
    made = offer(secret, named=pasang)
    assert told("handover_proposed") == ["Pasang Lama"]
    for someone in (dipesh, other):
        assert not Handover.objects.visible_to(someone).exists()
    take(made, pasang)
    secret.refresh_from_db()
    assert (secret.centre, secret.officer) == (pokhara, pasang)
    assert secret in Case.objects.in_care_of(pasang)
    assert Client.objects.visible_to(pasang).get() == maya
    assert secret not in Case.objects.visible_to(other)
    assert not Client.objects.visible_to(other).exists()
    assert secret in Case.objects.visible_to(sarita)
    assert secret not in Case.objects.in_care_of(sarita)
    with at(fetch(made).overlap_until):
        assert secret not in Case.objects.visible_to(sarita)
        assert Client.objects.visible_to(sarita).get() == maya  # of her own centre still


def test_a_case_that_was_restricted_since_needs_an_offer_by_name(
    offer, take, case, sarita, pasang, kathmandu
):
    made = offer()
    cases.restrict(Case.objects.get(pk=case.pk), by=sarita, ground="trafficking")
    with pytest.raises(Refused, match="Ask for a new one"):
        take(made, pasang)
    case.refresh_from_db()
    assert (case.centre, fetch(made).status) == (kathmandu, "proposed")


def test_whom_a_restricted_case_was_offered_to_must_still_work_there(
    offer, take, secret, case, pasang, pokhara
):
    made = offer(secret, case, named=pasang)
    pasang.groups.clear()
    with pytest.raises(Refused, match="Ask for a new one"):
        take(made, make.make_user("Hira Thapa", teams=[pokhara.officers]))


def test_a_closing_that_waits_is_called_off_where_the_case_goes_on(
    offer, take, case, maya, kathmandu, anil, bimala, sarita, pasang, told
):
    access.change_centre(kathmandu, by=anil, version=kathmandu.version, closing_approved=True)
    cases.close(Case.objects.get(pk=case.pk), by=sarita, outcomes={maya.pk: "fully"})
    assert case.closing_requests.waiting().exists()
    take(offer(), pasang)
    assert not case.closing_requests.waiting().exists()
    assert told("closing_sent_back") == ["Sarita Gurung"]


def test_other_people_of_a_case_must_agree_too(offer, take, case, kathmandu, sarita, pasang):
    sita = make.make_client(kathmandu, sarita, "Sita Tamang")
    cases.add_person(case, by=sarita, client=sita)
    with pytest.raises(Refused, match="concerns other people too"):
        offer()
    take(offer(others_agreed=True), pasang)
    assert sita in Client.objects.visible_to(pasang)
    assert sita in Client.objects.visible_to(sarita)


def test_a_case_that_was_restricted_since_does_not_go(offer, case, sarita, bimala, pasang):
    made = offer()
    Case.objects.filter(pk=case.pk).update(restricted=True)
    with pytest.raises(Refused, match="has changed since"):
        actions.accept_handover(fetch(made), by=pasang)
    assert fetch(made).is_proposed


def test_nor_one_that_became_protection_across_a_border(offer, case, doha, omar):
    made = offer(to=doha)
    Case.objects.filter(pk=case.pk).update(category="D1")
    with pytest.raises(Refused, match="has changed since"):
        actions.accept_handover(fetch(made), by=omar)


def test_what_was_sent_after_the_offer_stays_where_it_is_covered(
    offer, take, case, himal, kathmandu, sarita, lake, tenzin, request, roshan
):
    made = offer(to=lake)
    late = request.getfixturevalue("referral")
    take(made, tenzin)
    late.refresh_from_db()
    assert (late.centre, late.status) == (kathmandu, "sent")
    assert Referral.objects.visible_to(roshan).filter(pk=late.pk).exists()
    assert Referral.objects.in_care_of(sarita).filter(pk=late.pk).exists()


def test_an_old_referral_that_may_not_leave_the_country_stays_with_its_packet(
    offer, take, case, referral, kathmandu, doha, omar, sarita
):
    Referral.objects.filter(pk=referral.pk).update(categories=["identity", "psychosocial"])
    actions.withdraw(Referral.objects.get(pk=referral.pk), by=sarita, reason="client_declined")
    take(offer(to=doha), omar)
    referral.refresh_from_db()
    assert referral.centre == kathmandu
    assert not Referral.objects.visible_to(omar).exists()
