"""Someone is sent to the centre: written down, answered in time, and nobody types it twice."""

from datetime import timedelta

import pytest

from helpdesk.access.working_week import calendar_of_centre
from helpdesk.clients.models import Client
from helpdesk.core import clock, per_request
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from referrals import actions
from referrals.models import Incoming
from tests import make

from .incoming import CANARY, fresh, logged, referred_in, typed


@pytest.fixture
def from_himal(himal, agreement, kathmandu, roshan):
    return referred_in(himal, kathmandu, roshan)


def test_the_desk_logs_one_from_an_embassy(browse, kathmandu, sarita, dipesh, told):
    at = (now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    said = typed(sender="Embassy in Doha", channel="phone", received_at=at)
    browser = browse(sarita)
    centre = browser.get("/referrals/incoming/log/").context["form"]["centre"].value()
    answer = browser.post("/referrals/incoming/log/", {**said, "centre": centre})
    incoming = Incoming.objects.for_listing().get()
    assert answer.url == incoming.get_absolute_url()
    assert calendar_of_centre(kathmandu).between(incoming.received_at, incoming.due_at).days == 3
    assert incoming.made_at - incoming.received_at > timedelta(hours=20)
    assert told() == [("Dipesh Rai", "incoming_received")]


def test_somebody_must_have_sent_the_person(browse, sarita, kathmandu):
    at = now().strftime("%Y-%m-%dT%H:%M")
    said = typed(channel="phone", received_at=at, centre=kathmandu.pk)
    answer = browse(sarita).post("/referrals/incoming/log/", said)
    assert answer.status_code == 409
    assert CANARY in answer.content.decode()


def test_what_is_still_to_come_cannot_have_come(kathmandu, sarita):
    with pytest.raises(Refused, match="still to come"):
        logged(kathmandu, sarita, received_at=now() + timedelta(days=1))


def test_a_partner_sends_someone_and_the_centre_is_told(
    browse, roshan, himal, agreement, kathmandu, sarita, told
):
    answer = browse(roshan).post("/referrals/refer-in/", typed(centre=kathmandu.pk))
    assert answer.status_code == 302
    assert told() == [("Sarita Gurung", "incoming_received")]
    assert CANARY in browse(sarita).get(answer.url).content.decode()


def test_only_to_a_centre_with_which_there_is_an_agreement(
    browse, roshan, himal, agreement, kathmandu
):
    other = make.make_centre("Far centre", "FAR", parent=kathmandu)
    make.make_agreement(make.make_partner("Else"), other)
    per_request.forget()
    form = browse(roshan).get("/referrals/refer-in/").context["form"]
    assert {c.code for c in form.fields["centre"].queryset} == {"KTM", "FAR"}  # FAR is below
    from services.actions import end

    end(agreement, by=kathmandu.administrators.user_set.first())
    page = browse(roshan).get("/referrals/refer-in/").content.decode()
    assert "You have no agreement with a centre now" in page
    with pytest.raises(Refused, match="no agreement"):
        referred_in(himal, kathmandu, roshan)


def test_a_question_and_its_answer_go_both_ways(from_himal, sarita, roshan, browse, told):
    told()
    actions.ask_sender(from_himal, by=sarita, text="Which employer?")
    assert fresh(from_himal).due_at is None
    assert "Which employer?" in browse(roshan).get(from_himal.get_absolute_url()).content.decode()
    browse(roshan).post(
        f"{from_himal.get_absolute_url()}answer-incoming/", {"text": "Gulf Sky, Doha"}
    )
    assert told() == [("Roshan K.C.", "incoming_answered"), ("Sarita Gurung", "incoming_replied")]
    assert "Gulf Sky, Doha" in browse(sarita).get(from_himal.get_absolute_url()).content.decode()
    assert (fresh(from_himal).status, fresh(from_himal).is_late) == ("acknowledged", False)


def test_declining_says_why(from_himal, sarita, browse, roshan, told):
    told()
    url = f"{from_himal.get_absolute_url()}decline-incoming/"
    assert browse(sarita).post(url, {}).status_code == 422
    assert browse(sarita).post(url, {"reason": "other"}).status_code == 409
    assert browse(sarita).post(url, {"reason": "area"}).status_code == 302
    assert told() == [("Roshan K.C.", "incoming_answered")]
    assert "Outside our area" in browse(roshan).get(from_himal.get_absolute_url()).content.decode()


def test_what_has_ended_stays_so(from_himal, sarita):
    actions.decline_incoming(from_himal, by=sarita, reason="area")
    with pytest.raises(Refused, match="cannot become"):
        actions.accept_incoming(fresh(from_himal), by=sarita)


def accepted(browser, incoming):
    """Accept it on its page; the page to which that leads."""
    answer = browser.post(f"{incoming.get_absolute_url()}accept-incoming/", {})
    return browser.get(answer.url)


def test_accepting_leads_to_a_registration_with_nothing_left_to_retype(
    from_himal, browse, sarita, kathmandu
):
    browser = browse(sarita)
    page = accepted(browser, from_himal)
    form = page.context["form"]
    assert form["name"].value() == "Binod Canaryname"
    said = {name: form[name].value() for name in form.fields if form[name].value()}
    said |= {"sex": "male", "stage": "return", "category": "B1", "case": "yes"}
    answer = browser.post("/clients/register/", said)
    assert answer.status_code == 302, answer.context["form"].errors
    incoming = fresh(from_himal)
    assert incoming.client.name == "Binod Canaryname"
    assert CANARY in incoming.case.title
    assert not incoming.waits_for_registration


def test_someone_who_is_known_already_gets_a_case_and_no_second_record(
    from_himal, browse, sarita, kathmandu
):
    known = make.make_client(kathmandu, sarita, "Binod Canaryname", sex="male")
    browser = browse(sarita)
    page = accepted(browser, from_himal)
    assert known.code in page.content.decode()  # looks alike
    form = page.context["form"]
    said = {name: form[name].value() for name in form.fields if form[name].value()}
    page = browser.post(f"/clients/{known.code}/returning/", {**said, "same": "yes"})
    form = page.context["form"]
    said = {name: form[name].value() for name in form.fields if form[name].value()}
    said |= {"category": "B1", "stage": "return", "mine": "on"}
    answer = browser.post(f"/clients/{known.code}/returning/", said)
    assert answer.status_code == 302, answer.context["form"].errors
    incoming = fresh(from_himal)
    assert incoming.client == known
    assert incoming.case.people.get().client == known
    assert Client.objects.count() == 1


def test_late_ones_come_to_a_supervisor_once(kathmandu, sarita, bimala, told):
    incoming = logged(kathmandu, sarita)
    told()
    with clock.at(incoming.due_at + timedelta(hours=1)):
        actions.chase_incoming()
        actions.chase_incoming()
    assert told() == [("Bimala Adhikari", "incoming_late")]


def test_one_that_is_answered_is_not_chased(kathmandu, sarita, bimala, told):
    incoming = logged(kathmandu, sarita)
    actions.accept_incoming(incoming, by=sarita)
    told()
    with clock.at(now() + timedelta(days=30)):
        assert actions.chase_incoming() == 0
    assert told() == []


def test_the_list_shows_the_late_ones_first(kathmandu, sarita, browse):
    early = logged(kathmandu, sarita)
    late = logged(kathmandu, sarita, received_at=now() - timedelta(days=9))
    listed = browse(sarita).get("/referrals/incoming/").context["listed"]
    assert [row.code for row in listed.rows] == [late.code, early.code]
    assert (listed.tabs[0].count, listed.tabs[0].late) == (2, True)


@pytest.mark.parametrize("count", [1, 10, 60])
def test_the_lists_cost_the_same_however_long(
    count, himal, agreement, kathmandu, sarita, roshan, browse, queries
):
    for _ in range(count):
        referred_in(himal, kathmandu, roshan)
    for person, path in ((sarita, "/referrals/incoming/"), (roshan, "/referrals/sent-by-us/")):
        browser = browse(person)
        assert queries(lambda b=browser, p=path: b.get(p)) <= 12


def test_a_reply_to_an_officer_who_left_goes_to_the_team(from_himal, sarita, dipesh, roshan, told):
    actions.ask_sender(from_himal, by=sarita, text="Since when?")
    sarita.is_active = False
    sarita.save()
    per_request.forget()
    told()
    actions.answer_incoming(fresh(from_himal), by=roshan, text="Since March.")
    assert told() == [(dipesh.name, "incoming_replied")]


def test_a_sender_who_leaves_a_question_without_reply_is_brought_to_whoever_asked(
    from_himal, sarita, told
):
    actions.ask_sender(from_himal, by=sarita, text="Since when?")
    told()
    actions.chase_incoming()
    assert told() == []
    with clock.at(now() + timedelta(days=7)):
        for _again in range(2):
            actions.chase_incoming()
    assert told() == [(sarita.name, "incoming_late")]
