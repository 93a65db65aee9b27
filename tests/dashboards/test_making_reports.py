import csv
import io
import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from guardian.shortcuts import assign_perm

from helpdesk.cases.models import Case
from helpdesk.core import per_request
from helpdesk.core.clock import at, today
from helpdesk.core.refusal import Refused
from helpdesk.dashboards.indicators import BY_CODE
from helpdesk.dashboards.reports import actions, steps
from helpdesk.dashboards.reports.tasks import make_monthly_reports
from helpdesk.jobs import actions as jobs
from helpdesk.jobs import running
from helpdesk.jobs.models import Job, Report, ReportTable, ReportTemplate
from helpdesk.notices.models import Notice
from helpdesk.notices.tasks import deliver_notices
from tests import make

from .world import make_cases

TWENTY = list(BY_CODE)[:20]
FOUR = ["sex", "age", "stage", "centre"]


@pytest.fixture(autouse=True)
def _no_pauses(settings):
    settings.JOB_PAUSE, settings.JOB_SECONDS = 0, 600


@pytest.fixture
def ask(kathmandu, bimala):
    """`ask()` has a report of this month made for Kathmandu, by Bimala unless told otherwise."""

    def ask(by=bimala, **facts):
        usual = {"name": "Our month", "indicators": TWENTY, "splits": FOUR, "centre": kathmandu}
        usual |= {"period": actions.period_of("this_month", kathmandu)}
        return actions.make_report(**{"by": by, "submission_id": uuid.uuid4(), **usual, **facts})

    return ask


def job_of(report):
    return Job.objects.get(kind="report", about=report.pk)


def work(report):
    """What a worker does when it is told of the job."""
    job = job_of(report)
    running.run(job.pk, job.alive_at.isoformat())
    per_request.forget()
    return job_of(report)


def test_twenty_indicators_by_four_splits_are_counted_step_by_step(ask, sarita, kathmandu):
    make_cases(6, kathmandu, sarita)
    report = ask()
    assert job_of(report).total == len(steps.plan(TWENTY, FOUR)) > 15
    assert work(report).status == "done"
    assert ReportTable.objects.filter(report=report).count() == job_of(report).total


def test_its_bar_moves(ask, settings):
    settings.JOB_SECONDS = 0  # the worker passes on after each step
    report, seen = ask(), []
    while not job_of(report).is_over:
        seen.append(job_of(report).percent)
        work(report)
    assert seen == sorted(set(seen))
    assert seen[0] == 0
    assert len(seen) > 15


def test_a_step_is_kept_once_though_the_worker_dies_after_it(ask, monkeypatch):
    report, whole = ask(), steps.as_json

    def dies(counted, whole):
        if job_of(report).done == 3:
            raise ZeroDivisionError
        return dies.whole(counted, whole)

    dies.whole = whole
    monkeypatch.setattr(steps, "as_json", dies)
    assert work(report).done == 3
    monkeypatch.undo()
    with at(datetime.now(ZoneInfo("UTC")) + timedelta(hours=1)):
        assert work(report).status == "done"
    numbers = list(report.tables.values_list("number", flat=True))
    assert numbers == list(range(job_of(report).total))


def test_it_can_be_cancelled_half_way(ask, bimala):
    report = ask()
    jobs.cancel(job_of(report), by=bimala)
    assert work(report).status == "cancelled"
    assert not report.tables.exists()


def test_the_same_sending_makes_one_report(ask):
    once = uuid.uuid4()
    assert ask(submission_id=once) == ask(submission_id=once)


def test_the_page_and_both_files_tell_the_same(ask, browse, bimala, sarita, kathmandu):
    make_cases(7, kathmandu, sarita)
    report = ask(indicators=["cases_opened", "people_registered"], splits=["sex"])
    work(report)
    page = browse(bimala).get(report.get_absolute_url()).content.decode()
    assert "True counts" in page
    assert '<td class="num">7</td>' in page
    told = browse(bimala).get(f"{report.get_absolute_url()}figures.csv")
    lines = list(csv.reader(io.StringIO(told.getvalue().decode("utf-8-sig"))))
    assert ["cases_opened", "Cases opened", "case", "Sex", "Woman", "7", "0"] in lines
    book = browse(bimala).get(f"{report.get_absolute_url()}figures.xlsx")
    assert book.getvalue().startswith(b"PK")


def test_who_is_outside_the_circle_reads_rounded_figures(
    ask, browse, anil, sarita, bimala, kathmandu
):
    make_cases(3, kathmandu, sarita)
    report = ask(indicators=["cases_opened"], splits=["sex"], readers=[anil, sarita])
    work(report)
    for reader, cell in ((anil, "&lt;5"), (sarita, "3"), (bimala, "3")):
        page = browse(reader).get(report.get_absolute_url()).content.decode()
        assert f'<td class="num">{cell}</td>' in page, reader
    told = browse(anil).get(f"{report.get_absolute_url()}figures.csv").getvalue().decode()
    assert "<5" in told
    assert ",3," not in told


def test_a_rounded_reader_cannot_tell_nobody_from_a_few(ask, browse, anil, sarita, kathmandu):
    make_cases(2, kathmandu, sarita)
    report = ask(indicators=["cases_opened"], splits=["sex", "destination"], readers=[anil])
    work(report)
    told = browse(anil).get(f"{report.get_absolute_url()}figures.csv").getvalue().decode()
    lines = list(csv.reader(io.StringIO(told)))
    assert {line[5] for line in lines[1:]} == {"<5"}
    assert [line[4] for line in lines if line[3] == "Sex"] == [
        "Woman", "Man", "Other", "Not said", "Not known",
    ]  # fmt: skip


def test_a_stranger_does_not_find_it(ask, browse, dipesh, nirmala, stranger):
    report = ask()
    work(report)
    for person in (dipesh, nirmala, stranger):
        assert browse(person).get(report.get_absolute_url()).status_code == 404
        assert browse(person).get(f"{report.get_absolute_url()}figures.csv").status_code == 404


def test_with_other_readers_no_restricted_case_counts(ask, browse, anil, bimala, sarita, kathmandu):
    case = make_cases(1, kathmandu, sarita)[0]
    Case.objects.filter(pk=case.pk).update(restricted=True)
    assign_perm("cases.view_case", bimala, case)
    per_request.forget()
    own, shared = ask(indicators=["cases_opened"]), ask(indicators=["cases_opened"], readers=[anil])
    for report, n in ((own, 1), (shared, 0)):
        work(report)
        counts = report.tables.get(number=0).counts
        assert counts["totals"]["cases_opened"]["now"] == n


def test_whoever_is_named_is_told_by_link_and_without_a_figure(ask, anil, bimala):
    report = ask(readers=[anil])
    work(report)
    told = Notice.objects.filter(kind="report_ready").order_by("recipient__name")
    assert {(notice.recipient, notice.code) for notice in told} == {
        (anil, report.code), (bimala, report.code),
    }  # fmt: skip
    deliver_notices()
    bodies = [message.body for message in mail.outbox]
    assert len(bodies) == 2
    assert all(report.get_absolute_url() in body and "cases" not in body for body in bodies)


def test_only_a_supervisor_has_one_made(ask, sarita, anil):
    for person in (sarita, anil):
        with pytest.raises(PermissionDenied):
            ask(by=person)


def test_who_oversees_no_longer_gets_nothing_counted(ask, bimala, kathmandu):
    report = ask()
    bimala.groups.remove(kathmandu.supervisors)
    per_request.forget()
    assert work(report).status == "failed"


def test_a_period_that_ends_before_it_begins_is_refused(ask, kathmandu):
    period = actions.period_of("this_month", kathmandu)
    backwards = type(period)(period.last, period.first, period.zone)
    with pytest.raises(Refused, match="ends before"):
        ask(period=backwards)


def test_what_is_wished_every_month_is_made_once_a_month(bimala, kathmandu, anil):
    actions.save_template(
        by=bimala, name="Monthly", indicators=["contacts"], splits=[], period="last_month",
        centre=kathmandu, monthly=True, readers=[anil],
    )  # fmt: skip
    for _hour in range(3):
        make_monthly_reports()
    made = Report.objects.get()
    assert made.last == today().replace(day=1) - timedelta(days=1)
    assert list(made.readers.all()) == [anil]
    with at(datetime.now(ZoneInfo("UTC")) + timedelta(days=32)):
        make_monthly_reports()
    assert Report.objects.count() == 2


def test_the_month_in_which_a_report_was_made_and_kept_needs_no_other(ask, bimala, anil, kathmandu):
    with at(datetime(2026, 10, 14, 9, tzinfo=ZoneInfo("UTC"))):
        actions.make_and_keep(
            "last_month", True, by=bimala, submission_id=uuid.uuid4(), name="Monthly",
            indicators=["contacts"], splits=[], centre=kathmandu, readers=[anil],
            period=actions.period_of("last_month", kathmandu),
        )  # fmt: skip
        make_monthly_reports()
        assert Report.objects.count() == 1
    with at(datetime(2026, 10, 31, 19, tzinfo=ZoneInfo("UTC"))):  # the first of November there
        make_monthly_reports()
        make_monthly_reports()
    firsts = Report.objects.order_by("pk").values_list("first", flat=True)
    assert [f"{first:%Y-%m}" for first in firsts] == ["2026-09", "2026-10"]


def test_a_region_is_counted_with_all_below_it_every_month_anew(
    browse, sushila, pokhara, gorkha, lalitpur
):
    sent = {
        "name": "Our region", "indicators": ["contacts"], "centre": "PKR", "below": "on",
        "period": "last_month", "monthly": "on", "submission_id": str(uuid.uuid4()),
    }  # fmt: skip
    assert browse(sushila).post("/figures/reports/new/", sent).status_code == 302
    template = ReportTemplate.objects.get()
    begun = browse(sushila).get(f"/figures/reports/new/?template={template.pk}")
    assert begun.context["form"]["below"].value() is True
    with at(datetime.now(ZoneInfo("UTC")) + timedelta(days=32)):
        make_monthly_reports()
    both = {pokhara.pk, gorkha.pk}
    assert [set(made.centres) for made in Report.objects.all()] == [both, both]
    assert (
        "and all below"
        in browse(sushila).get(f"/figures/reports/{Report.objects.first().pk}/").content.decode()
    )


def test_a_template_that_is_removed_makes_no_more(bimala, kathmandu, browse):
    template = actions.save_template(
        by=bimala, name="Monthly", indicators=["contacts"], splits=[], period="last_month",
        centre=kathmandu, monthly=True,
    )  # fmt: skip
    browse(bimala).post(f"/figures/reports/templates/{template.pk}/remove/")
    make_monthly_reports()
    assert not Report.objects.exists()
    assert not ReportTemplate.objects.visible_to(bimala).exists()


def test_it_is_put_together_on_the_page_and_begins_with_its_template(browse, bimala, anil):
    sent = {
        "name": "For the ministry", "indicators": ["contacts", "cases_opened"], "splits": ["sex"],
        "period": "last_quarter", "centre": "KTM", "readers": [anil.pk], "keep": "on",
        "submission_id": str(uuid.uuid4()),
    }  # fmt: skip
    answer = browse(bimala).post("/figures/reports/new/", sent)
    report = Report.objects.get()
    assert answer["Location"] == report.get_absolute_url()
    page = browse(bimala).get(f"/figures/reports/new/?template={report.template_id}")
    assert page.context["form"].initial["indicators"] == ["contacts", "cases_opened"]
    assert browse(bimala).post("/figures/reports/new/", sent)["Location"] == answer["Location"]
    again = browse(bimala).post("/figures/reports/new/", {**sent, "submission_id": uuid.uuid4()})
    assert again.status_code == 409
    assert "of this name already" in again.content.decode()
    assert Report.objects.count() == ReportTemplate.objects.count() == 1


def test_every_month_needs_a_period_by_name(browse, bimala):
    sent = {"name": "X", "indicators": ["contacts"], "period": "", "first": "2026-01-01"}
    sent |= {"last": "2026-03-31", "monthly": "on", "submission_id": str(uuid.uuid4())}
    answer = browse(bimala).post("/figures/reports/new/", sent)
    assert answer.status_code == 422
    assert "needs a period by name" in answer.content.decode()


def test_a_template_that_cannot_be_kept_is_not_passed_over_in_silence(browse, bimala):
    sent = {"name": "X", "indicators": ["contacts"], "period": "", "first": "2026-01-01"}
    sent |= {"last": "2026-03-31", "keep": "on", "submission_id": str(uuid.uuid4())}
    answer = browse(bimala).post("/figures/reports/new/", sent)
    assert answer.status_code == 422
    assert "needs a period by name" in answer.content.decode()


def test_days_beside_a_period_by_name_are_not_passed_over_in_silence(browse, bimala):
    facts = {"submission_id": uuid.uuid4(), "name": "March", "indicators": ["contacts"]}
    facts |= {"period": "last_quarter", "first": "2026-03-01", "last": "2026-03-31"}
    answer = browse(bimala).post("/figures/reports/new/", facts)
    assert answer.status_code == 422
    assert "leave the two days empty" in answer.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize("count", [1, 40])
def test_pages_cost_the_same_however_much_there_is(
    count, queries, browse, bimala, sarita, kathmandu, ask
):
    make_cases(count, kathmandu, sarita)
    report = ask()
    work(report)
    browser = browse(bimala)
    browser.get("/figures/")
    for path in [
        *(f"/figures/indicators/?group={g}&split=sex" for g in ("people", "cases", "referrals")),
        "/figures/indicators/?group=contacts", "/figures/indicators/?group=money",
        "/figures/reports/", "/figures/reports/new/", report.get_absolute_url(),
        "/figures/open/", "/figures/council/",
    ]:  # fmt: skip
        cost = queries(lambda path=path: browser.get(path))
        assert cost <= 12, (path, cost)


def test_who_oversees_all_the_centres_sees_them_together(browse, bimala, make_two):
    page = browse(bimala).get("/figures/indicators/?group=cases").content.decode()
    assert "<b>2</b>" in page


@pytest.fixture
def make_two(kathmandu, sarita):
    return make.make_case(make.make_client(kathmandu, sarita), sarita), make_cases(
        1, kathmandu, sarita
    )
