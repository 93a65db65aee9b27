import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from helpdesk.core.clock import at, now
from helpdesk.core.refusal import Refused
from helpdesk.jobs import actions, kinds, running
from helpdesk.jobs.models import Job
from helpdesk.jobs.tasks import take_up_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(monkeypatch, settings):
    """A kind of work in ten steps, and the list of the steps that were done."""
    settings.JOB_PAUSE, settings.JOB_SECONDS = 0, 60
    done = []

    def begin(job):
        def step(job):
            done.append(job.place + 1)
            job.place, job.done = job.place + 1, job.done + 1
            return job.place < 10

        return step

    kind = kinds.Kind("count", "Counting", begin, lambda job: "/")
    monkeypatch.setitem(kinds.KINDS, "count", kind)
    return done


@pytest.fixture
def failing(monkeypatch, counted):
    """The same, but its third step fails as often as `failing.times` says."""
    begin = kinds.KINDS["count"].begin

    class Failing:
        times = 0

    def begin_badly(job):
        step = begin(job)

        def bad(job):
            if job.place == 2 and Failing.times:
                Failing.times -= 1
                raise ZeroDivisionError("Maya Tamang")
            return step(job)

        return bad

    kind = kinds.Kind("count", "Counting", begin_badly, lambda job: "/")
    monkeypatch.setitem(kinds.KINDS, "count", kind)
    return Failing


def start(by):
    return actions.start("count", by=by, submission_id=uuid.uuid4(), total=10)


def work(job):
    """One message's worth of work, and the job as it stands then."""
    job.refresh_from_db()
    running.run(job.pk, job.alive_at.isoformat())
    job.refresh_from_db()
    return job


def test_every_step_is_done_once(counted, sarita):
    job = work(start(sarita))
    assert counted == list(range(1, 11))
    assert (job.status, job.done, job.percent) == ("done", 10, 100)


def test_a_message_that_comes_twice_does_nothing(counted, sarita):
    job = start(sarita)
    turn = job.alive_at.isoformat()
    running.run(job.pk, turn)
    running.run(job.pk, turn)
    assert len(counted) == 10


def test_it_lets_others_have_their_turn_and_goes_on(counted, sarita, settings):
    settings.JOB_SECONDS = 0
    job = work(start(sarita))
    assert (job.status, job.done) == ("waiting", 1)
    while not job.is_over:
        work(job)
    assert counted == list(range(1, 11))


def test_a_silent_job_is_taken_up_and_the_old_message_is_void(counted, sarita):
    job = start(sarita)
    lost = job.alive_at.isoformat()
    take_up_jobs()
    assert Job.objects.get().alive_at == job.alive_at
    with at(now() + Job.SILENCE + timedelta(seconds=1)):
        take_up_jobs()
        running.run(job.pk, lost)
        assert counted == []
        assert work(job).status == "done"


def test_a_failure_costs_a_step_and_names_nobody(failing, counted, sarita):
    failing.times = 1
    job = work(start(sarita))
    assert (job.status, job.done, job.failure) == ("waiting", 2, "ZeroDivisionError")
    assert work(job).status == "done"
    assert counted == list(range(1, 11))


def test_five_failures_without_progress_end_it(failing, sarita):
    failing.times = 99
    job = start(sarita)
    for _time in range(5):
        assert not job.is_over
        work(job)
    assert (job.status, job.failure) == ("failed", "ZeroDivisionError")


def test_a_worker_that_dies_five_times_ends_it_too(counted, sarita):
    job = start(sarita)
    for _time in range(5):
        job.refresh_from_db()
        assert running._claim(job.pk, job.alive_at.isoformat())
    work(job)
    assert (job.status, counted) == ("failed", [])


def test_cancelling_takes_effect_at_the_next_step(counted, sarita, settings):
    settings.JOB_SECONDS = 0
    job = work(start(sarita))
    Job.objects.update(status="running")
    job = actions.cancel(job, by=sarita)
    assert job.status == "running"
    job = work(job)
    assert (job.status, counted) == ("cancelled", [1])
    with pytest.raises(Refused):
        actions.cancel(job, by=sarita)


def test_nobody_cancels_anothers(counted, sarita, dipesh):
    with pytest.raises(PermissionDenied):
        actions.cancel(start(sarita), by=dipesh)


def test_the_page_shows_how_far_it_is(counted, browse, sarita, dipesh, settings):
    settings.JOB_SECONDS = 0
    job = work(start(sarita))
    page = browse(sarita).get(f"/jobs/{job.pk}/").content.decode()
    assert 'value="1" max="10"' in page
    assert 'hx-trigger="every 2s"' in page
    assert browse(dipesh).get(f"/jobs/{job.pk}/").status_code == 404
    while not job.is_over:
        work(job)
    part = browse(sarita).get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"})
    assert part["HX-Refresh"] == "true"
    assert "every 2s" not in part.content.decode()


@pytest.mark.parametrize("count", [1, 10, 100])
def test_the_list_costs_the_same_however_long(count, counted, browse, sarita, queries):
    for _time in range(count):
        start(sarita)
    officer = browse(sarita)
    assert queries(lambda: officer.get("/jobs/")) <= 8
