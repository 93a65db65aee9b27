from datetime import date, time

import pytest

from services.models import Hours, Location, Partner, Service
from tests.services.hsds import table

TABLES = {
    "organizations": """id,name,description,website
org-1,Lantern Law Office,Advice for workers,https://lantern.example/
""",
    "services": "id,organization_id,name,status,fees_description,minimum_age,maximum_age,"
    """assured_date
svc-1,org-1,Wage claims,active,Free,18,60,2026-01-31
svc-2,org-1,Talks,temporarily closed,,70,20,
""",
    "locations": """id,location_type,name,latitude,longitude
loc-1,physical,Hill office,27.7,85.3
loc-2,physical,House of nobody,,
""",
    "service_at_location": "id,service_id,location_id\nsal-1,svc-1,loc-1\n",
    "addresses": """id,location_id,address_1,city,state_province,postal_code,country,address_type
a-1,loc-1,1 Lamp Street,Hillside,,100,NP,physical
""",
    "schedules": "id,location_id,service_at_location_id,freq,byday,opens_at,closes_at,"
    """bymonthday,until
s-1,loc-1,,WEEKLY,"MO,TU",09:00+05:45,17:00+05:45,,
s-2,,sal-1,WEEKLY,FR,10:00Z,12:00Z,,
s-3,loc-1,,MONTHLY,1WE,10:00,12:00,,
s-4,loc-1,,WEEKLY,TH,10:00,12:00,,2020-01-01
s-5,loc-1,,WEEKLY,Someday,10:00,12:00,,
""",
    "languages": """id,service_id,location_id,code,name
l-1,svc-1,,ne,Nepali
l-2,svc-1,,,Tamang
l-3,,loc-1,ne,Nepali
""",
    "taxonomies": "id,name,description\ntax-1,Open Eligibility,Terms\n",
    "taxonomy_terms": """id,name,description,code,parent_id,taxonomy_id
t-2,Court,In court,12,t-1,tax-1
t-1,Legal,Law,1,,tax-1
""",
    "attributes": """id,link_id,link_entity,taxonomy_term_id
at-1,svc-1,service,t-2
at-2,loc-1,location,t-1
at-3,svc-1,service,t-9
""",
    "cost_options": """id,service_id,option,currency,amount
c-1,svc-1,Court fee,npr,350.5
c-2,svc-1,Other fee,,20
""",
    "accessibility": "id,location_id,description\nx-1,loc-1,No steps\n",
}


@pytest.fixture
def tables(tmp_path):
    """A small directory in the tables of HSDS 3, in a folder that a test may spoil."""
    folder = tmp_path / "lantern"
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text)
    return folder


def test_every_row_is_accounted_for_and_comes_once(read_in, tables):
    first = table(read_in(tables))
    assert first["services"] == (2, 2, 0, 0, 0)
    assert first["locations"] == (2, 1, 0, 0, 1)
    assert first["schedules"] == (5, 2, 0, 0, 3)
    assert first["attributes"] == (3, 1, 0, 0, 2)
    again = table(read_in(tables))
    assert again["all"][1:3] == (0, 0)
    assert again["all"][0] == first["all"][0]


def test_what_is_made_carries_what_the_tables_say(read_in, tables):
    read_in(tables)
    assert Partner.objects.get().url == "https://lantern.example/"
    wages = Service.objects.get(external_id="svc-1")
    assert (wages.fees, wages.age_from, wages.age_to) == ("Free", 18, 60)
    assert (wages.verified_on, wages.languages) == (date(2026, 1, 31), ["ne", "taj"])
    term = wages.terms.get().term
    assert (term.name, term.parent.name, term.taxonomy.name) == (
        "Court",
        "Legal",
        "Open Eligibility",
    )
    costs = [(str(c.amount), c.currency) for c in wages.costs.order_by("pk")]
    assert costs == [("350.50", "NPR"), ("None", "")]
    hill = Location.objects.get()
    assert hill.address == "1 Lamp Street, Hillside, 100"
    assert hill.accessibility.get().description == "No steps"
    hours = Hours.objects.order_by("weekday").values_list("weekday", "opens_at", "service")
    assert list(hours) == [(1, time(9), None), (2, time(9), None), (5, time(10), wages.pk)]


def test_what_cannot_be_kept_says_why(read_in, tables):
    said = read_in(tables, verbose=True)
    for words in (
        "not every week: such hours are not kept",
        "not for good: such hours are not kept",
        '"Someday" is no day of the week',
        "only the languages of a service are kept",
        "ages are the wrong way round, kept out",
        "amount is no sum in a currency, kept out",
        "taxonomy_term t-9 is not in the file",
    ):
        assert words in said


def test_a_cost_that_a_newer_file_no_longer_lists_goes(read_in, tables):
    read_in(tables)
    path = tables / "cost_options.csv"
    path.write_text(path.read_text().replace("c-2,svc-1,Other fee,,20\n", ""))
    read_in(tables)
    assert [cost.option for cost in Service.objects.get(external_id="svc-1").costs.all()] == [
        "Court fee"
    ]


def test_what_is_no_json_is_said(read_in, tmp_path):
    from django.core.management import CommandError

    path = tmp_path / "services.json"
    path.write_text("{not json")
    with pytest.raises(CommandError, match="is not JSON"):
        read_in(path)
