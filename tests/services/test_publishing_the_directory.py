import pytest

from services import actions
from services.models import ServiceAtLocation
from tests import make
from tests.services.hsds import ask, assert_valid, every_page, lines


def test_a_visitor_reads_it_without_session_or_cookie(visitor, full_entry):
    answer = visitor.get("/hsds/services")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer["Cache-Control"] == "public, max-age=300"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert visitor.post("/hsds/services").status_code == 405


def test_the_root_says_what_it_is(visitor, db):
    root = ask(visitor, "")
    assert root["version"] == "3.1"
    assert root["profile"].startswith("https://")
    assert root["openapi_url"].endswith("/openapi.json")


def test_a_whole_service_is_valid_and_says_everything(visitor, full_entry):
    entry = ask(visitor, f"services/{full_entry.uid}")
    assert_valid("service", [entry])
    assert entry["organization"]["name"] == "Himal Law Clinic"
    assert [(p["number"], p.get("extension")) for p in entry["phones"]] == [
        ("01-555 0101", None),
        ("01-555 0102", 7),
    ]
    assert [(one["code"], one["name"]) for one in entry["languages"]] == [
        ("ne", "Nepali"),
        ("taj", "Tamang"),
    ]
    assert entry["cost_options"][0]["amount"] == 350.5
    assert entry["eligibility_description"].splitlines() == [
        "Sex: Woman.",
        "Nationality: BD, NP.",
        "Bring the contract.",
    ]
    assert (entry["minimum_age"], entry["maximum_age"]) == (18, 60)
    assert entry["assured_date"] == "2026-01-31"
    capacity = entry["capacities"][0]
    assert (capacity["available"], capacity["description"]) == (0, "Waiting list")
    terms = [a["taxonomy_term"]["name"] for a in entry["attributes"] if "taxonomy_term" in a]
    assert terms == ["Legal help", "Legal advice"]
    at = entry["service_at_locations"][0]
    assert at["schedules"][0]["byday"] == "FR"
    assert at["location"]["schedules"][0]["byday"] == "MO,TU"
    assert at["location"]["schedules"][0]["opens_at"] == "09:00"
    assert at["location"]["accessibility"][0]["description"] == "No steps at the door"


def test_opening_times_carry_the_partners_time_zone(visitor, full_entry, himal, anil):
    actions.change_partner(himal, by=anil, version=1, time_zone="Asia/Kathmandu")
    rule = ask(visitor, f"services/{full_entry.uid}")["service_at_locations"][0]["schedules"][0]
    assert (rule["opens_at"], rule["timezone"]) == ("10:00+05:45", 5.75)


ADDRESSES = {
    "services": ("service_list", "service"),
    "organizations": ("organization_list", "organization"),
    "service_at_locations": ("service_at_location_list", "service_at_location"),
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_entry_of_every_list_is_valid(visitor, full_entry, address):
    short, whole = ADDRESSES[address]
    assert_valid(short, ask(visitor, address)["contents"])
    assert_valid(whole, ask(visitor, address, full="true")["contents"])
    assert_valid(whole, lines(visitor, address, full=""))
    for entry in ask(visitor, address)["contents"]:
        assert_valid(whole, [ask(visitor, f"{address}/{entry['id']}")])


def test_organisations_with_their_services_in_full_are_valid(visitor, full_entry):
    found = ask(visitor, "organizations", full_service="true")["contents"]
    assert_valid("organization", found)
    assert found[0]["services"][0]["capacities"]


@pytest.mark.parametrize(
    ("address", "schema", "names"),
    [
        ("taxonomies", "taxonomy", ["Kinds of help", "Open Eligibility"]),
        ("taxonomy_terms", "taxonomy_term", ["Legal help", "Legal advice"]),
    ],
)
def test_kinds_of_help_are_a_list_of_terms_beside_those_of_others(
    visitor, full_entry, address, schema, names
):
    entries, _last = every_page(visitor, address, 5)
    assert_valid(schema, entries)
    assert (entries[0]["name"], entries[-1]["name"]) == tuple(names)
    for entry in entries:
        assert ask(visitor, f"{address}/{entry['id']}") == entry


def test_the_directory_of_the_demo_country_is_valid(visitor, demo_directory):
    for address, (short, whole) in ADDRESSES.items():
        assert_valid(short, lines(visitor, address))
        assert_valid(whole, lines(visitor, address, full="true"))


def test_only_what_active_partners_offer_now_is_published(visitor, full_entry, himal, anil):
    idle = make.make_service(himal, name="Closed desk", is_active=False)
    gone = make.make_partner("Gone House")
    left = make.make_service(gone, name="Of a partner who left")
    actions.change_partner(gone, by=anil, version=1, is_active=False)
    assert [entry["name"] for entry in lines(visitor, "services")] == ["Wage claims"]
    assert [entry["name"] for entry in lines(visitor, "organizations")] == ["Himal Law Clinic"]
    offered = ask(visitor, f"organizations/{himal.uid}")["services"]
    assert [entry["name"] for entry in offered] == ["Wage claims"]
    for address in (f"services/{idle.uid}", f"services/{left.uid}", f"organizations/{gone.uid}"):
        answer = visitor.get(f"/hsds/{address}")
        assert (answer.status_code, answer.json()["error"]) == (404, "not_found")
    assert visitor.get("/hsds/services/nonsense").status_code == 404


def test_a_place_that_is_only_guessed_is_not_published_as_the_services(
    visitor, full_entry, himal, anil
):
    river = actions.make_location(himal, by=anil, name="River office")
    actions.tie_by_partner(himal, [(full_entry, river)], by=anil)
    entry = ask(visitor, f"services/{full_entry.uid}")
    assert [at["location"]["name"] for at in entry["service_at_locations"]] == ["Hill office"]
    places = [place["name"] for place in entry["organization"]["locations"]]
    assert places == ["Hill office", "River office"]
    assert len(lines(visitor, "service_at_locations")) == 1
    assert ServiceAtLocation.objects.count() == 2


def test_who_works_there_and_where_it_came_from_are_not_published(
    visitor, full_entry, roshan, himal, anil
):
    actions.correct_from_directory(himal, by=anil, source="secret-source", external_id="ext-99")
    for address in ADDRESSES:
        text = visitor.get(f"/hsds/{address}?full=true").text
        for word in (roshan.name, roshan.email, "secret-source", "ext-99", "contacts", "staff"):
            assert word not in text


@pytest.mark.parametrize("address", [*ADDRESSES, "taxonomies", "taxonomy_terms"])
@pytest.mark.parametrize("full", [False, True])
def test_a_page_costs_the_same_however_many(queries, visitor, himal, anil, address, full):
    if full and address.startswith("tax"):
        return
    lists = actions.make_taxonomy(by=anil, name="List")

    def add(name):
        service = make.make_service(himal, name=name)
        place = actions.make_location(himal, by=anil, name=name)
        actions.tie(service, place, by=anil)
        actions.make_cost(service, by=anil, option="Fee")
        actions.classify(service, [actions.make_term(lists, by=anil, name=name)], by=anil)
        make.make_service(make.make_partner(name), name=name)

    costs = []
    for names in ("A", "BCDEFG"):
        for name in names:
            add(name)
        asked = {"full": "true"} if full else {}
        costs.append(queries(lambda asked=asked: ask(visitor, address, **asked)))
    assert costs[0] == costs[1] <= 20
