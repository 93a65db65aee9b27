import uuid
from contextlib import nullcontext
from datetime import time, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from services import actions
from services.actions.writing import change
from services.models import Accessibility, Cost
from tests import make

NINE, FIVE = time(9), time(17)


@pytest.fixture
def wages(himal):
    return make.make_service(himal)


@pytest.fixture
def office(himal, anil):
    return actions.make_location(himal, by=anil, name="Office")


@pytest.fixture
def terms(anil):
    lists = actions.make_taxonomy(by=anil, name="Open Eligibility")
    return [actions.make_term(lists, by=anil, name=name) for name in ("Advice", "Court")]


def test_a_worker_adds_changes_and_removes_a_cost_on_the_services_page(browse, wages, roshan):
    browser = browse(roshan)
    cost = {"option": "Court fee", "amount": "350", "currency": "NPR"}
    add = f"/services/{wages.pk}/costs/add/"
    for _press in range(2):
        browser.post(add, {**cost, "submission_id": "7a3a7f6c-2f0e-4d55-9d7e-0a6f0c9c1e11"})
    made = Cost.objects.get()
    page = browser.get(f"/services/{wages.pk}/")
    assert "Court fee" in page.text
    assert "350.00 NPR" in page.text
    browser.post(f"/services/costs/{made.pk}/change/", {**cost, "amount": "400", "version": 1})
    made.refresh_from_db()
    assert made.amount == Decimal(400)
    assert browser.post(f"/services/costs/{made.pk}/drop/").status_code == 302
    assert not Cost.objects.exists()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"amount": "5"}, "Say in which currency."),
        ({"amount": "5", "currency": "N1"}, "Three capital letters"),
        ({"option": "Fee", "valid_from": "2026-02-01", "valid_to": "2026-01-01"}, "would end"),
        ({}, "Say what it costs"),
    ],
)
def test_a_cost_that_cannot_be_is_asked_for_again(browse, wages, roshan, facts, words):
    sent = {**facts, "submission_id": uuid.uuid4()}
    answer = browse(roshan).post(f"/services/{wages.pk}/costs/add/", sent)
    assert answer.status_code in (409, 422)
    assert words in answer.text
    assert not Cost.objects.exists()


def test_a_place_says_what_helps_people_with_a_disability(browse, office, roshan, himal):
    sent = {"description": "A ramp at the side", "submission_id": uuid.uuid4()}
    browse(roshan).post(f"/services/places/{office.pk}/accessibility/add/", sent)
    assert "A ramp at the side" in browse(roshan).get(f"/services/partners/{himal.pk}/").text
    row = Accessibility.objects.get()
    assert browse(roshan).post(f"/services/accessibility/{row.pk}/drop/").status_code == 302
    assert not Accessibility.objects.exists()


def test_terms_are_chosen_as_a_whole(browse, wages, roshan, terms):
    url = f"/services/{wages.pk}/terms/"
    browse(roshan).post(url, {"terms": [term.pk for term in terms]})
    browse(roshan).post(url, {"terms": [terms[1].pk]})
    assert [tie.term.name for tie in wages.terms.all()] == ["Court"]
    assert "Court" in browse(roshan).get(f"/services/{wages.pk}/").text


def test_another_partner_may_not(wages, office, terms):
    other = make.make_user("Other", teams=[make.make_partner("Asha").staff])
    for act in (
        lambda: actions.make_cost(wages, by=other, option="Fee"),
        lambda: actions.classify(wages, terms, by=other),
        lambda: actions.make_accessibility(office, by=other, description="Lift"),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_an_amount_without_a_currency_is_refused(wages, anil):
    with pytest.raises(Refused, match="currency"):
        actions.make_cost(wages, by=anil, amount=Decimal(5))


SHOWN = [
    "service",
    "cost",
    "place",
    "steps",
    "partner",
    "contact",
    "hours",
    "terms",
    "term",
    "list",
]


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("what", SHOWN)
def test_whatever_its_entry_shows_makes_the_entry_new(
    wages, office, terms, himal, anil, what, together
):
    """Marked with no join inside the UPDATE: without statistics that took a database minutes."""
    cost = actions.make_cost(wages, by=anil, option="Fee")
    steps = actions.make_accessibility(office, by=anil, description="Steps")
    contact = actions.name_contact(himal, by=anil, role="focal", name="Roshan")
    if what in ("term", "list"):
        actions.classify(wages, terms, by=anil)
    long_ago = now() - timedelta(days=9)
    type(wages).objects.update(changed_at=long_ago)
    other = make.make_service(make.make_partner("Others"), name="Other")
    type(wages).objects.filter(pk=other.pk).update(changed_at=long_ago)
    with (
        CaptureQueriesContext(connection) as asked,
        actions.touched_together() if together else nullcontext(),
    ):
        {
            "service": lambda: actions.set_capacity(wages, "closed", by=anil),
            "cost": lambda: actions.change_cost(cost, by=anil, version=1, option="Other fee"),
            "place": lambda: actions.make_accessibility(office, by=anil, description="Lift"),
            "steps": lambda: actions.change_accessibility(
                steps, by=anil, version=1, description="Lift"
            ),
            "partner": lambda: actions.change_partner(himal, by=anil, version=1, name="Himal"),
            "contact": lambda: actions.change_contact(contact, by=anil, version=1, name="Rabin"),
            "hours": lambda: actions.change_hours(office, [(1, NINE, FIVE)], by=anil),
            "terms": lambda: actions.classify(wages, terms, by=anil),
            "term": lambda: change(terms[0], anil, None, {"name": "Counsel"}),
            "list": lambda: change(terms[0].taxonomy, anil, None, {"name": "Closed"}),
        }[what]()
    marks = [q["sql"] for q in asked if 'UPDATE "services_service"' in q["sql"]]
    assert marks
    assert not [sql for sql in marks if "JOIN" in sql or "SELECT" in sql]
    wages.refresh_from_db()
    other.refresh_from_db()
    assert now() - wages.changed_at < timedelta(minutes=1)
    assert other.changed_at == long_ago
