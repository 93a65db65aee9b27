from datetime import timedelta

import pytest
from django.db import connection

from helpdesk.core.clock import now
from services import actions
from services.hsds.ids import KINDS_OF_HELP, kind_id
from services.models import Service
from tests import make
from tests.services.hsds import ask, every_page, lines


@pytest.fixture
def visitor(browse):
    return browse()


@pytest.fixture
def several(himal, anil):
    """Seven services of two partners; one has a term, and one changed lately."""
    asha = make.make_partner("Asha House", local_name="आशा")
    for number in range(5):
        make.make_service(himal, name=f"Desk {number}")
    make.make_service(asha, kind="shelter", name="Night shelter", description="A bed")
    talk = make.make_service(asha, kind="psychosocial", name="Talks")
    lists = actions.make_taxonomy(by=anil, name="List")
    term = actions.make_term(lists, by=anil, name="Talking")
    actions.make_term(lists, by=anil, name="In groups", parent=term)
    actions.classify(talk, [term], by=anil)
    Service.objects.exclude(pk=talk.pk).update(changed_at=now() - timedelta(days=9))
    return {"asha": asha.uid, "himal": himal.uid, "term": term.uid, "list": lists.uid}


@pytest.mark.parametrize("per_page", [1, 2, 3, 7, 50])
def test_the_pages_add_up(visitor, several, per_page):
    entries, last = every_page(visitor, "services", per_page)
    assert len({entry["id"] for entry in entries}) == len(entries) == 7 == last["total_items"]
    assert last["total_pages"] == last["page_number"] == -(-7 // per_page)


def test_the_pages_of_terms_add_up_across_our_own_and_others(visitor, several):
    for per_page in (1, 5, 12, 13):
        entries, last = every_page(visitor, "taxonomy_terms", per_page)
        assert len({entry["id"] for entry in entries}) == 14 == last["total_items"]


def test_a_page_beyond_the_last_is_empty(visitor, several):
    page = ask(visitor, "services", page=9)
    assert (page["empty"], page["contents"], page["total_items"]) == (True, [], 7)


def test_nothing_at_all_is_one_empty_page(visitor, db):
    page = ask(visitor, "services")
    assert (page["empty"], page["first_page"], page["last_page"]) == (True, True, True)


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"search": "desk"}, 5),
        ({"search": "asha bed"}, 1),
        ({"search": "आशा"}, 2),
        ({"organization_id": "himal"}, 5),
        ({"taxonomy_term_id": str(kind_id("shelter"))}, 1),
        ({"taxonomy_id": str(KINDS_OF_HELP)}, 7),
        ({"taxonomy_term_id": "term"}, 1),
        ({"taxonomy_id": "list"}, 1),
        ({"taxonomy_id": "himal"}, 0),
    ],
)
def test_each_filter_narrows_it(visitor, several, asked, count):
    asked = {name: several.get(value, value) for name, value in asked.items()}
    assert ask(visitor, "services", **asked)["total_items"] == count
    assert len(lines(visitor, "services", **asked)) == count


def test_organisations_are_found_by_what_they_offer(visitor, several):
    found = ask(visitor, "organizations", taxonomy_term_id=several["term"])["contents"]
    assert [entry["name"] for entry in found] == ["Asha House"]


def test_terms_are_found_by_their_list_and_the_term_above(visitor, several):
    of_list = ask(visitor, "taxonomy_terms", taxonomy_id=several["list"])["contents"]
    below = ask(visitor, "taxonomy_terms", parent_id=several["term"])["contents"]
    top = ask(visitor, "taxonomy_terms", taxonomy_id=several["list"], top_only="true")["contents"]
    assert [[term["name"] for term in terms] for terms in (of_list, below, top)] == [
        ["In groups", "Talking"],
        ["In groups"],
        ["Talking"],
    ]


def test_only_what_changed_since_is_asked_for(visitor, several):
    since = (now() - timedelta(days=1)).isoformat()  # with a plus that the test browser escapes
    assert [e["name"] for e in ask(visitor, "services", modified_after=since)["contents"]] == [
        "Talks"
    ]
    assert visitor.get(f"/hsds/services?modified_after={since}").json()["total_items"] == 1
    assert ask(visitor, "services", modified_after="2020-01-31")["total_items"] == 7


def test_what_changed_is_found_by_an_index(several):
    with connection.cursor() as cursor:
        names = connection.introspection.get_constraints(cursor, Service._meta.db_table)
    assert names["services_by_change"]["columns"] == ["changed_at"]


def test_minimal_lists_everything_at_once(visitor, several):
    page = ask(visitor, "services", minimal="true")
    assert page["size"] == page["total_items"] == 7
    assert set(page["contents"][0]) == {"id", "modified_date"}


@pytest.mark.parametrize(
    ("address", "parameter", "value"),
    [
        ("services", "page", "0"),
        ("services", "page", "-1"),
        ("services", "page", "٣"),
        ("services", "page", "9" * 50),
        ("services", "per_page", "100000"),
        ("services", "format", "xml"),
        ("services", "full", "perhaps"),
        ("services", "modified_after", "yesterday"),
        ("services", "modified_after", "2026-02-31"),
        ("services", "modified_after", "0001-01-01T00:00:00+23:00"),
        ("services", "organization_id", "7"),
        ("services", "postcode", "100"),
        ("services", "search", "x" * 300),
        ("taxonomies", "full", "true"),
        ("organizations", "modified_after", "2026-01-01"),
    ],
)
def test_what_cannot_be_understood_is_said(visitor, db, address, parameter, value):
    answer = visitor.get(f"/hsds/{address}", {parameter: value})
    assert answer.status_code == 400
    assert list(answer.json()["parameters"]) == [parameter]


def test_whoever_has_it_already_is_told_so(visitor, several, anil):
    first = visitor.get("/hsds/services")
    same = {"If-None-Match": first["ETag"]}
    assert visitor.get("/hsds/services", headers=same).status_code == 304
    since = {"If-Modified-Since": first["Last-Modified"]}
    assert visitor.get("/hsds/services", headers=since).status_code == 304
    actions.set_capacity(Service.objects.get(name="Desk 1"), "closed", by=anil)
    assert visitor.get("/hsds/services", headers=same).status_code == 200


def test_someone_logged_in_reads_the_same(browse, visitor, several, sarita):
    answer = browse(sarita).get("/hsds/services")
    assert answer.json() == visitor.get("/hsds/services").json()
    assert answer.get("Vary", "Accept-Encoding") == "Accept-Encoding"
