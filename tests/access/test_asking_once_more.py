"""Rights are given and lists taken out by whoever showed less than five minutes ago who she is."""

import time

import pytest
from django.core.cache import cache

from helpdesk.access.models import User
from tests import make
from tests.access.test_people import NEW, account


@pytest.fixture(autouse=True)
def _no_one_has_tried_yet(db):
    cache.clear()


def test_an_older_log_in_gives_the_password_with_the_form_and_nothing_typed_is_lost(browse, anil):
    browser = browse(anil)
    page = browser.post("/admin/people/invite/", NEW)
    assert page.status_code == 422
    assert 'value="Kiran Shrestha"' in page.content.decode()
    assert browser.post("/admin/people/invite/", {**NEW, "own_password": "x"}).status_code == 422
    assert not User.objects.filter(email=NEW["email"]).exists()
    browser.post("/admin/people/invite/", {**NEW, "own_password": make.PASSWORD})
    kiran = User.objects.get(email=NEW["email"])
    assert "own_password" not in browser.get("/admin/people/invite/").content.decode()
    assert browser.post(f"/admin/people/{kiran.pk}/", account(kiran)).status_code == 302


def test_five_minutes_later_she_is_asked_again(sure, anil):
    browser = sure(anil)
    assert "own_password" not in browser.get("/admin/people/invite/").content.decode()
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 301}]
    session.save()
    assert "own_password" in browser.get("/admin/people/invite/").content.decode()
    assert browser.post("/admin/people/invite/", NEW).status_code == 422


def test_no_right_is_taken_or_given_without_it(browse, anil, sarita, kathmandu):
    said = account(sarita, teams=[kathmandu.officers.pk, kathmandu.supervisors.pk])
    browser = browse(anil)
    assert browser.post(f"/admin/people/{sarita.pk}/", said).status_code == 422
    reset = browser.post(f"/admin/people/{sarita.pk}/second-factor/", {"why": "lost_phone"})
    assert reset.status_code in (404, 422)
    assert list(sarita.groups.all()) == [kathmandu.officers]


def test_wrong_passwords_are_counted_there_too(browse, anil):
    browser = browse(anil)
    for _ in range(6):
        page = browser.post("/admin/people/invite/", {**NEW, "own_password": "not-hers"})
    assert "Too many" in page.content.decode()
    page = browser.post("/admin/people/invite/", {**NEW, "own_password": make.PASSWORD})
    assert page.status_code == 422


@pytest.mark.parametrize("path", ["/export/clients/", "/admin/people/invite/"])
def test_who_has_no_password_and_logged_in_by_a_mailed_code_logs_in_anew(
    path, browse, anil, kathmandu
):
    kathmandu.officers.user_set.add(anil)
    anil.set_unusable_password()
    anil.save(update_fields=["password"])
    page = browse(anil).post(path, NEW)
    assert page.status_code in (409, 422)
    assert "log in again, and do it within five minutes" in page.content.decode()
    assert not User.objects.filter(email=NEW["email"]).exists()
