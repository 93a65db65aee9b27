"""In a browser, under our strict headers: required, set up, asked for, done without the phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from helpdesk.access.models import Centre
from tests.access.second_factor import app_shows
from tests.make import PASSWORD
from tests.walks.test_accessibility import found_wrong


def fill_in_the_door(page, person):
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [360, 1280])
def test_from_the_rule_to_a_log_in_without_the_phone(page_at, kathmandu, case, sarita, width):
    Centre.objects.filter(pk=kathmandu.pk).update(second_factor=True)
    page, axe, said, wrong = page_at(width), Axe(), [], []
    page.on("console", lambda message: said.append(message.text))

    def look():
        wrong.extend(f"{page.url}: {line}" for line in found_wrong(page, axe))

    page.goto(case.get_absolute_url())  # as from a mail
    look()
    fill_in_the_door(page, sarita)
    page.get_by_role("heading", name="Set up a second factor").wait_for()
    square = page.locator(".square svg")
    box = square.bounding_box()
    assert box["width"] > 150
    assert abs(box["width"] - box["height"]) < 1
    assert square.get_attribute("viewBox")  # whole, however small the screen is
    secret = page.locator(".steps .code").inner_text().replace(" ", "")
    look()
    page.get_by_label("The six digits").fill(app_shows(secret))
    page.get_by_role("button", name="Set it up").click()
    codes = page.locator(".codes .code").all_inner_texts()
    assert len(codes) == 10
    look()
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url(f"**{case.get_absolute_url()}")

    page.goto("/account/second-factor/")
    look()
    for path in ("codes/", "off/"):
        page.goto(f"/account/second-factor/{path}")
        look()
    page.goto("/account/me/")
    page.get_by_role("button", name="Log out").click()

    page.goto("/account/login/")
    page.get_by_role("link", name="Send me a code instead").click()
    page.get_by_label("Email").fill("nobody@desk.test")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_role("heading", name="Type the code").wait_for()
    look()
    page.get_by_role("button", name="Back to log-in").click()
    fill_in_the_door(page, sarita)
    page.get_by_role("heading", name="Your second factor").wait_for()
    look()
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="My work").wait_for()
    assert wrong == []
    assert [text for text in said if "Content Security Policy" in text] == []
