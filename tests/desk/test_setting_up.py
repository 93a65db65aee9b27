"""The first visit to a fresh installation."""

import pytest

from helpdesk.access.models import Centre, User
from helpdesk.access.roles import Role
from helpdesk.access.sight import roles_of
from helpdesk.audit.models import Entry
from helpdesk.audit.verify import verify
from tests import make

SAID = {
    "name": "Kathmandu centre",
    "code": "KTM",
    "country": "NP",
    "time_zone": "Asia/Kathmandu",
    "person": "Anil Karki",
    "email": "Anil@desk.test",
    "password": "four-brown-goats-uphill",
    "keys_are_safe": "on",
}

pytestmark = pytest.mark.django_db


def test_an_empty_desk_leads_every_visitor_there(browse):
    browser = browse()
    assert browser.get("/account/login/").headers["Location"] == "/setup/"
    assert browser.get("/", follow=True).redirect_chain[-1][0] == "/setup/"
    assert browser.get("/setup/").status_code == 200


def test_it_opens_the_centre_makes_the_administrator_and_lets_her_in(browse):
    browser = browse()
    assert browser.post("/setup/", SAID).headers["Location"] == "/admin/centres/"
    anil = User.objects.people().get()
    assert anil.email == "anil@desk.test"
    assert roles_of(anil) == {Role.ADMINISTRATOR}
    assert Centre.objects.get().code == "KTM"
    assert "Kathmandu centre" in browser.get("/admin/centres/").content.decode()
    assert set(Entry.objects.values_list("verb", flat=True)) >= {"opened", "set_up", "logged_in"}
    assert verify().is_clean


def test_afterwards_it_is_not_there_for_anyone(browse):
    browse().post("/setup/", SAID)
    assert browse().get("/setup/").status_code == 404
    assert (
        browse().post("/setup/", {**SAID, "code": "XXX", "email": "second@desk.test"}).status_code
        == 404
    )
    assert User.objects.people().count() == 1


def test_the_keys_must_be_safe_first_and_what_was_typed_stays(browse):
    answer = browse().post(
        "/setup/", {name: value for name, value in SAID.items() if name != "keys_are_safe"}
    )
    assert answer.status_code == 422
    assert 'value="Anil Karki"' in answer.content.decode()
    assert not User.objects.people().exists()


def test_the_page_says_where_the_keys_are(browse, settings):
    settings.KEYS_DIR = "/srv/desk/var/keys"
    assert "/srv/desk/var/keys" in browse().get("/setup/").content.decode()
    settings.KEYS_DIR = None
    assert "VAULT_KEYS" in browse().get("/setup/").content.decode()


def test_a_weak_password_is_not_taken(browse):
    answer = browse().post("/setup/", {**SAID, "password": "password1234"})
    assert answer.status_code == 422


def test_the_systems_own_users_do_not_count_as_people(browse):
    User.objects.system("door")
    assert browse().get("/setup/").status_code == 200


def test_with_people_the_log_in_page_is_itself(browse, db):
    make.make_user()
    assert browse().get("/account/login/").status_code == 200
