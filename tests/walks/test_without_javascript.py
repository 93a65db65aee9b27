"""An old PC, a strict browser, a broken line: the counter works by plain forms alone."""

import re

import pytest

from helpdesk.cases.models import Case
from helpdesk.clients.models import Client
from helpdesk.contacts.models import Contact

FIND = re.compile("Find a client")


@pytest.fixture
def plain(page_at, enter, sarita):
    """Sarita's browser with JavaScript off."""
    page = enter(page_at(1280, java_script_enabled=False), sarita)
    page.goto("/")
    return page


def look_for(page, words):
    page.get_by_label(FIND).fill(words)
    page.keyboard.press("Enter")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_search_first_then_register_with_a_case(plain, kathmandu):
    look_for(plain, "Sita Thapa")
    plain.get_by_role("button", name="Register a new client").click()
    assert plain.get_by_label("Name", exact=True).input_value() == "Sita Thapa"
    plain.get_by_label("Woman", exact=True).check()
    plain.get_by_label("Return", exact=True).check()
    plain.get_by_role("button", name="Save and open case").click()
    assert "Nothing that you typed is lost" in plain.content()
    plain.get_by_label("What do they need?").fill("Wages never paid")
    plain.get_by_label("Category").select_option("B1")
    plain.get_by_role("button", name="Save and open case").click()
    assert Case.objects.for_listing().get().title == "Wages never paid"
    assert "is registered" in plain.content()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_returning_client_is_found_and_gets_a_case(plain, maya):
    look_for(plain, "tamang maya")
    plain.locator("main").get_by_role("link", name="Maya Kumari Tamang").first.click()
    plain.locator("main").get_by_role("link", name="Open a case").first.click()
    plain.get_by_label("What is it about?").fill("Passport kept")
    plain.get_by_label("Category").select_option("B4")
    plain.get_by_label("Return", exact=True).check()
    plain.get_by_role("button", name="Open the case").click()
    assert Case.objects.for_listing().get().title == "Passport kept"
    plain.get_by_label("Quick note").fill("Called the employer")
    plain.get_by_role("button", name=re.compile("Save|note", re.I)).first.click()
    assert "Called the employer" in plain.content()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_those_who_look_close_are_seen_before_saving(plain, maya):
    plain.locator("main").get_by_role("link", name="Register a client").first.click()
    plain.get_by_label("Name, phone or document number").fill("Maya Tamang")
    plain.locator("main").get_by_role("button", name="Search").click()
    plain.get_by_role("link", name=re.compile("Maya Kumari Tamang")).first.click()
    assert maya.code in plain.content()
    assert Client.objects.count() == 1


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_contact_is_logged(plain, kathmandu):
    plain.locator("main").get_by_role("link", name="Log a contact").first.click()
    plain.get_by_label("Phone", exact=True).first.check()
    plain.get_by_role("button", name="Log and next").click()
    assert Contact.objects.get().channel == Contact.Channel.PHONE
    assert "is logged" in plain.content()
