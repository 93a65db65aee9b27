"""A page that is left open, as a passer-by sees it. The page's clock and the desk's move as one."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.access.test_logging_in import PASSWORD


@pytest.fixture
def leave():
    """`leave(page, minutes)`: nobody touches the page for so long.

    What was just swapped in has to listen first: moved before, the clock starts its wait too late.
    """
    path, away = Path(settings.CLOCK_FILE), 0

    def leave(page, minutes):
        nonlocal away
        away += minutes * 60
        expect(page.locator(".htmx-request, .htmx-added")).to_have_count(0)
        path.write_text(str(away))
        page.clock.fast_forward(minutes * 60 * 1000)

    yield leave
    path.unlink(missing_ok=True)


def come_in(page, person):
    page.clock.install()
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(person.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/")
    return page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_page_warns_goes_and_comes_back_with_what_was_typed(page_at, leave, case, sarita):
    page = come_in(page_at(1280), sarita)
    page.goto(f"/cases/{case.code}/note/")
    page.get_by_label("Quick note").fill("She called from Doha")
    page.get_by_role("button", name="Save as draft").click()
    page.get_by_text("Saved ").wait_for()
    leave(page, 18.5)
    page.get_by_text("you are logged out in").wait_for()
    page.get_by_role("button", name="Stay logged in").click()
    page.get_by_text("you are logged out in").wait_for(state="detached")
    with page.expect_response("**/drafts/**"):
        page.get_by_label("Quick note").fill("She called from Doha, twice")
        page.get_by_label("Kind").focus()
    leave(page, 18.5)
    page.get_by_text("you are logged out in").wait_for()
    leave(page, 3)
    page.get_by_role("heading", name="You were logged out").wait_for()
    assert case.code not in page.locator("body").inner_text()
    assert "Maya" not in page.content()
    assert case.code not in page.title()
    page.get_by_role("link", name="Log in again").click()
    page.locator("input[name=login]").fill(sarita.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(f"**/cases/{case.code}/note/")
    assert page.get_by_label("Quick note").input_value() == "She called from Doha, twice"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_tab_that_rests_stays_open_while_she_works_in_another(page_at, leave, case, sarita):
    page = come_in(page_at(1280), sarita)
    page.goto(f"/cases/{case.code}/")
    for _ in range(2):
        leave(page, 15)
        with page.expect_response("**/account/me/"):
            page.evaluate("fetch('/account/me/')")  # as the other tab does
    leave(page, 1)
    assert page.get_by_text(case.code).count()
