"""A quarter's report, a worker that is killed in the middle of it, and no table lost or doubled."""

import uuid

import pytest

from helpdesk.access.models import Centre
from helpdesk.dashboards.indicators import BY_CODE, count
from helpdesk.dashboards.reports import actions, steps
from helpdesk.desk import seeding
from helpdesk.jobs.models import Job
from tests import make
from tests.importing.test_a_worker_is_killed import (
    MEGABYTES,
    clock_put_back,  # noqa: F401
    memory_of,
    sweep,
    wait_for,
)

TWENTY = [code for code, one in BY_CODE.items() if one.shape == "number"][:14]
TWENTY += ["outcomes", "referrals_sent", "referrals_accepted", "claims_made"]
TWENTY += ["money_claimed", "days_to_close"]
FOUR = ["sex", "age", "stage", "origin"]


def report_of(clients, worker, seconds):
    seeding.seed(clients, 3)
    root = Centre.objects.get(depth=1)
    by = make.make_user("Overseer", teams=[root.supervisors])
    worker.stop()
    worker.environment["JOB_PAUSE"] = "0.3"  # the kill finds it under way
    worker.start()
    report = actions.make_report(
        by=by, submission_id=uuid.uuid4(), name="Quarter", indicators=TWENTY, splits=FOUR,
        period=actions.period_of("this_quarter", root),
    )  # fmt: skip

    def job():
        return Job.objects.get(kind="report", about=report.pk)

    wait_for(lambda: job().done >= 4, worker, seconds)
    memory = memory_of(worker.process)
    worker.stop()
    at_kill = job()
    assert 0 < at_kill.percent < 100
    worker.start()
    sweep()
    wait_for(lambda: job().is_over, worker, seconds)
    memory = max(memory, memory_of(worker.process))
    print(f"\n{clients:,} clients, {job().total} steps, {memory} MB, killed at {at_kill.done}")  # noqa: T201
    assert job().status == "done"
    assert memory <= MEGABYTES
    assert list(report.tables.values_list("number", flat=True)) == list(range(job().total))
    assert_tables_are_right(report)


def assert_tables_are_right(report):
    planned = steps.plan(report.indicators, report.splits)
    for table in report.tables.all():
        family, split = planned[table.number]
        again = count(family, steps.asked_of(report), split)
        assert table.counts == steps.as_json(again, whole=split is None)


@pytest.mark.django_db(transaction=True)
def test_a_quarters_report_survives(clock_put_back, worker):  # noqa: F811
    report_of(60, worker, seconds=200)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_nations_report_survives(clock_put_back, worker):  # noqa: F811
    report_of(20_000, worker, seconds=3600)
