"""How much an officer does with her hands, from My work to the saved record.

A field filled counts one, a click one, a key that submits one. Looking costs nothing.
"""

import re

import pytest

from helpdesk.cases.models import Case
from helpdesk.clients.models import Client
from helpdesk.contacts.models import Contact

MOST = {"returning": 12, "new": 16, "contact": 5}


class Hands:
    """A page, and how often it was filled, clicked or submitted by a key."""

    def __init__(self, page, start="/"):
        self.page, self.count = page, 0
        page.goto(start)

    def fill(self, label, text):
        self.count += 1
        self._field(label).fill(text)

    def choose(self, label, value):
        self.count += 1
        self._field(label).select_option(value)

    def tick(self, label, *, among=None):
        self.count += 1
        where = self.page.get_by_role("radiogroup", name=among) if among else self.page
        where.get_by_label(label, exact=True).check()

    def press(self, button):
        self.count += 1
        self.page.get_by_role("button", name=button).first.click()

    def follow(self, link):
        self.count += 1
        self.page.locator("main").get_by_role("link", name=link).first.click()

    def enter(self):
        """The key that sends the field where one stands."""
        self.count += 1
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()

    def unfold(self, title):
        self.count += 1
        self.page.locator("summary").filter(has_text=title).first.click()

    def _field(self, label):
        return self.page.get_by_label(label).first


FIND = re.compile("Find a client")


def say(capsys, what, hands):
    with capsys.disabled():
        print(f"\n{what}: {hands.count} interactions, {MOST[what]} at most")  # noqa: T201
    assert hands.count <= MOST[what]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_returning_client_gets_a_new_case(page_at, enter, sarita, maya, capsys):
    hands = Hands(enter(page_at(1280), sarita))
    hands.fill(FIND, "maya tamang")
    hands.enter()
    hands.follow(re.compile("Maya Kumari Tamang"))
    hands.follow(re.compile("Open a case"))
    hands.fill("What is it about?", "Passport kept by the employer")
    hands.choose("Category", "B4")
    if not hands.page.get_by_role("radio", name="Return").is_checked():
        hands.tick("Return", among="Stage")
    hands.press("Open the case")
    assert Case.objects.for_listing().get(people__client=maya).officer == sarita
    say(capsys, "returning", hands)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_new_client_gets_a_case(page_at, enter, sarita, kathmandu, capsys):
    hands = Hands(enter(page_at(1280), sarita))
    hands.fill(FIND, "Sita Thapa")
    hands.enter()  # search first
    hands.press("Register a new client")  # her name comes along
    hands.tick("Woman", among="Sex")
    hands.tick("Return", among="Stage")
    hands.fill("What do they need?", "Wages of four months were never paid")
    hands.choose("Category", "B1")
    hands.unfold("Phone")
    hands.fill("Phone", "9841552310")
    hands.unfold("Birth")
    hands.fill("Born", "1990")
    hands.press("Save and open case")
    client = Client.objects.for_listing().get()
    assert (client.name, client.birth_year) == ("Sita Thapa", 1990)
    assert Case.objects.get().officer == sarita
    say(capsys, "new", hands)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_an_anonymous_contact_is_logged(page_at, enter, sarita, kathmandu, capsys):
    hands = Hands(enter(page_at(1280), sarita))
    hands.follow("Log a contact")
    hands.tick("Recruitment")
    hands.press(re.compile("^Log$"))
    hands.page.wait_for_load_state()
    contact = Contact.objects.get()
    assert (contact.client, contact.channel) == (None, Contact.Channel.WALK_IN)
    say(capsys, "contact", hands)
