import re

import pytest
from django.core import mail
from django.core.cache import cache

from helpdesk.audit.models import Entry
from tests.make import PASSWORD

from .second_factor import ASK, app_shows, is_in, log_in, set_up

CODE = "/account/login/code/"
CONFIRM = "/account/login/code/confirm/"


@pytest.fixture(autouse=True)
def _no_one_has_tried_yet(db):
    cache.clear()


def ask_for_one(browser, email, **said):
    return browser.post(CODE, {"email": email, **said})


def mailed():
    return re.search(r"[A-Z]{4}-[A-Z]{4}", mail.outbox[-1].body)[0]


def test_a_mailed_code_opens_the_desk(browse, sarita):
    browser = browse()
    assert ask_for_one(browser, sarita.email).headers["Location"] == CONFIRM
    assert not is_in(browser)
    assert browser.post(CONFIRM, {"code": mailed().lower()}).headers["Location"] == "/"
    assert is_in(browser)
    assert Entry.objects.get(verb="logged_in").detail == {"ways": ["code"]}


def test_the_session_gets_a_new_key(browse, sarita):
    browser = browse()
    ask_for_one(browser, sarita.email)
    before = browser.session.session_key
    browser.post(CONFIRM, {"code": mailed()})
    assert browser.session.session_key != before


def test_the_mail_says_the_code_and_the_desks_name_and_nothing_else(browse, sarita):
    ask_for_one(browse(), sarita.email)
    (letter,) = mail.outbox
    assert letter.to == [sarita.email]
    assert letter.body.split() == [mailed(), *["Migrant", "Help", "Desk"]]
    assert letter.subject == "Your code for the Migrant Help Desk"


def test_the_mail_speaks_the_persons_language(browse, sarita, settings):
    type(sarita).objects.filter(pk=sarita.pk).update(language="ar")
    ask_for_one(browse(), sarita.email)
    assert "Migrant Help Desk" not in mail.outbox[0].body


@pytest.mark.parametrize("switched_off", [False, True])
def test_unknown_and_switched_off_accounts_read_the_same_and_get_no_mail(
    browse, sarita, dipesh, switched_off
):
    email = "nobody@desk.test"
    if switched_off:
        type(dipesh).objects.filter(pk=dipesh.pk).update(is_active=False)
        email = dipesh.email
    pages = []
    for address in (sarita.email, email):
        browser = browse()
        page = ask_for_one(browser, address)
        shown = browser.get(page.headers["Location"]).content.decode().replace(address, "")
        wrong = browser.post(CONFIRM, {"code": "BBBB-BBBB"}).content.decode().replace(address, "")
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", shown + wrong)
        pages.append((page.status_code, page.headers["Location"], text))
    assert pages[0] == pages[1]
    assert [letter.to for letter in mail.outbox] == [[sarita.email]]


def test_a_mail_server_that_is_away_tells_of_no_account(browse, sarita, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert ask_for_one(browse(), sarita.email).headers["Location"] == CONFIRM


def test_three_wrong_codes_end_it_and_each_is_recorded(browse, sarita):
    browser = browse()
    ask_for_one(browser, sarita.email)
    for _ in range(3):
        browser.post(CONFIRM, {"code": "BBBB-BBBB"})
    browser.post(CONFIRM, {"code": mailed()})
    assert not is_in(browser)
    failed = Entry.objects.filter(verb="log_in_failed", key=sarita.pk)
    assert [entry.detail["way"] for entry in failed] == ["mailed_code"] * 3


def test_new_codes_give_no_further_tries_than_five_an_hour(browse, sarita):
    for _ in range(2):
        browser = browse()
        ask_for_one(browser, sarita.email)
        for _ in range(3):
            browser.post(CONFIRM, {"code": "BBBB-BBBB"})
    browser = browse()
    ask_for_one(browser, sarita.email)
    browser.post(CONFIRM, {"code": mailed()})
    assert not is_in(browser)


def test_nobodys_mailbox_is_flooded(browse, sarita):
    for _ in range(8):
        ask_for_one(browse(), sarita.email)
    assert len(mail.outbox) == 5


def test_a_code_that_is_older_than_ten_minutes_opens_nothing(browse, sarita):
    browser = browse()
    ask_for_one(browser, sarita.email)
    session = browser.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 601
    session.save()
    browser.post(CONFIRM, {"code": mailed()})
    assert not is_in(browser)


def test_a_code_opens_the_browser_that_asked_for_it_and_no_other(browse, sarita, dipesh):
    ask_for_one(browse(), sarita.email)
    code = mailed()
    other = browse()
    ask_for_one(other, dipesh.email)
    other.post(CONFIRM, {"code": code})
    assert not is_in(other)


def test_a_code_opens_once(browse, sarita):
    browser = browse()
    ask_for_one(browser, sarita.email)
    code = mailed()
    browser.post(CONFIRM, {"code": code})
    browser.post("/account/logout/")
    browser.post(CONFIRM, {"code": code})
    assert not is_in(browser)


def test_an_account_switched_off_in_between_stays_out(browse, sarita):
    browser = browse()
    ask_for_one(browser, sarita.email)
    type(sarita).objects.filter(pk=sarita.pk).update(is_active=False)
    browser.post(CONFIRM, {"code": mailed()})
    assert not is_in(browser)


def test_the_second_factor_is_asked_for_here_too(browse, sarita):
    first = browse()
    log_in(first, sarita)
    secret, _ = set_up(first)
    browser = browse()
    ask_for_one(browser, sarita.email)
    assert browser.post(CONFIRM, {"code": mailed()}).headers["Location"] == ASK
    assert not is_in(browser)
    browser.post(ASK, {"code": app_shows(secret, later=1)})
    assert is_in(browser)


def test_from_a_mails_link_to_its_page_by_the_code(browse, sarita):
    browser = browse()
    page = browser.get("/clients/", follow=True)
    link = re.search(r'href="(/account/login/code/[^"]*)"', page.content.decode())[1]
    assert link == f"{CODE}?next=/clients/" or link == f"{CODE}?next=%2Fclients%2F"
    assert 'name="next" value="/clients/"' in browser.get(link).content.decode()
    way = ask_for_one(browser, sarita.email, next="/clients/").headers["Location"]
    form = browser.get(way).content.decode()
    assert 'name="next" value="/clients/"' in form
    answer = browser.post(CONFIRM, {"code": mailed(), "next": "/clients/"})
    assert answer.headers["Location"] == "/clients/"


def test_the_way_on_never_leaves_the_site(browse, sarita):
    browser = browse()
    ask_for_one(browser, sarita.email, next="https://evil.test/")
    answer = browser.post(CONFIRM, {"code": mailed(), "next": "https://evil.test/"})
    assert answer.headers["Location"] == "/"


def test_whoever_asked_for_a_code_can_still_use_the_password_or_ask_anew(browse, sarita):
    browser = browse()
    ask_for_one(browser, "nobody@desk.test", next="/clients/")
    again = {"next": "/clients/"}
    answer = browser.post("/account/login/again/", {**again, "code": "1"})
    assert answer.headers["Location"] == f"{CODE}?next=%2Fclients%2F"
    assert browser.get(CODE).status_code == 200
    assert browser.post("/account/login/again/", again).status_code == 302
    assert browser.get("/account/login/").status_code == 200
    assert log_in(browser, sarita).headers["Location"] == "/"


def test_the_password_form_stands_first(browse, sarita):
    text = browse().get("/account/login/").content.decode()
    assert text.index('name="password"') < text.index("Send me a code instead")
    assert PASSWORD not in text
