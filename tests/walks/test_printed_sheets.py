"""Paper as the browser would print it: its size, how many sheets, nothing cut off or left over."""

import re
import uuid

import pytest

from helpdesk.dashboards.indicators import BY_CODE
from helpdesk.dashboards.reports import actions as reports
from helpdesk.jobs import running
from helpdesk.jobs.models import Job
from tests.world import make_world

MM = 72 / 25.4
A4, A6 = (210, 297), (105, 148)
BETWEEN_MARGINS = 703  # pixels of an A4 sheet within our margins of 12 mm

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,  # once is enough: the pages are the same on both engines
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def sheets(page_at, enter):
    """`sheets(path, person)`: (width, height) in millimetres of every sheet that is printed."""

    def sheets(path, person, language="en-GB"):
        page = enter(page_at(1280, language=language), person)
        page.goto(path)
        printed = page.pdf(prefer_css_page_size=True)
        boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
        return [(round(float(w) / MM), round(float(h) / MM)) for w, h in boxes]

    return sheets


@pytest.fixture
def on_paper(page_at, enter):
    """`on_paper(path, person)`: the page as wide as a sheet, in the stylesheet of the printer."""

    def on_paper(path, person):
        page = enter(page_at(BETWEEN_MARGINS), person)
        page.emulate_media(media="print")
        page.goto(path)
        return page

    return on_paper


@pytest.mark.parametrize("language", ["en-GB", "ar"])
def test_a_slip_and_a_copy_are_one_sheet_and_a_card_is_a_small_one(sheets, language, world):
    officer, path = world.people["officer"], world.referral.get_absolute_url()
    for form in ("slip", "copy"):
        assert sheets(f"{path}{form}/", officer, language) == [A4]
    assert sheets(f"{world.client.get_absolute_url()}card/", officer, language) == [A6]
    assert sheets("/clients/blank-form/", officer, language) == [A4] * 3


def test_a_full_slip_overlaps_nothing(on_paper, world):
    page = on_paper(f"{world.referral.get_absolute_url()}slip/", world.people["officer"])
    over = page.evaluate(
        """() => {
            document.querySelectorAll('.part .w3 dd').forEach(dd => dd.append(' pay'.repeat(299)))
            return [...document.querySelectorAll('.part')].map(
                part => part.scrollHeight - part.clientHeight)
        }"""
    )
    assert over == [0, 0, 0]


def test_the_note_of_where_to_go_uses_the_sheets_width(on_paper, world):
    page = on_paper(world.signpost.get_absolute_url(), world.people["officer"])
    assert page.locator(".part dl").bounding_box()["width"] > BETWEEN_MARGINS / 2


def test_no_table_of_a_report_is_wider_than_its_sheet(on_paper, world, settings):
    settings.JOB_PAUSE, settings.JOB_SECONDS = 0, 600
    supervisor = world.people["supervisor"]
    report = reports.make_report(
        by=supervisor,
        submission_id=uuid.uuid4(),
        name="The year",
        indicators=list(BY_CODE),
        splits=["age", "category", "status"],
        centre=world.centre,
        period=reports.period_of("this_year", world.centre),
    )
    job = Job.objects.get(kind="report", about=report.pk)
    running.run(job.pk, job.alive_at.isoformat())
    page = on_paper(report.get_absolute_url(), supervisor)
    tables = page.evaluate(
        """() => [...document.querySelectorAll('.panel table')].map(table => [
            table.caption.innerText,
            table.getBoundingClientRect().width
                - table.closest('.panel').getBoundingClientRect().width])"""
    )
    assert len(tables) > 9
    assert [title for title, over in tables if over > 0] == []


def test_paper_has_no_buttons_menus_or_forms(on_paper, world):
    letter = f"{world.referral.get_absolute_url()}letter/"
    for path in (letter, world.client.get_absolute_url()):
        page = on_paper(path, world.people["officer"])
        for what in (".top", "form", ".btn", ".crumbs", "#idle"):
            assert page.locator(what).locator("visible=true").count() == 0, what
