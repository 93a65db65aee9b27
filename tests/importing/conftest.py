import csv
import io
import uuid

import pytest

from helpdesk.core import per_request
from helpdesk.desk.importing import actions
from helpdesk.jobs import running
from helpdesk.jobs.models import Job

HEADERS = ["Name", "Sex", "Born", "Phone", "Passport number", "Stage", "Journey to", "Came back on"]


def table(*rows, headers=HEADERS, delimiter=","):
    """A register as the bytes of a CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([headers, *rows])
    return text.getvalue().encode()


def people(count, start=0):
    """Rows of so many different people."""
    return [
        [
            f"Person Number{n:06}",
            "F" if n % 2 else "M",
            1950 + n % 50,
            "",
            "",
            "return",
            "Qatar",
            "",
        ]
        for n in range(start, start + count)
    ]


@pytest.fixture
def run(settings):
    """`run(job)` works on it until it is over, as a worker would, and returns it as it stands."""
    settings.JOB_PAUSE = 0

    def run(job):
        job = Job.objects.get(pk=job.pk)
        while not job.is_over:
            running.run(job.pk, job.alive_at.isoformat())
            job.refresh_from_db()
        per_request.forget()
        return job

    return run


@pytest.fixture
def bring_in(kathmandu, sarita):
    """`bring_in(content)` uploads a register for Kathmandu, by Sarita."""

    def bring_in(content, name="register.csv", **options):
        return actions.upload(
            kathmandu, by=sarita, submission_id=uuid.uuid4(), name=name, content=content, **options
        )

    return bring_in


@pytest.fixture
def check(run, sarita):
    """`check(batch)` checks all its rows with the columns as they were guessed."""

    def check(batch, *, day_first=True, stage="", **columns):
        columns = {**batch.columns, **columns}
        batch = actions.check(
            batch, by=sarita, submission_id=uuid.uuid4(), columns=columns,
            day_first=day_first, stage=stage,
        )  # fmt: skip
        run(batch.job)
        return fresh(batch)

    return check


@pytest.fixture
def take_in(run, sarita):
    """`take_in(batch)` imports its rows."""

    def take_in(batch, likes="later"):
        batch = actions.import_register(batch, by=sarita, submission_id=uuid.uuid4(), likes=likes)
        run(batch.job)
        return fresh(batch)

    return take_in


@pytest.fixture
def take_back(run, sarita):
    def take_back(batch):
        batch = actions.undo(batch, by=sarita, submission_id=uuid.uuid4())
        run(batch.job)
        return fresh(batch)

    return take_back


def fresh(batch):
    """The register as it stands, with its keys."""
    rows = type(batch).objects.for_listing().select_related("file", "file__data_key")
    return rows.get(pk=batch.pk)


def rows_of(batch):
    """number → row, with its key."""
    return {row.number: row for row in batch.rows.select_related("data_key", "client", "like")}
