"""Many services: the same answer whatever the order of their making, at the same cost."""

import random
from datetime import timedelta

import pytest

from helpdesk.core import per_request
from helpdesk.core.clock import today
from helpdesk.desk.demo.areas import make_areas
from referrals.candidates import EXCLUDED, Asking, find_candidates
from services.models import Agreement, Location, Partner, Service, ServiceAtLocation
from tests import make

PLANS = [
    (n, ["open", "limited", "waiting_list", "closed"][n % 4], ["ne", "taj", ""][n % 3], n % 5)
    for n in range(60)
]


@pytest.fixture
def places(db):
    """Nepal: Kathmandu and Lalitpur in one province, Kaski in another."""
    return {name: area for name, area in make_areas().items() if name in PLACES}


PLACES = ("Kathmandu", "Lalitpur", "Kaski")


def bulk(partner, plans):
    """Services past the actions: three hundred would take a minute."""
    made = Service.objects.bulk_create(
        Service(
            partner=partner,
            kind="legal",
            name=f"Service {n:03d}",
            capacity=capacity,
            languages=[language] if language else [],
            verified_on=today() - timedelta(days=70 * age) if age else None,
        )
        for n, capacity, language, age in plans
    )
    office = Location.objects.bulk_create([Location(partner=partner, name="Office")])[0]
    ServiceAtLocation.objects.bulk_create(
        ServiceAtLocation(service=service, location=office) for service in made
    )
    return made


def answer(asking):
    per_request.forget()
    found = find_candidates(asking)
    named = [(c.service.name, c.score, c.pros, c.cons) for c in found.fitting]
    return named, found.reasons, [(c.service.name, c.excluded) for c in found.excluded]


def test_two_orders_of_making_give_the_same_answer(case, maya, himal, agreement):
    asking = Asking(maya, case, None, "legal")
    bulk(himal, PLANS)
    first = answer(asking)
    ServiceAtLocation.objects.all()._raw_delete("default")
    Service.objects.all()._raw_delete("default")
    Location.objects.all()._raw_delete("default")
    bulk(himal, random.Random(4).sample(PLANS, len(PLANS)))
    assert answer(asking) == first


def test_three_hundred_cost_as_many_queries_as_three(case, maya, himal, agreement, queries):
    asking = Asking(maya, case, None, "legal")
    strange = make.make_partner("Terai Legal Network")
    bulk(himal, PLANS[:3]), bulk(strange, PLANS[:1])
    answer(asking)
    few = queries(lambda: answer(asking))
    bulk(himal, PLANS * 4), bulk(strange, PLANS)
    assert queries(lambda: answer(asking)) <= few <= 12  # with enough to name, one is saved
    found = find_candidates(asking)
    assert found.total == 3 + 1 + 300
    assert len(found.excluded) == EXCLUDED
    assert sum(count for _why, count in found.reasons) == found.total - len(found.fitting)


def test_the_page_shows_twenty_and_more_when_asked(browse, sarita, case, himal, agreement):
    bulk(himal, PLANS)
    browser, path = browse(sarita), f"/referrals/refer/{case.code}/"
    page = browser.get(path).text
    assert page.count('name="service"') == 20
    more = browser.post(path, {"look": "40", "kind": "legal", "client": case.lead.pk}).text
    assert more.count('name="service"') == 40
    assert "How they are ranked" in page


def test_the_page_costs_the_same_for_three_as_for_three_hundred(
    browse, sarita, case, himal, agreement, queries
):
    browser, path = browse(sarita), f"/referrals/refer/{case.code}/"
    bulk(himal, PLANS[:3])
    few = queries(lambda: browser.get(path))
    bulk(himal, PLANS * 5)
    assert queries(lambda: browser.get(path)) <= few <= 18


def test_the_nearer_comes_first(case, maya, kathmandu, himal, agreement, places):
    kathmandu.area = None
    maya.area = places["Kathmandu"]
    case.centre = kathmandu
    for name, area in places.items():
        service = make.make_service(himal, name=f"Desk of {name}")
        office = Location.objects.bulk_create([Location(partner=himal, name=name, area=area)])[0]
        ServiceAtLocation.objects.bulk_create([ServiceAtLocation(service=service, location=office)])
    found = find_candidates(Asking(maya, case, None, "legal")).fitting
    assert [c.place for c in found] == ["Kathmandu", "Lalitpur", "Kaski"]
    assert "Near: Kathmandu" in found[0].pros
    assert "In the same province: Lalitpur" in found[1].pros


def test_one_that_was_not_checked_for_long_goes_down(case, maya, himal, agreement):
    old, fresh = bulk(himal, [(1, "open", "", 3), (2, "open", "", 1)])
    found = find_candidates(Asking(maya, case, None, "legal")).fitting
    assert [c.service for c in found] == [fresh, old]
    assert any(con.startswith("Last checked on") for con in found[1].cons)


def test_a_suspended_agreement_leaves_no_candidate(case, maya, desk, agreement):
    Agreement.objects.update(status="suspended")
    found = find_candidates(Asking(maya, case, None, "legal"))
    assert found.fitting == []
    assert found.reasons == [("No agreement in force with this centre for this kind of help", 1)]


def test_a_partner_that_works_with_us_no_longer_is_not_named(case, maya, desk, agreement):
    Partner.objects.update(is_active=False)
    assert find_candidates(Asking(maya, case, None, "legal")).total == 0
