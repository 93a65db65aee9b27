from datetime import date, time
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from helpdesk.core.clock import today
from helpdesk.desk.demo.areas import make_areas
from helpdesk.desk.demo.partners import open_directory
from helpdesk.desk.demo.places import open_network
from services import actions
from tests import make


@pytest.fixture
def full_entry(himal, anil):
    """A service with everything that an entry can show."""
    service = make.make_service(
        himal,
        name="Wage claims",
        description="Help with unpaid wages.",
        url="https://himal.example/wäges?a=b c",
        phone="01-555 0101; 01-555 0102 ext. 7",
        languages=["ne", "taj"],
        capacity="waiting_list",
        fees="Free",
        eligibility="Bring the contract.",
        sexes=["female"],
        nationalities=["NP", "BD"],
        age_from=18,
        age_to=60,
        verified_on=date(2026, 1, 31),
    )
    cost = {"option": "Court fee", "amount": Decimal("350.50"), "currency": "NPR"}
    actions.make_cost(service, by=anil, valid_from=date(2026, 1, 1), **cost)
    office = actions.make_location(
        himal, by=anil, name="Hill office", address="1 Lamp Street", country="NP"
    )
    actions.tie(service, office, by=anil)
    actions.make_accessibility(office, by=anil, description="No steps at the door")
    actions.change_hours(office, [(1, time(9), time(17)), (2, time(9), time(17))], by=anil)
    friday = {"weekday": 5, "opens_at": time(10), "closes_at": time(12)}
    actions.state_hours(by=anil, service=service, location=office, **friday)
    lists = actions.make_taxonomy(by=anil, name="Open Eligibility", uri="https://oe.example/")
    term = actions.make_term(lists, by=anil, name="Legal advice", code="1101")
    actions.classify(service, [term], by=anil)
    return service


@pytest.fixture
def demo_directory(db):
    """The demo country's partners, without its clients."""
    network = open_network(make_areas())
    open_directory(network, today())
    return network


@pytest.fixture
def visitor(browse):
    return browse()


@pytest.fixture
def read_in(db, request):
    """`read_in(path)` runs import_directory as Anil and returns what it prints."""

    def read_in(path, **options):
        said = StringIO()
        options = {"country": "NP", "kind": "legal", **options}
        options["by"] = options.get("by") or request.getfixturevalue("anil").email
        call_command("import_directory", str(path), stdout=said, **options)
        return said.getvalue()

    return read_in
