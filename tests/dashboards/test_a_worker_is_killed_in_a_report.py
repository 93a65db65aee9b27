"""A quarter's report, a worker that is killed in the middle of it, and no table lost or doubled."""

import os
import time
import uuid
from itertools import product

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


class Watched:
    """A report's job from outside: how far it is, as its page says, each time one looks."""

    def __init__(self, report):
        self.report, self.seen = report, []

    def job(self):
        job = Job.objects.get(kind="report", about=self.report.pk)
        if not self.seen or self.seen[-1] != job.percent:
            self.seen.append(job.percent)
        return job


def report_of(clients, worker, seconds):
    seeding.seed(clients, max(3, clients // 2500))
    root = Centre.objects.get(depth=1)
    by = make.make_user("Overseer", teams=[root.supervisors])
    worker.stop()
    worker.environment["JOB_PAUSE"] = "0.3"  # the kill finds it under way
    worker.start()
    report = actions.make_report(
        by=by, submission_id=uuid.uuid4(), name="Quarter", indicators=TWENTY, splits=FOUR,
        period=actions.period_of("last_quarter", root),
    )  # fmt: skip
    watched, began = Watched(report), time.monotonic()
    middle = len(steps.plan(TWENTY, FOUR)) // 2
    wait_for(lambda: watched.job().done >= middle, worker, seconds)
    memory = memory_of(worker.process)
    worker.stop()
    at_kill = watched.job()
    assert 0 < at_kill.percent < 100
    worker.start()
    sweep()
    wait_for(lambda: watched.job().is_over, worker, seconds)
    memory = max(memory, memory_of(worker.process))
    job = watched.job()
    print(  # noqa: T201
        f"\n{clients:,} clients, {len(TWENTY)} indicators, {len(FOUR)} splits: {job.total} steps "
        f"in {time.monotonic() - began:.0f} s, {memory} MB, killed at {at_kill.done}; "
        f"its bar stood at {watched.seen}"
    )
    assert job.status == "done"
    assert memory <= MEGABYTES
    assert watched.seen == sorted(watched.seen)
    assert len(watched.seen) > 10
    assert list(report.tables.values_list("number", flat=True)) == list(range(job.total))
    assert_tables_are_right(report)
    return report


def split_up(report):
    """(indicator, split) of all that its tables tell."""
    return {
        (code, table.split)
        for table in report.tables.exclude(split="")
        for counts in table.counts["parts"].values()
        for code in counts
    }


def there_was(report):
    """The indicators of which there was any in the period."""
    whole = report.tables.filter(split="")
    found = [pair for table in whole for pair in table.counts["totals"].items()]
    return {code for code, total in found if total["now"]}


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
    report = report_of(int(os.environ.get("SIZE") or 100_000), worker, seconds=3600)
    counted = there_was(report)
    assert set(TWENTY) - counted == {"signposted", "redirected", "sessions_held"}  # never seeded
    assert split_up(report) >= set(product(counted, FOUR))
