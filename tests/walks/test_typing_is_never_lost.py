import pytest

from helpdesk.cases.models import Case
from helpdesk.jobs.models import Draft
from tests import make


@pytest.fixture
def three(maya, sarita):
    return [make.make_case(maya, sarita, officer=sarita, title=f"Matter {n}") for n in range(3)]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_draft_typed_in_one_browser_is_taken_up_in_another(page_at, enter, case, sarita):
    first = enter(page_at(1280), sarita)
    first.goto(f"/cases/{case.code}/note/")
    first.get_by_label("Quick note").fill("She called from Doha")
    first.get_by_label("Kind").focus()
    first.get_by_text("Saved").wait_for()
    assert first.evaluate("localStorage.length + sessionStorage.length") == 0

    second = enter(page_at(360), sarita)
    second.goto("/?list=drafts")
    second.get_by_role("link", name="Resume").click()
    assert second.get_by_label("Quick note").input_value() == "She called from Doha"
    assert second.get_by_text("Your draft of").is_visible()
    second.get_by_role("button", name="Save note").click()
    second.get_by_text("The note is saved.").wait_for()
    assert not Draft.objects.exists()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_lost_line_is_said(page_at, enter, case, sarita):
    page = enter(page_at(1280), sarita)
    page.goto(f"/cases/{case.code}/note/")
    page.context.set_offline(True)
    page.get_by_label("Quick note").fill("She called from Doha")
    page.get_by_role("button", name="Save as draft").click()
    page.get_by_text("Not saved, no connection").wait_for()
    page.context.set_offline(False)
    page.get_by_role("button", name="Save as draft").click()
    page.get_by_text("Saved").wait_for()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_many_cases_at_once_without_javascript(
    browser, browser_context_args, live_server, enter, three, sarita, dipesh
):
    context = browser.new_context(
        **{**browser_context_args, "base_url": live_server.url, "java_script_enabled": False}
    )
    page = enter(context.new_page(), sarita)
    page.goto("/")
    for case in three[:2]:
        page.get_by_label(case.code).check()
    page.get_by_role("button", name="Assign").click()
    page.get_by_label("Give to").select_option(label="Dipesh Rai")
    page.get_by_role("button", name="Assign").click()
    assert page.get_by_text("Assign: 2 done.").is_visible()
    page.get_by_role("button", name="Undo").click()
    assert page.get_by_text("Taken back: 2.").is_visible()
    assert Case.objects.filter(officer=sarita).count() == 3
    context.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_keys_move_select_and_open(page_at, enter, three, sarita):
    page = enter(page_at(1280), sarita)
    page.goto("/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")  # off until turned on
    page.get_by_role("button", name="Shortcuts are off").click()
    page.locator("h1").click()
    for key in ("j", "j", "k", "x"):
        page.keyboard.press(key)
    boxes = page.locator("[name=pick]")
    assert [boxes.nth(n).is_checked() for n in range(3)] == [True, False, False]
    page.keyboard.press("?")
    assert page.get_by_text("next and previous row").is_visible()
    page.keyboard.press("o")
    page.wait_for_url(f"**/cases/{three[0].code}/")
