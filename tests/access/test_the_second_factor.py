import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from helpdesk.audit.models import Entry
from helpdesk.audit.verify import verify
from helpdesk.notices.tasks import deliver_notices
from helpdesk.vault.models import DataKey
from tests.make import PASSWORD
from tests.vault.test_nothing_readable_in_a_dump import every_byte

from .second_factor import ASK, PAGE, app_shows, is_in, log_in, secret_on, set_up


@pytest.fixture(autouse=True)
def _no_one_has_tried_yet(db):
    cache.clear()


@pytest.fixture
def hers(browse, sarita):
    """Sarita's secret and recovery codes."""
    browser = browse()
    log_in(browser, sarita)
    return set_up(browser)


def answer(browser, code):
    return browser.post(ASK, {"code": code})


def entries(verb, **about):
    return Entry.objects.filter(verb=verb, **about)


def test_it_is_set_up_with_the_apps_first_code_and_recorded(hers, sarita):
    sarita.refresh_from_db()
    assert sarita.second_factor_at
    assert len(set(hers[1])) == 10
    assert entries("set_up_second_factor", by=sarita, key=sarita.pk).count() == 1
    assert verify().is_clean


def test_she_is_told_by_mail(hers, sarita):
    deliver_notices()
    assert [m.to for m in mail.outbox] == [[sarita.email]]
    assert "set up on your account" in mail.outbox[0].body


def test_the_session_gets_a_new_key_when_it_is_set_up(browse, sarita):
    browser = browse()
    log_in(browser, sarita)
    before = browser.session.session_key
    set_up(browser)
    assert browser.session.session_key != before
    assert is_in(browser)


def test_a_wrong_first_code_sets_nothing_up(browse, sarita):
    browser = browse()
    log_in(browser, sarita)
    secret = secret_on(browser.get(PAGE))
    page = browser.post(PAGE, {"code": app_shows(secret, later=5)})
    assert page.status_code == 409
    assert secret_on(page) == secret
    assert not Authenticator.objects.exists()


def test_whoever_logged_in_some_time_ago_gives_the_password_too(browse, sarita):
    browser = browse(sarita)  # nothing says when
    secret = secret_on(browser.get(PAGE))
    said = {"code": app_shows(secret)}
    assert browser.post(PAGE, said).status_code == 422
    assert browser.post(PAGE, {**said, "password": "not-hers"}).status_code == 422
    assert browser.post(PAGE, {**said, "password": PASSWORD}).status_code == 200


def test_neither_secret_nor_recovery_codes_stand_readable_in_the_database(browse, sarita):
    browser = browse()
    log_in(browser, sarita)
    secret = secret_on(browser.get(PAGE))
    assert secret.encode() not in every_byte()  # while it is being set up
    secret, codes = set_up(browser)
    dump = every_byte()
    assert [word for word in (secret, *codes) if word.encode() in dump] == []


def test_the_password_alone_opens_nothing_and_the_code_does(browse, sarita, hers):
    browser = browse()
    assert log_in(browser, sarita).headers["Location"] == ASK
    assert not is_in(browser)
    assert answer(browser, app_shows(hers[0], later=1)).headers["Location"] == "/"
    assert is_in(browser)
    assert entries("logged_in", by=sarita).latest("id").detail["ways"][-1] == "second_factor"


def test_the_way_to_the_page_asked_for_is_kept(browse, sarita, hers):
    browser = browse()
    log_in(browser, sarita, next="/clients/")
    assert answer(browser, app_shows(hers[0], later=1)).headers["Location"] == "/clients/"


def test_a_wrong_code_opens_nothing_and_is_recorded_by_the_door(browse, sarita, hers):
    browser = browse()
    log_in(browser, sarita)
    assert answer(browser, "000000").status_code == 422
    assert not is_in(browser)
    entry = entries("second_factor_failed").get()
    assert (entry.by.email, entry.key) == ("door@system.invalid", sarita.pk)


def test_a_code_opens_once(browse, sarita, hers):
    code = app_shows(hers[0], later=1)
    first, second = browse(), browse()
    for browser in (first, second):
        log_in(browser, sarita)
        answer(browser, code)
        cache.clear()  # what guards it is the row, not the cache
    assert is_in(first)
    assert not is_in(second)


def test_the_code_that_set_it_up_opens_nothing_more(browse, sarita, hers):
    browser = browse()
    log_in(browser, sarita)
    assert answer(browser, app_shows(hers[0])).status_code == 422


def test_digits_of_another_script_are_digits(browse, sarita, hers):
    browser = browse()
    log_in(browser, sarita)
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    answer(browser, app_shows(hers[0], later=1).translate(arabic))
    assert is_in(browser)


@pytest.mark.parametrize("typed", ["é" * 20, "\x00", "9" * 5000, "²³", "", "  ", "-"])
def test_whatever_is_typed_is_a_wrong_code_and_no_more(browse, sarita, hers, typed):
    browser = browse()
    log_in(browser, sarita)
    assert answer(browser, typed).status_code == 422


def test_an_old_code_opens_nothing(browse, sarita, hers):
    browser = browse()
    log_in(browser, sarita)
    assert answer(browser, app_shows(hers[0], later=-2)).status_code == 422


def test_a_recovery_code_opens_once_and_is_recorded(browse, sarita, hers):
    first, second = browse(), browse()
    for browser in (first, second):
        log_in(browser, sarita)
        answer(browser, hers[1][3])
    assert is_in(first)
    assert not is_in(second)
    assert entries("used_recovery_code", by=sarita).get().detail == {"left": 9}


def test_after_five_wrong_codes_even_the_right_one_is_refused(browse, sarita, hers):
    for _ in range(5):
        browser = browse()
        log_in(browser, sarita)
        answer(browser, "000000")
    browser = browse()
    log_in(browser, sarita)
    answer(browser, app_shows(hers[0], later=1))
    assert not is_in(browser)


def test_right_codes_give_nobody_further_attempts(browse, sarita, dipesh, hers):
    """Ten failures an hour for an address, whoever gets in between."""
    for _ in range(4):
        browser = browse()
        log_in(browser, sarita)
        answer(browser, "000000")
    browser = browse()
    log_in(browser, sarita)
    answer(browser, app_shows(hers[0], later=1))
    assert is_in(browser)
    browser = browse()
    log_in(browser, sarita)
    answer(browser, "000000")
    answer(browser, hers[1][0])
    assert not is_in(browser)


def test_an_account_switched_off_between_password_and_code_stays_out(browse, sarita, hers):
    browser = browse()
    log_in(browser, sarita)
    type(sarita).objects.filter(pk=sarita.pk).update(is_active=False)
    assert answer(browser, app_shows(hers[0], later=1)).headers["Location"] == "/account/login/"
    assert not is_in(browser)


def test_a_session_from_before_it_was_set_up_is_asked_for_it(browse, sarita):
    old, new = browse(), browse()
    log_in(old, sarita)
    log_in(new, sarita)
    secret, _ = set_up(new)
    way = old.get("/clients/").headers["Location"]
    assert way == "/account/second-factor/again/?next=/clients/"
    assert old.post(way, {"code": app_shows(secret, later=1)}).headers["Location"] == "/clients/"
    assert old.get("/clients/").status_code == 200


def test_new_recovery_codes_take_one_more_code_and_end_the_old_ones(browse, sarita, hers):
    browser = browse()
    log_in(browser, sarita)
    answer(browser, app_shows(hers[0], later=1))
    renew = reverse("renew_codes")
    assert browser.post(renew, {"code": "000000"}).status_code == 422
    page = browser.post(renew, {"code": hers[1][0]})
    assert set(page.context["codes"]).isdisjoint(hers[1])
    assert entries("renewed_recovery_codes", by=sarita).exists()
    assert browser.post(renew, {"code": hers[1][1]}).status_code == 422


def test_taking_it_off_takes_one_more_code_and_destroys_its_keys(browse, sarita, hers):
    browser = browse()
    log_in(browser, sarita)
    answer(browser, app_shows(hers[0], later=1))
    keys = [row.data.get("secret") or row.data["seed"] for row in Authenticator.objects.all()]
    off = reverse("take_off_second_factor")
    assert browser.post(off, {"code": "000000"}).status_code == 422
    assert browser.post(off, {"code": hers[1][0]}).headers["Location"] == "/account/me/"
    assert not Authenticator.objects.exists()
    uids = [key.partition(":")[0] for key in keys]
    assert all(key.is_destroyed for key in DataKey.objects.filter(uid__in=uids))
    assert entries("took_off_second_factor", by=sarita).exists()
    assert log_in(browse(), sarita).headers["Location"] == "/"


def test_nothing_of_webauthn_is_loaded():
    import sys

    assert not [name for name in sys.modules if "webauthn" in name or name == "fido2"]
