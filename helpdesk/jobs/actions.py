"""Starting and cancelling long work. Who may start which kind, the app that owns the kind asks."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.trail import record
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission

from .kinds import KINDS
from .models import Job
from .running import wake


@one_per_submission(Job)
def start(kind, *, by, submission_id, centre=None, about=None, total=None):
    """Long work waits for a worker from now on; `about` is the row of its kind that it is for."""
    job = Job(
        kind=KINDS[kind].name,
        by=by,
        centre=centre,
        about=about and about.pk,
        total=total,
        submission_id=submission_id,
    )
    job.save()
    record("started", job, by=by, clients=[], kind=kind)
    wake(job)
    return job


@transaction.atomic
def cancel(job, *, by):
    """It stops after the step that it is in; what is done stays done."""
    if job.by_id != by.pk:
        raise PermissionDenied("cancel")
    job = lock(job)
    if job.is_over:
        raise Refused(_("This is over already: there is nothing left to cancel."))
    job.cancel_asked_at = job.cancel_asked_at or now()
    if job.status == Job.Status.WAITING:
        job.end(Job.Status.CANCELLED)
        KINDS[job.kind].ended(job)
    job.save()
    record("cancelled", job, by=by, clients=[], kind=job.kind)
    return job
