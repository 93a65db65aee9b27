import pytest
from django.core.management import call_command

from helpdesk.clients import actions
from helpdesk.clients.birth import parse_birth
from helpdesk.clients.finding import Described, look_alikes
from helpdesk.clients.models import NameAlias
from helpdesk.clients.spelling import add_spellings
from tests import make

AROUND_THE_ENTRY = 2  # the read's entry has a transaction of its own: its beginning and end


@pytest.fixture
def sita(kathmandu, sarita):
    client = make.make_client(
        kathmandu,
        sarita,
        "Sita Thapa",
        birth=parse_birth("1990-05-12"),
        address="Ward 4, Butwal",
        phone={"number": "9841552310"},
    )
    actions.add_document(client, by=sarita, kind="passport", number="PA1234417")
    return client


@pytest.mark.parametrize(
    "facts",
    [
        {"names": ["Seeta Thapa"]},
        {"names": ["थापा सीता"]},
        {"names": [], "phones": ["+9779841552310"]},
        {"names": [], "documents": ["pa-1234417"]},
        {"names": ["Sita Gurung"], "birth": parse_birth("1990-05-12"), "phones": ["9841552310"]},
        {"names": ["Sita Thpa"], "birth": parse_birth("1991")},
        {"names": ["Sta Thaap"], "address": "butwal ward 4"},
    ],
)
def test_she_is_found_by_whatever_is_known(facts, sita, sarita, maya):
    assert [hit.client for hit in look_alikes(Described(**facts), user=sarita)][:1] == [sita]


def test_the_hit_says_why_and_how_likely(sita, sarita):
    facts = Described(
        names=["Sita Thapa"], documents=["PA1234417"], kinds={"PA1234417": "passport"}
    )
    [hit] = look_alikes(facts, user=sarita)
    assert hit.strength == "strong"
    assert hit.reasons == [("Same name", True), ("Same passport number", True)]


def test_another_centre_finds_nobody_and_the_system_everyone(sita, pasang):
    facts = Described(names=["Sita Thapa"], phones=["9841552310"])
    assert look_alikes(facts, user=pasang) == []
    assert [hit.client for hit in look_alikes(facts)] == [sita]
    assert look_alikes(facts, exclude=[sita.pk]) == []


def test_spellings_are_found_as_soon_as_they_are_in_the_list(kathmandu, sarita, anil):
    NameAlias.objects.all().delete()
    jallow = make.make_client(kathmandu, sarita, "Binta Jallow")
    facts = Described(names=["Binta Diallo"])
    assert look_alikes(facts, user=sarita) == []
    add_spellings(by=anil, submission_id=jallow.uid, spellings="Diallo, Jallow")
    assert [hit.client for hit in look_alikes(facts, user=sarita)] == [jallow]


@pytest.mark.parametrize("count", [1, 10, 60])
def test_it_costs_the_same_however_many_are_alike(count, kathmandu, sarita, queries, browse):
    for n in range(count):
        make.make_client(kathmandu, sarita, "Sita Thapa", phone={"number": f"98415523{n:02}"})
    officer, typed = browse(sarita), {"name": "Sita Thapa", "phone_number": "9841552300"}
    assert (
        queries(lambda: officer.post("/clients/register/look-again/", typed))
        <= 18 + AROUND_THE_ENTRY
    )  # a second fact is typed: other centres are asked too
    assert (
        queries(lambda: officer.post("/clients/register/look-again/", {"name": "Sita Thapa"}))
        <= 12 + AROUND_THE_ENTRY
    )


def test_nothing_known_asks_nothing(sarita, sita):
    assert look_alikes(Described(names=[" "]), user=sarita) == []


def test_keys_are_made_anew_by_one_command(sita, sarita):
    sita.match_keys.all().delete()
    assert look_alikes(Described(names=["Sita Thapa"]), user=sarita) == []
    call_command("index_clients", verbosity=0)
    assert [hit.client for hit in look_alikes(Described(names=["Sita Thapa"]), user=sarita)] == [
        sita
    ]


def test_a_record_that_was_entered_in_error_gets_none(sita, sarita):
    actions.enter_in_error(sita, by=sarita)
    call_command("index_clients", verbosity=0)
    assert not sita.match_keys.exists()
    assert look_alikes(Described(names=["Sita Thapa"])) == []
