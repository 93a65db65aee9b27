from celery import shared_task
from django.core.management import call_command

from helpdesk.access.models import User
from helpdesk.clients.models import Batch
from helpdesk.jobs.draft_actions import discard_expired

from . import checkpoints
from .importing import actions as importing


@shared_task
def leave_checkpoint():
    """Every 15 minutes. Safe to run twice: nothing new, nothing left."""
    checkpoints.leave_checkpoint(by=User.objects.system("sequencer"))
    checkpoints.alarm_if_late()


@shared_task
def discard_expired_drafts():
    """Every hour: what nobody took up again for 30 days goes, with its key. Safe to run twice."""
    discard_expired(by=User.objects.system("sequencer"))


@shared_task
def forget_sessions():
    """Every day: log-ins that are long over leave the database."""
    call_command("clearsessions")


@shared_task
def destroy_old_batches(limit=20):
    """What registers said of people goes some days after they were brought in."""
    by = User.objects.system("jobs")
    for batch in Batch.objects.old().for_listing()[:limit]:
        importing.destroy(batch, by=by)
