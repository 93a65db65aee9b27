import os

import pytest
from django.conf import settings


@pytest.fixture
def enter(live_server, browse):
    """`enter(page, person)` logs the person's browser in without the log-in page."""

    def enter(page, person):
        cookie = browse(person).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        return page

    return enter


@pytest.fixture(autouse=True)
def _one_thread_a_database(monkeypatch):
    """Playwright's loop runs beside Django's synchronous code in this thread."""
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
