"""The hard gate; and what becomes of live referrals is asked, done, kept and told."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from helpdesk.audit.models import Entry
from helpdesk.cases.models import Case
from helpdesk.core import per_request
from helpdesk.core.clock import at, now, today
from helpdesk.core.refusal import Refused
from referrals import actions
from referrals.models import LostCover, Packet, Referral
from services import actions as services
from services.models import Agreement
from tests import make

from .conftest import YES, fetch

LISTS = ["to-answer", "in-progress", "waiting", "done"]


@pytest.fixture
def suspended(agreement, anil):
    """`suspended()` suspends the agreement alone, past the question about referrals."""

    def suspended():
        per_request.forget()
        services.suspend(agreement, by=anil, why="Office flooded")

    return suspended


@pytest.fixture
def stop(agreement, anil):
    """`stop("run_off")` ends the agreement today, and all referrals go that way."""

    def stop(for_all, act=actions.end_agreement, **facts):
        if act == actions.end_agreement:
            facts.setdefault("on", today())
        act(agreement, by=anil, why="No funds", for_all=for_all, **facts)
        per_request.forget()

    return stop


def sees(person, referral):
    return Referral.objects.visible_to(person).filter(pk=referral.pk).exists()


# --- the gate: each of these turns red when `covering` or the gate goes


def test_a_suspended_agreement_lets_nothing_be_sent(draft_referral, sarita, suspended):
    suspended()
    with pytest.raises(Refused, match="no agreement in force"):
        actions.agree_and_send(draft_referral, by=sarita, **YES())


def test_nor_re_routed(in_status, asha, sarita, anil):
    declined = in_status("declined")
    for agreement in asha.agreements.all():
        services.suspend(agreement, by=anil, why="x")
    with pytest.raises(Refused, match="no agreement in force"):
        actions.reroute(
            declined, by=sarita, submission_id=uuid.uuid4(), service=asha.services.get()
        )


def test_the_partner_reads_it_nowhere(browse, roshan, in_status, suspended):
    referral = in_status("accepted")
    assert sees(roshan, referral)
    suspended()
    assert not sees(roshan, referral)
    assert not Packet.objects.visible_to(roshan).exists()
    assert referral.code not in "".join(browse(roshan).get(f"/referrals/{n}/").text for n in LISTS)
    assert browse(roshan).get(referral.get_absolute_url()).status_code == 404


def test_nor_acts_on_it(roshan, sent_referral, suspended):
    suspended()
    with pytest.raises(Refused, match=r"not in force now.*Your lead or the centre can tell you"):
        actions.accept(sent_referral, by=roshan)


def test_nor_when_the_consent_has_run_out(roshan, sent_referral):
    with (
        at(sent_referral.sent_at + timedelta(days=400)),
        pytest.raises(Refused, match=r"consent has ended\. Ask the centre"),
    ):
        actions.accept(sent_referral, by=roshan)


def test_resumed_it_is_seen_again(roshan, sent_referral, suspended, agreement, anil):
    suspended()
    services.resume(agreement, by=anil)
    assert sees(roshan, sent_referral)


# --- what becomes of the live ones


@pytest.mark.parametrize("choice", ["reroute", "withdraw"])
@pytest.mark.parametrize("act", [actions.end_agreement, actions.suspend_agreement])
def test_it_is_withdrawn_kept_and_told(choice, act, stop, sent_referral, told):
    told()
    stop(choice, act)
    referral = fetch(sent_referral)
    assert (referral.status, referral.reason) == ("withdrawn", "agreement")
    assert LostCover.objects.get(referral=referral).choice == choice
    assert Referral.objects.to_reroute().exists() is (choice == "reroute")
    heard = told()
    assert ("Sarita Gurung", "agreement_stopped") in heard
    assert ("Roshan K.C.", "referral_withdrawn") in heard
    assert "decided" in Entry.objects.about(referral).values_list("verb", flat=True)


def test_the_partner_may_finish_until_a_day_and_nothing_new_goes(
    stop, sent_referral, roshan, sarita, draft, case
):
    stop("run_off", until=today() + timedelta(days=10))
    actions.accept(sent_referral, by=roshan)
    assert sees(roshan, sent_referral)
    other = make.make_service(sent_referral.partner, name="Another desk")
    with pytest.raises(Refused, match="no agreement in force"):
        actions.agree_and_send(draft(case, sarita, service=other), by=sarita, **YES())
    with at(now() + timedelta(days=11)):
        assert not sees(roshan, sent_referral)


def test_each_may_go_its_own_way(stop, sent_referral, send, sarita, kathmandu, roshan):
    gopal = make.make_client(kathmandu, sarita, name="Gopal")
    other = send(make.make_case(gopal, sarita), sarita)
    stop("withdraw", choices={other.pk: "run_off"}, until=today())
    assert fetch(sent_referral).status == "withdrawn"
    assert (fetch(other).status, sees(roshan, other)) == ("sent", True)


def test_without_a_day_nobody_finishes(stop, sent_referral, agreement):
    with pytest.raises(Refused, match="until which day"):
        stop("run_off")
    agreement.refresh_from_db()
    assert agreement.status == "signed"


def test_one_that_another_agreement_covers_goes_on(stop, sent_referral, himal, kathmandu, roshan):
    make.make_agreement(himal, kathmandu)
    stop("withdraw")
    assert fetch(sent_referral).status == "sent"
    assert sees(roshan, sent_referral)


@pytest.mark.parametrize("who", ["sarita", "bimala", "roshan", "stranger"])
def test_only_an_administrator_decides(who, agreement, request):
    by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        actions.suspend_agreement(agreement, by=by, why="x", for_all="withdraw")


# --- on the page


def test_the_page_names_codes_and_no_client(browse, anil, sent_referral, maya, agreement):
    path = f"/referrals/agreements/{agreement.pk}/suspend/"
    page = browse(anil).get(path).text
    assert sent_referral.code in page
    assert maya.name not in page
    sent = {"why": "Flood", "for_all": "withdraw", f"choice_{sent_referral.pk}": "run_off"}
    assert browse(anil).post(path, sent).status_code == 422  # until when?
    sent["until"] = today() + timedelta(days=3)
    assert browse(anil).post(path, sent).status_code == 302
    assert LostCover.objects.get().until == sent["until"]


def test_those_of_restricted_cases_are_not_named_and_go_as_all(
    browse, anil, sent_referral, sarita, agreement
):
    Case.objects.filter(pk=sent_referral.case_id).update(restricted=True)
    path = f"/referrals/agreements/{agreement.pk}/suspend/"
    assert sent_referral.code not in browse(anil).get(path).text
    browse(anil).post(path, {"why": "Flood", "for_all": "withdraw"})
    assert fetch(sent_referral).status == "withdrawn"


# --- nobody was asked


def test_one_that_ran_out_is_told_of_once_and_listed(
    browse, sent_referral, agreement, sarita, bimala, told
):
    told()
    Agreement.objects.update(ends_on=today() - timedelta(days=1))
    assert [actions.find_lost_cover(), actions.find_lost_cover()] == [1, 0]
    assert sorted(told()) == [
        ("Bimala Adhikari", "agreement_stopped"),
        ("Sarita Gurung", "agreement_stopped"),
    ]
    assert sent_referral.code in browse(sarita).get("/referrals/lost-cover/").text
    page = browse(sarita).get(sent_referral.get_absolute_url()).text
    assert "No agreement covers this referral" in page


def test_a_run_off_is_no_lost_cover_until_it_is_over(stop, sent_referral, browse, sarita):
    stop("run_off", until=today() + timedelta(days=10))
    assert actions.find_lost_cover() == 0
    assert "may finish this referral" in browse(sarita).get(sent_referral.get_absolute_url()).text
    with at(now() + timedelta(days=11)):
        assert actions.find_lost_cover() == 1


def test_the_list_costs_the_same_however_long(browse, send, sarita, kathmandu, agreement, queries):
    def cost(count):
        for number in range(count):
            person = make.make_client(kathmandu, sarita, name=f"Gopal {number}")
            send(make.make_case(person, sarita), sarita)
        Agreement.objects.update(status="suspended")
        browser = browse(sarita)
        browser.get("/referrals/lost-cover/")
        spent = queries(lambda: browser.get("/referrals/lost-cover/"))
        Agreement.objects.update(status="signed")
        return spent

    assert cost(1) == cost(9) <= 12


def run_out(agreement):
    days = {"starts_on": today() - timedelta(days=90), "ends_on": today() - timedelta(days=1)}
    Agreement.objects.filter(pk=agreement.pk).update(**days)


def test_cover_that_came_back_and_is_lost_again_is_told_again(
    sent_referral, agreement, himal, kathmandu
):
    run_out(agreement)
    assert [actions.find_lost_cover(), actions.find_lost_cover()] == [1, 0]
    renewed = make.make_agreement(himal, kathmandu)
    assert actions.find_lost_cover() == 0
    run_out(renewed)
    assert [actions.find_lost_cover(), actions.find_lost_cover()] == [1, 0]


def test_a_service_under_way_keeps_its_kind_of_help(sent_referral, desk, roshan, sarita):
    """Another kind would take it out of its agreement, or into another one after its own ended."""
    with pytest.raises(Refused, match="not over yet"):
        services.change_service(desk, by=roshan, version=desk.version, kind="health")
    actions.withdraw(sent_referral, by=sarita, reason="client_declined")
    changed = services.change_service(desk, by=roshan, version=desk.version, kind="health")
    assert changed.kind == "health"


def test_a_consent_that_runs_out_is_told_once_and_shown(in_status, sarita, roshan, told, browse):
    referral = in_status("in_progress")
    told()
    with at(now() + timedelta(days=181)):
        per_request.forget()
        assert not sees(roshan, referral)
        for _again in range(2):
            actions.find_ended_consent()
        assert told() == [(sarita.name, "consent_ended")]
        page = browse(sarita).get(referral.get_absolute_url()).content.decode()
        assert "The client’s consent has run out" in page
