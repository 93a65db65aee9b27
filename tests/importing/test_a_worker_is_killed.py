"""A large register, a worker that is killed in the middle of it, and nobody lost or doubled."""

import resource
import time
import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings as conf

from helpdesk.clients.models import Client
from helpdesk.desk.importing import actions
from helpdesk.jobs.models import Job

from .conftest import fresh, table

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = [
    "Maya",
    "Sita",
    "Gita",
    "Rita",
    "Anita",
    "Sunita",
    "Bina",
    "Mina",
    "Tara",
    "Laxmi",
    "Hari",
    "Ram",
    "Krishna",
    "Bishnu",
    "Gopal",
]
LAST = [
    "Tamang",
    "Gurung",
    "Rai",
    "Limbu",
    "Magar",
    "Shrestha",
    "Thapa",
    "Karki",
    "Adhikari",
    "Joshi",
    "Lama",
    "Sherpa",
]
MEGABYTES = 300


def register_of(count):
    """So many different people, most of them with a phone and a birth date."""
    for n in range(count):
        name = f"{FIRST[n % 15]} {FIRST[n // 15 % 15]} {LAST[n // 225 % 12]}"
        born = date(1950, 1, 1) + timedelta(days=n * 4643 % 18250)  # no name twice with a birth
        yield [
            name, "F" if n % 2 else "M", born, f"98{40000000 + n * 37 % 60000000:08}", f"PA{n:07}",
            "return", "Qatar", "",
        ]  # fmt: skip


def wait_for(holds, worker, seconds):
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert holds(), worker.log.read_text()[-3000:]


def sweep():
    """What beat sends every 15 seconds, when so much time has passed."""
    clock = Path(conf.CLOCK_FILE)
    clock.write_text(str(float(clock.read_text() or 0) + 60 if clock.exists() else 60))
    current_app.send_task("helpdesk.jobs.tasks.take_up_jobs")


def memory_of(process):
    """The most that the process has held, in MB."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


@pytest.fixture
def clock_put_back():
    yield
    Path(conf.CLOCK_FILE).unlink(missing_ok=True)


def through(batch, count, kind, worker, seconds):
    """The batch's job to its end, with a worker killed in the middle; (rows a second, memory)."""
    job = Job.objects.get(pk=batch.job_id)
    began = time.monotonic()
    wait_for(lambda: Job.objects.get(pk=job.pk).done >= count // 4, worker, seconds)
    memory = memory_of(worker.process)
    worker.stop()
    at_kill = Job.objects.get(pk=job.pk).done
    assert at_kill < count, "The job was over before the worker was killed: take more rows."
    worker.start()
    sweep()
    wait_for(lambda: Job.objects.get(pk=job.pk).is_over, worker, seconds)
    memory = max(memory, memory_of(worker.process))
    assert Job.objects.get(pk=job.pk).status == "done"
    rate = count / (time.monotonic() - began)
    print(f"\n{kind}: {count:,} rows, {rate:.0f} rows/s, {memory} MB, killed at {at_kill:,}")  # noqa: T201
    return memory


def arrives_once(count, bring_in, sarita, worker, seconds):
    batch = bring_in(table(*register_of(count)))
    batch = actions.check(
        batch, by=sarita, submission_id=uuid.uuid4(), columns=batch.columns, day_first=True,
        stage="",
    )  # fmt: skip
    checked = through(batch, count, "check", worker, seconds)
    assert fresh(batch).rows.count() == count
    assert fresh(batch).rows.filter(state="ready").count() == count
    batch = fresh(batch)
    batch = actions.import_register(batch, by=sarita, submission_id=uuid.uuid4(), likes="later")
    imported = through(batch, count, "import", worker, seconds)
    assert Client.objects.count() == count
    numbers = fresh(batch).rows.values_list("client__submission_id", "client")
    assert len(set(numbers)) == count
    assert fresh(batch).rows.filter(state="imported").count() == count
    assert max(checked, imported) <= MEGABYTES


@pytest.mark.servers
def test_two_thousand_rows_arrive_once(clock_put_back, worker, bring_in, sarita):
    arrives_once(2000, bring_in, sarita, worker, seconds=300)


@pytest.mark.slow
def test_a_hundred_thousand_rows_arrive_once(clock_put_back, worker, bring_in, sarita):
    arrives_once(100_000, bring_in, sarita, worker, seconds=4 * 3600)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    assert own <= MEGABYTES + 150, "This process uploads as the web does, and holds the test too."
