import uuid
from datetime import timedelta

import pytest

from helpdesk.audit.models import Entry
from helpdesk.core.clock import at, now
from helpdesk.dashboards.reports import actions
from helpdesk.dashboards.reports.tasks import let_old_reports_go
from helpdesk.jobs.models import Report, ReportTable

from .test_making_reports import _no_pauses, work  # noqa: F401

ASKED = {"name": "Our month", "indicators": ["contacts", "cases_opened"], "splits": ["sex"]}


@pytest.fixture
def report(kathmandu, bimala):
    made = actions.make_report(
        by=bimala, submission_id=uuid.uuid4(), centre=kathmandu,
        period=actions.period_of("this_month", kathmandu), **ASKED,
    )  # fmt: skip
    work(made)
    return made


def after(days):
    """The nightly job, so many days from now."""
    with at(now() + timedelta(days=days)):
        let_old_reports_go()


def test_its_figures_go_after_the_days_that_are_set(report, settings):
    settings.REPORT_DAYS = 30
    after(29)
    assert report.tables.exists()
    after(31)
    assert not report.tables.exists()
    assert Report.objects.get().gone_at


def test_it_is_recorded_once(report, settings):
    after(settings.REPORT_DAYS + 1)
    after(settings.REPORT_DAYS + 2)
    entry = Entry.objects.get(verb="expired", label="jobs.report")
    assert (entry.key, entry.by.is_system) == (report.pk, True)


def test_the_page_says_so_and_the_files_are_there_no_more(report, settings, browse, bimala):
    browser, path = browse(bimala), report.get_absolute_url()
    assert browser.get(f"{path}figures.csv").status_code == 200
    after(settings.REPORT_DAYS + 1)
    page = browser.get(path).content.decode()
    assert "The figures of this report were removed on" in page
    assert "/figures/reports/new/" in page
    assert browser.get(f"{path}figures.csv").status_code == 404
    assert "Figures removed" in browser.get("/figures/reports/").content.decode()


def test_open_statistics_stay(settings, kathmandu, bimala):
    period = actions.period_of("this_month", kathmandu)
    made = actions.publish(
        by=bimala, submission_id=uuid.uuid4(), period=period, centres=[kathmandu]
    )
    work(made)
    after(settings.REPORT_DAYS + 1)
    assert made.tables.exists()


def test_one_that_is_not_counted_yet_is_left_alone(settings, kathmandu, bimala):
    period = actions.period_of("this_month", kathmandu)
    actions.make_report(by=bimala, submission_id=uuid.uuid4(), period=period, **ASKED)
    after(settings.REPORT_DAYS + 1)
    assert Report.objects.get().gone_at is None
    assert not ReportTable.objects.exists()
