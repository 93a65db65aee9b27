"""The centre's desk sees it and the sender its own; a restricted one is for supervisors."""

import re
import uuid

import pytest

from helpdesk.core import per_request
from helpdesk.desk import actions as desk
from referrals import actions
from referrals.models import Incoming
from tests import make

from .incoming import CANARY, fresh, logged, referred_in

PEOPLE = ["sarita", "dipesh", "bimala", "pasang", "roshan", "rita", "nirmala", "anil", "stranger"]


@pytest.fixture
def from_himal(himal, agreement, kathmandu, roshan):
    return referred_in(himal, kathmandu, roshan)


def who_sees(incoming, request, browse):
    """Who opens its page, and whether list and detail agree; others do not learn of it."""
    seen = set()
    for who in PEOPLE:
        per_request.forget()
        person = request.getfixturevalue(who)
        browser = browse(person)
        status = browser.get(incoming.get_absolute_url()).status_code
        listed = Incoming.objects.visible_to(person).filter(pk=incoming.pk).exists()
        assert listed is (status == 200), who
        for path in ("/referrals/incoming/", "/referrals/sent-by-us/"):
            page = browser.get(path).content.decode()
            assert listed or (incoming.code not in page and "Canaryname" not in page), who
        if listed:
            seen.add(who)
        else:
            assert status == 404
    return seen


def test_the_desk_and_the_sender(from_himal, request, browse):
    assert who_sees(from_himal, request, browse) == {"sarita", "dipesh", "bimala", "roshan"}


def test_one_from_an_embassy_is_the_desks_alone(kathmandu, sarita, request, browse, asha):
    incoming = logged(kathmandu, sarita)
    assert who_sees(incoming, request, browse) == {"sarita", "dipesh", "bimala"}


def test_a_restricted_one_is_seen_by_supervisors_and_who_wrote_it_down(
    kathmandu, sarita, request, browse, asha, told, bimala, dipesh
):
    incoming = logged(kathmandu, sarita, restricted=True)
    assert told() == [("Bimala Adhikari", "incoming_received")]
    assert who_sees(incoming, request, browse) == {"sarita", "bimala"}
    listed = browse(dipesh).get("/referrals/incoming/").context["listed"]
    assert listed.tabs[0].count == 0


def test_a_restricted_one_becomes_a_case_that_is_restricted_too(
    kathmandu, sarita, browse, dipesh, bimala
):
    incoming = logged(kathmandu, sarita, restricted=True)
    incoming = actions.accept_incoming(incoming, by=sarita)
    maya = make.make_client(kathmandu, sarita)
    facts = {"title": "Sold", "category": "D2", "stage": "return"}
    import uuid

    case = desk.take_up(
        maya, kathmandu, by=sarita, submission_id=uuid.uuid4(), incoming=incoming, case=facts
    )
    per_request.forget()
    seen = {p.name: browse(p).get(case.get_absolute_url()).status_code for p in (sarita, bimala)}
    assert set(seen.values()) == {200}
    assert browse(dipesh).get(case.get_absolute_url()).status_code == 404


def test_the_sender_never_learns_of_the_case(from_himal, sarita, maya, case, browse, roshan):
    actions.accept_incoming(from_himal, by=sarita)
    actions.tie_incoming(fresh(from_himal), by=sarita, client=maya, case=case)
    actions.close_incoming(fresh(from_himal), by=sarita, text="All is well")
    browser = browse(roshan)
    for path in (from_himal.get_absolute_url(), "/referrals/sent-by-us/"):
        page = browser.get(path).content.decode()
        assert all(word not in page for word in (case.code, maya.code, "Maya", "Unpaid wages"))
    assert "All is well" in browser.get(from_himal.get_absolute_url()).content.decode()


def test_the_desk_sees_the_client_only_as_far_as_it_may(
    from_himal, sarita, maya, case, browse, dipesh
):
    actions.accept_incoming(from_himal, by=sarita)
    actions.tie_incoming(fresh(from_himal), by=sarita, client=maya, case=case)
    from helpdesk.cases.models import Case

    Case.objects.filter(pk=case.pk).update(restricted=True)
    page = browse(dipesh).get(from_himal.get_absolute_url()).content.decode()
    assert case.code not in page
    assert maya.code in page


@pytest.mark.parametrize(
    ("verb", "who", "status"),
    [
        ("accept-incoming", "roshan", 403),
        ("close-incoming", "roshan", 403),
        ("accept-incoming", "rita", 404),
        ("accept-incoming", "pasang", 404),
        ("accept-incoming", "anil", 404),
        ("answer-incoming", "roshan", 409),
    ],
)
def test_who_may_not(verb, who, status, request, browse, from_himal):
    url = f"{from_himal.get_absolute_url()}{verb}/"
    answer = browse(request.getfixturevalue(who)).post(url, {"text": "x"})
    assert answer.status_code == status


def test_nothing_of_the_person_lies_open_in_the_database(from_himal, django_assert_num_queries):
    from django.db import connection

    with connection.cursor() as cursor:
        for table in ("referrals_incoming", "referrals_historicalincoming"):
            cursor.execute(f"SELECT * FROM {table}")
            assert all(
                CANARY.encode() not in bytes(str(value), "utf-8") and "Canaryname" not in str(value)
                for row in cursor.fetchall()
                for value in row
            )


def register(browse, sarita, incoming, **more):
    facts = {"submission_id": uuid.uuid4(), "incoming": incoming.code, "name": "Binod Rai", **more}
    facts |= {"centre": incoming.centre_id}
    facts |= {"sex": "male", "stage": "return", "need": "Sold", "urgency": "high"}
    facts |= {"phone_number": "9841552310", "document_kind": "passport", "document_number": "P1"}
    return browse(sarita).post("/clients/register/", facts)


def test_whom_a_restricted_one_brings_is_seen_by_those_named_on_the_case_alone(
    kathmandu, sarita, browse, dipesh, bimala
):
    incoming = actions.accept_incoming(logged(kathmandu, sarita, restricted=True), by=sarita)
    answer = register(browse, sarita, incoming, category="D2")
    assert answer.status_code == 302, answer.context["form"].errors
    client = fresh(incoming).client
    assert not client.servings.exists()
    assert not client.match_keys.exists()
    url = client.get_absolute_url()
    seen = {p.name: browse(p).get(url).status_code for p in (sarita, bimala, dipesh)}
    assert list(seen.values()) == [200, 200, 404]
    assert client.code not in browse(dipesh).post("/search/", {"q": "Binod Rai"}).content.decode()
    assert client.phones.count() == client.documents.count() == 1


def test_whom_a_restricted_one_brings_can_be_worked_on_by_those_named(
    kathmandu, sarita, browse, dipesh
):
    incoming = actions.accept_incoming(logged(kathmandu, sarita, restricted=True), by=sarita)
    register(browse, sarita, incoming, category="D2")
    paths = browse(sarita).get(fresh(incoming).client.get_absolute_url()).content.decode()
    phone = {"phone_number": "9841552311"}
    [url] = {p for p in re.findall(r'href="([^"]*phones?/[^"]*)"', paths) if "add" in p}
    assert browse(sarita).post(url, phone).status_code == 302
    assert browse(dipesh).post(url, phone).status_code == 404


def test_a_restricted_one_without_a_case_would_be_seen_by_nobody(kathmandu, sarita, browse):
    incoming = actions.accept_incoming(logged(kathmandu, sarita, restricted=True), by=sarita)
    answer = register(browse, sarita, incoming, next="1")
    assert answer.status_code == 409
    assert "open a case" in answer.content.decode()
    assert fresh(incoming).client is None
