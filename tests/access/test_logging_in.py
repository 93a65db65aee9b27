import re

import pytest
from django.core import mail
from django.core.cache import cache

from helpdesk.audit.models import Entry
from tests.make import PASSWORD

DOOR = "/account/login/"


@pytest.fixture(autouse=True)
def _no_one_has_tried_yet(db):
    cache.clear()


def log_in(browser, person, password=PASSWORD, **headers):
    return browser.post(DOOR, {"login": person.email, "password": password}, **headers)


def is_in(browser):
    return browser.get("/account/me/").status_code == 200


def test_address_and_password_open_the_desk(browse, sarita):
    browser = browse()
    assert log_in(browser, sarita).headers["Location"] == "/"
    assert is_in(browser)
    assert Entry.objects.filter(verb="logged_in", by=sarita).count() == 1


def test_the_address_may_be_typed_in_capitals(browse, sarita):
    browser = browse()
    browser.post(DOOR, {"login": sarita.email.upper(), "password": PASSWORD})
    assert is_in(browser)


def test_a_wrong_password_opens_nothing_and_is_recorded_by_the_door(browse, sarita):
    browser = browse()
    assert log_in(browser, sarita, "not-her-password").status_code == 200
    assert not is_in(browser)
    entry = Entry.objects.get(verb="log_in_failed")
    assert (entry.by.email, entry.key) == ("door@system.invalid", sarita.pk)


def test_an_unknown_address_reads_the_same_as_a_wrong_password(browse, sarita):
    wrong = log_in(browse(), sarita, "not-her-password")
    unknown = browse().post(DOOR, {"login": "nobody@desk.test", "password": "not-her-password"})
    errors = [page.context["form"].non_field_errors() for page in (wrong, unknown)]
    assert errors[0] == errors[1]
    assert errors[0]
    assert Entry.objects.filter(verb="log_in_failed", key=None).count() == 1


def test_logging_out_is_recorded_and_ends_the_session(browse, sarita):
    browser = browse(sarita)
    browser.post("/account/logout/")
    assert not is_in(browser)
    assert Entry.objects.filter(verb="logged_out", by=sarita).exists()


def test_a_get_logs_nobody_out(browse, sarita):
    browser = browse(sarita)
    browser.get("/account/logout/")
    assert is_in(browser)


def test_an_account_that_is_switched_off_is_told_so_only_with_the_right_password(browse, sarita):
    switch_off(sarita)
    assert log_in(browse(), sarita).headers["Location"] == "/account/inactive/"
    assert log_in(browse(), sarita, "not-her-password").status_code == 200


def switch_off(person):
    type(person).objects.filter(pk=person.pk).update(is_active=False)


def test_a_session_ends_with_the_next_request_once_the_account_is_switched_off(browse, sarita):
    browser = browse(sarita)
    assert is_in(browser)
    switch_off(sarita)
    assert browser.get("/account/me/").status_code == 302


def test_after_five_wrong_passwords_even_the_right_one_is_refused(browse, sarita):
    for _ in range(5):
        log_in(browse(), sarita, "not-her-password")
    browser = browse()
    log_in(browser, sarita)
    assert not is_in(browser)


def test_a_forged_forwarding_header_gives_no_further_attempts(browse, sarita, dipesh):
    for attempt in range(12):
        log_in(
            browse(),
            [sarita, dipesh][attempt % 2],
            "not-hers",
            HTTP_X_FORWARDED_FOR=f"203.0.113.{attempt}",
        )
    failed = Entry.objects.filter(verb="log_in_failed").count()
    assert failed == 10
    browser = browse()
    log_in(browser, sarita, HTTP_X_FORWARDED_FOR="203.0.113.99")
    assert not is_in(browser)


def test_a_whole_office_behind_one_address_logs_in(browse, sarita, dipesh):
    for attempt in range(14):
        browser = browse()
        log_in(browser, [sarita, dipesh][attempt % 2])
        assert is_in(browser)


def test_who_tries_too_often_reads_what_to_do(browse, sarita, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "1/h/ip"}
    for _ in range(2):
        page = log_in(browse(), sarita)
    assert page.status_code == 429
    assert "Wait some minutes and try again" in page.content.decode()


def test_the_limit_counts_in_the_database_where_every_process_sees_it(browse, sarita, settings):
    log_in(browse(), sarita, "not-her-password")
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


def test_one_person_out_of_attempts_does_not_lock_out_her_colleague(browse, sarita, dipesh):
    for _ in range(5):
        log_in(browse(), sarita, "not-her-password")
    browser = browse()
    log_in(browser, dipesh)
    assert is_in(browser)


def link_in(message):
    return re.search(r"http://[^/]+(/account/password/reset/key/\S+)", message.body)[1]


def choose(browser, link, password):
    form = browser.get(link, follow=True).redirect_chain[-1][0]
    return browser.post(form, {"password1": password, "password2": password})


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(browse, sarita):
    browse().post("/account/password/reset/", {"email": sarita.email})
    link = link_in(mail.outbox[0])
    choose(browse(), link, "four-brown-goats-uphill")
    assert Entry.objects.filter(verb="set_password", by=sarita).exists()
    browser = browse()
    log_in(browser, sarita, "four-brown-goats-uphill")
    assert is_in(browser)
    assert browse().get(link, follow=True).context["token_fail"]


def test_a_short_password_is_not_taken(browse, sarita):
    browse().post("/account/password/reset/", {"email": sarita.email})
    page = choose(browse(), link_in(mail.outbox[0]), "short")
    assert page.context["form"].errors


def test_the_link_leads_to_our_own_address_whatever_host_was_named(browse, sarita, settings):
    browse().post("/account/password/reset/", {"email": sarita.email}, HTTP_HOST="localhost")
    assert settings.SITE_URL in mail.outbox[0].body


def test_asking_for_an_unknown_address_looks_the_same_and_sends_nothing(browse, sarita):
    known = browse().post("/account/password/reset/", {"email": sarita.email})
    unknown = browse().post("/account/password/reset/", {"email": "nobody@desk.test"})
    assert known.headers["Location"] == unknown.headers["Location"]
    assert len(mail.outbox) == 1


def test_a_switched_off_account_gets_no_link(browse, sarita):
    switch_off(sarita)
    browse().post("/account/password/reset/", {"email": sarita.email})
    assert mail.outbox == []


def test_the_password_is_changed_by_who_knows_the_old_one(browse, sarita):
    new = {"password1": "four-brown-goats-uphill", "password2": "four-brown-goats-uphill"}
    browser = browse(sarita)
    browser.post("/account/password/change/", {"oldpassword": "not-hers", **new})
    assert not Entry.objects.filter(verb="set_password").exists()
    browser.post("/account/password/change/", {"oldpassword": PASSWORD, **new})
    assert Entry.objects.filter(verb="set_password", by=sarita).exists()


def test_the_password_is_asked_once_more_before_what_weighs(browse, sarita):
    browser = browse(sarita)
    assert browser.post("/account/reauthenticate/", {"password": "not-hers"}).status_code == 200
    assert browser.post("/account/reauthenticate/", {"password": PASSWORD}).status_code == 302


def test_nobody_signs_up_by_herself(browse, sarita):
    assert browse().get("/account/signup/").status_code in (302, 404)
