"""An authenticator app for tests: the codes of a secret, as the phone shows them."""

import re

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from helpdesk.core.clock import now
from tests.make import PASSWORD

PAGE = "/account/second-factor/"
ASK = "/account/login/second-factor/"
DOOR = "/account/login/"


def app_shows(secret, *, later=0):
    """The code now, or so many steps of 30 seconds later."""
    return format_hotp_value(hotp_value(secret, int(now().timestamp()) // 30 + later))


def log_in(browser, person, password=PASSWORD, **said):
    return browser.post(DOOR, {"login": person.email, "password": password, **said})


def secret_on(page):
    return re.search(r'code ltr">([A-Z2-7 ]+)<', page.content.decode())[1].replace(" ", "")


def set_up(browser, **said):
    """Set one up in this browser, which has just logged in: (secret, recovery codes)."""
    secret = secret_on(browser.get(PAGE))
    page = browser.post(PAGE, {"code": app_shows(secret), **said})
    assert page.status_code == 200, page
    return secret, page.context["codes"]


def is_in(browser):
    return browser.get("/account/me/").status_code == 200
