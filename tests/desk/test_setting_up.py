"""The first visit to a fresh installation."""

import re

import pytest
from django.core.cache import cache
from django.core.management import call_command

from helpdesk.access.models import Centre, User
from helpdesk.access.roles import Role
from helpdesk.access.setup_code import setup_code
from helpdesk.access.sight import roles_of
from helpdesk.audit.models import Entry
from helpdesk.audit.verify import verify
from tests import make

SAID = {
    "setup_code": setup_code(),
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


@pytest.fixture(autouse=True)
def _no_one_has_tried_yet(db):
    cache.clear()


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


@pytest.mark.parametrize("code", ["", "AAAA-BBBB-CCCC-DDDD", setup_code()[:-1], "\u0660" * 16])
def test_a_stranger_without_the_code_claims_nothing(code, browse):
    page = browse().post("/setup/", {**SAID, "setup_code": code})
    assert page.status_code == 422
    assert setup_code() not in page.content.decode()
    assert not User.objects.people().exists()


def test_the_code_is_typed_as_one_reads_it(browse):
    typed = setup_code().lower().replace("-", " ")
    assert browse().post("/setup/", {**SAID, "setup_code": typed}).status_code == 302


def test_after_ten_wrong_codes_even_the_right_one_waits_and_each_is_recorded(browse):
    for _ in range(10):
        browse().post("/setup/", {**SAID, "setup_code": "x"}, HTTP_X_FORWARDED_FOR="203.0.113.9")
    page = browse().post("/setup/", SAID)
    assert "Too many" in page.content.decode()
    assert not User.objects.people().exists()
    assert Entry.objects.filter(verb="set_up_failed").count() == 10


def test_other_mistakes_cost_no_attempt(browse):
    for _ in range(12):
        assert browse().post("/setup/", {**SAID, "password": "short"}).status_code == 422
    assert browse().post("/setup/", SAID).status_code == 302


def test_whoever_started_the_desk_reads_the_code_until_it_is_used(browse, capsys):
    call_command("setup_code")
    assert setup_code() in (said := capsys.readouterr().out)
    assert re.search(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){3}", said)
    browse().post("/setup/", SAID)
    call_command("setup_code")
    assert "already" in (said := capsys.readouterr().out)
    assert setup_code() not in said


def test_another_installation_has_another_code(settings):
    here = setup_code()
    settings.SECRET_KEY = "another" * 10
    assert setup_code() != here
