"""The cast: Sarita and Dipesh are officers in Kathmandu, Pasang in Pokhara.

Bimala supervises Kathmandu, Nirmala protects data, Anil administers; Roshan works for Himal Law
Clinic. A stranger has no role.
"""

import time
from datetime import UTC, datetime

import pytest
from _pytest import runner
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.db import connection, transaction
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import translation

from helpdesk.access.models import User
from helpdesk.access.session_time import BEGUN, SEEN
from helpdesk.audit.append_only import append_only_tables, statements
from helpdesk.audit.trail import _history_rows
from helpdesk.core import per_request
from helpdesk.core.stack import with_room
from referrals.actions import begin_history_of_texts
from tests.browser import browser_context_args, browser_type_launch_args, page_at  # noqa: F401
from tests.servers import redis_server, worker  # noqa: F401

from . import make

ALWAYS = datetime(2100, 1, 1, tzinfo=UTC).timestamp()


def pytest_configure():
    """What a test or its module calls today is today where most of the cast works, also when UTC is
    behind."""
    override_settings(TIME_ZONE="Asia/Kathmandu").enable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    """Each test has the room on the stack that the server gives to each page."""
    return with_room(runner.pytest_runtest_protocol)(item, nextitem)


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """No look-up, and no reader's language, survives from one test to the next."""
    per_request.forget()
    translation.deactivate()


@pytest.fixture(autouse=True)
def _every_change_is_recorded():
    """What a test's transaction saved through history, an entry speaks of: else the test fails."""
    yield
    assert [str(row) for row in _history_rows()] == []


@pytest.fixture(autouse=True, scope="session")
def _flush_may_empty_guarded_tables():
    """transaction=True tests flush tables at their end: lift the append-only guard for that."""
    operations = type(connection.ops)
    flush = operations.sql_flush

    def guarded(self, style, tables, **kwargs):
        guards = set(append_only_tables())
        lift = [s for t in guards for s in statements(connection.vendor, t, lift=True)]
        restore = [s for t in guards for s in statements(connection.vendor, t)]
        return [*lift, *flush(self, style, tables, **kwargs), *restore]

    operations.sql_flush = guarded
    yield
    operations.sql_flush = flush


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Ready as `prepare` leaves it; it goes at the end, whoever lingers in it: a killed worker, a
    browser."""
    with django_db_blocker.unblock():
        begin_history_of_texts(by=User.objects.system("setup"))
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="module")
def taken_back(django_db_setup, django_db_blocker):
    """What is made once for a module: a transaction around its tests, which its end takes back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def kathmandu(db):
    return make.make_centre("Kathmandu centre", "KTM", time_zone="Asia/Kathmandu")


@pytest.fixture
def pokhara(kathmandu):
    return make.make_centre("Pokhara centre", "PKR", time_zone="Asia/Kathmandu")


@pytest.fixture
def sarita(kathmandu):
    return make.make_user("Sarita Gurung", teams=[kathmandu.officers])


@pytest.fixture
def dipesh(kathmandu):
    return make.make_user("Dipesh Rai", teams=[kathmandu.officers])


@pytest.fixture
def pasang(pokhara):
    return make.make_user("Pasang Lama", teams=[pokhara.officers])


@pytest.fixture
def bimala(kathmandu):
    return make.make_user("Bimala Adhikari", teams=[kathmandu.supervisors])


@pytest.fixture
def nirmala(kathmandu):
    return make.make_user("Nirmala Joshi", teams=[kathmandu.protectors])


@pytest.fixture
def anil(kathmandu):
    return make.make_user("Anil Karki", teams=[kathmandu.administrators])


@pytest.fixture
def stranger(db):
    return make.make_user("Stranger")


@pytest.fixture
def maya(kathmandu, sarita):
    return make.make_client(kathmandu, sarita)


@pytest.fixture
def case(maya, sarita):
    return make.make_case(maya, sarita, officer=sarita)


@pytest.fixture
def himal(kathmandu):
    return make.make_partner("Himal Law Clinic")


@pytest.fixture
def roshan(himal):
    return make.make_user("Roshan K.C.", teams=[himal.staff])


@pytest.fixture
def browse():
    """`browse(person)` is an HTTP client logged in as that person; without one, a visitor's.

    She is never idle, however far a test moves the clock: whoever logs in at the door is.
    """

    def browse(person=None):
        browser = Browser()
        if person:
            session = browser.session
            session[BEGUN] = session[SEEN] = ALWAYS
            session.save()
            browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return browse


@pytest.fixture
def sure(browse):
    """`sure(person)` is a browser whose password was given just now; without one, a visitor's."""

    def sure(person=None):
        browser = browse(person)
        if person:
            session = browser.session
            session[AUTHENTICATION_METHODS_SESSION_KEY] = [
                {"method": "password", "at": time.time()}
            ]
            session["account_authentication_methods_user"] = str(person.pk)
            session.save()
        return browser

    return sure


@pytest.fixture
def queries():
    """`queries(act)` counts the SQL statements that act() costs."""

    def queries(act):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            act()
        return len(captured)

    return queries
