"""Carrying long work out: step by step, each with its place in one transaction.

A worker that dies loses the step it was in, and nothing else. Who works on a job holds its row
during each step, and `alive_at` tells whose turn it is: a message or a rival that comes with an
older turn finds that it has passed on, and does nothing.
"""

import logging
import time
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from helpdesk.access.sight import home_place
from helpdesk.access.working_week import zone_of
from helpdesk.core import per_request
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused

from .kinds import KINDS
from .models import Job

log = logging.getLogger(__name__)


def wake(job):
    """Tell a worker after the commit. Failing costs a moment: the sweep takes the job up."""
    pk, turn = job.pk, job.alive_at.isoformat()
    transaction.on_commit(lambda: _send(pk, turn), robust=True)


def _send(pk, turn):
    from .tasks import run_job

    run_job.delay(pk, turn)


def take_up(job):
    """A job whose worker or message was lost: it gets a new turn, and a worker is told."""
    turn = now()
    if Job.objects.unfinished().filter(pk=job.pk, alive_at=job.alive_at).update(alive_at=turn):
        _send(job.pk, turn.isoformat())


def run(pk, turn):
    """Work on a job for a while, if it is still this message's turn; then give others theirs."""
    job = _claim(pk, turn)
    if job is None:
        return
    with override(job.by.language or settings.LANGUAGE_CODE), timezone.override(_zone(job)):
        try:
            _work(job, time.monotonic() + settings.JOB_SECONDS)
        except Exception as error:  # costs this step; the fifth without progress ends the job
            log.warning("%s: %s", job, type(error).__name__, exc_info=settings.DEBUG)
            _failed(job, error)


def _zone(job):
    """Its days are those of whoever asked for it, as on her pages."""
    place = home_place(job.by)
    return ZoneInfo(zone_of(place)) if place else None


def _claim(pk, turn):
    """The job, taken: a try is counted before it is made, as a killed worker cannot count."""
    mine = Job.objects.unfinished().filter(pk=pk, alive_at=datetime.fromisoformat(turn))
    if not mine.update(alive_at=(taken := now()), status=Job.Status.RUNNING):
        return None
    job = Job.objects.select_related("by", "centre").get(pk=pk)
    if job.alive_at != taken:
        return None
    if job.attempts >= Job.ATTEMPTS:
        _end_now(job, Job.Status.FAILED, job.failure or _("The work stopped five times."))
        return None
    Job.objects.filter(pk=pk, alive_at=taken).update(attempts=job.attempts + 1)
    return job


def _work(job, until):
    step = KINDS[job.kind].begin(job)
    while _one_step(job, step):
        if time.monotonic() > until:
            return _pass_on(job)
        time.sleep(settings.JOB_PAUSE)  # on SQLite others want to write too
    return None


def _one_step(job, step) -> bool:
    """One step in one transaction with the job's place; False when there is no more to do."""
    token = per_request.begin(where="job", id=job.uid.hex)
    try:
        with transaction.atomic():
            if not _is_mine(job):
                return False
            if job.cancel_asked_at:
                return _end(job, Job.Status.CANCELLED)
            more = step(job)
            job.attempts, job.failure, job.alive_at = 1, "", now()  # this try is under way
            if not more:
                return _end(job, Job.Status.DONE)
            job.save()
            return True
    finally:
        per_request.end(token)


def _is_mine(job) -> bool:
    """Hold the row, and see that nobody took the job over meanwhile; learn of a cancel."""
    fresh = Job.objects.select_for_update().get(pk=job.pk)
    job.cancel_asked_at = fresh.cancel_asked_at
    return not fresh.is_over and fresh.alive_at == job.alive_at


def _end(job, status):
    job.end(status)
    KINDS[job.kind].ended(job)
    job.save()
    return False


def _pass_on(job):
    """Back into the line, so that the desk's other work gets its turn on a small machine."""
    turn = now()
    mine = Job.objects.unfinished().filter(pk=job.pk, alive_at=job.alive_at)
    if mine.update(alive_at=turn, status=Job.Status.WAITING):
        _send(job.pk, turn.isoformat())


def _failed(job, error):
    """Say what went wrong without naming anyone. Rules that say no end it; the rest is retried."""
    if isinstance(error, Refused):
        return _end_now(job, Job.Status.FAILED, str(error.message))
    if isinstance(error, PermissionDenied):
        return _end_now(job, Job.Status.FAILED, _("You may not do this any more."))
    failure = type(error).__name__
    job.refresh_from_db(fields=["attempts", "status"])
    if job.attempts >= Job.ATTEMPTS:
        return _end_now(job, Job.Status.FAILED, failure)
    Job.objects.unfinished().filter(pk=job.pk, alive_at=job.alive_at).update(
        failure=failure, status=Job.Status.WAITING
    )
    return None


@transaction.atomic
def _end_now(job, status, failure):
    fresh = Job.objects.select_for_update().get(pk=job.pk)
    if fresh.is_over or fresh.alive_at != job.alive_at:
        return
    fresh.failure = failure[:200]
    _end(fresh, status)
