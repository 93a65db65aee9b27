import uuid

import pytest
from django.db import IntegrityError, transaction

from helpdesk.cases import actions as cases
from helpdesk.cases.models import Case
from helpdesk.clients.models import Client, MatchKey, Serving
from helpdesk.core.clock import at, now
from helpdesk.core.refusal import Refused
from referrals import actions
from referrals.models import Handover
from tests import make

from .conftest import fetch


def test_nothing_moves_before_the_other_centre_accepts(offer, case, pasang, sarita, told):
    made = offer()
    assert told("handover_proposed") == ["Pasang Lama"]
    assert not Client.objects.visible_to(pasang).exists()
    assert not Case.objects.visible_to(pasang).exists()
    assert Handover.objects.to_answer(pasang).get() == made
    assert Handover.objects.sent(sarita).get() == made


def test_accepting_moves_client_case_and_home(
    offer, take, maya, case, kathmandu, pokhara, pasang, told
):
    take(offer(), pasang)
    case.refresh_from_db()
    maya.refresh_from_db()
    assert (case.centre, case.officer, maya.centre) == (pokhara, None, pokhara)
    assert Serving.objects.get(client=maya).centre == pokhara
    assert set(MatchKey.objects.filter(client=maya).values_list("centre", flat=True)) == {
        pokhara.pk
    }
    assert Case.objects.visible_to(pasang).unassigned().get() == case
    assert told("handover_accepted") == ["Sarita Gurung"]
    cases.take(case, by=pasang)


def test_who_accepts_may_take_the_cases(offer, take, case, pasang):
    take(offer(), pasang, take=True)
    case.refresh_from_db()
    assert case.officer == pasang


def test_the_giver_reads_it_for_a_while_and_changes_nothing(
    offer, take, maya, case, sarita, dipesh, pasang
):
    made = take(offer(), pasang)
    for giver in (sarita, dipesh):
        seen = Case.objects.visible_to(giver).for_listing().get()
        assert Client.objects.visible_to(giver).get() == maya
        with pytest.raises(Refused, match=r"now at Pokhara centre\. You can read it until"):
            cases.note(seen, by=giver, submission_id=uuid.uuid4(), text="One more thing")
        with pytest.raises(Refused, match=r"now at Pokhara centre\. You can read it until"):
            make.make_contact(made.from_centre, giver, client=maya, case=seen)
        assert not Case.objects.in_care_of(giver).exists()
    with at(made.overlap_until):
        assert not Case.objects.visible_to(sarita).exists()
        assert not Client.objects.visible_to(sarita).exists()
        assert actions.end_overlaps() == 1
    assert fetch(made).status == "ended"
    assert Handover.objects.past(sarita).get() == made


def test_the_giver_may_let_go_earlier(offer, take, sarita, pasang):
    made = take(offer(), pasang)
    actions.end_overlap(fetch(made), by=sarita)
    assert not Client.objects.visible_to(sarita).exists()


def test_a_case_that_stays_keeps_the_client_at_both_centres(
    offer, take, maya, case, sarita, pasang, kathmandu
):
    stays = make.make_case(maya, sarita, title="Insurance", officer=sarita)
    made = take(offer(), pasang)
    assert made.cases.get(case=stays).because == "chosen"
    assert set(Case.objects.in_care_of(sarita)) == {stays}
    assert set(Case.objects.visible_to(pasang)) == {case}
    maya.refresh_from_db()
    assert maya.centre == kathmandu
    cases.note(stays, by=sarita, submission_id=uuid.uuid4(), text="Goes on here")


def test_declining_says_why_and_moves_nothing(offer, pasang, sarita, case, kathmandu, told):
    made = offer()
    actions.decline_handover(fetch(made), by=pasang, refusal="capacity", answer="Full till May")
    case.refresh_from_db()
    assert case.centre == kathmandu
    assert told("handover_declined") == ["Sarita Gurung"]
    with pytest.raises(Refused, match="Declined"):
        actions.accept_handover(fetch(made), by=pasang)


def test_the_offer_can_be_taken_back(offer, pasang, sarita, told):
    made = offer()
    actions.withdraw_handover(fetch(made), by=sarita)
    assert told("handover_withdrawn") == ["Pasang Lama"]
    with pytest.raises(Refused, match="Taken back"):
        actions.accept_handover(fetch(made), by=pasang)
    offer()


def test_one_offer_at_a_time_between_two_centres(offer, maya):
    made = offer()
    with pytest.raises(Refused, match="offered to Pokhara centre already"):
        offer()
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.bulk_create(
            [
                Handover(
                    **{
                        f.attname: getattr(made, f.attname)
                        for f in Handover._meta.concrete_fields
                        if f.name not in ("id", "uid", "code", "submission_id")
                    }
                    | {"code": "H-AAAAA"}
                )
            ]
        )


def test_an_offer_without_an_answer_is_told_to_the_supervisor_once(offer, pokhara, told, pasang):
    make.make_user("Hira Thapa", teams=[pokhara.supervisors])
    made = offer()
    before = told("handover_proposed")
    actions.remind_of_handovers()
    assert told("handover_proposed") == before
    with at(made.answer_due):
        actions.remind_of_handovers()
        actions.remind_of_handovers()
    assert told("handover_proposed") == sorted([*before, "Hira Thapa"])


@pytest.mark.parametrize("who", ["sarita", "stranger", "roshan", "nirmala", "anil"])
def test_only_the_other_centre_accepts(who, offer, request):
    made = offer()
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        actions.accept_handover(fetch(made), by=request.getfixturevalue(who))
    assert now()
