from celery import shared_task

from helpdesk.access.models import User
from helpdesk.jobs.draft_actions import discard_expired

from . import checkpoints


@shared_task
def leave_checkpoint():
    """Every 15 minutes. Safe to run twice: nothing new, nothing left."""
    checkpoints.leave_checkpoint(by=User.objects.system("sequencer"))
    checkpoints.alarm_if_late()


@shared_task
def discard_expired_drafts():
    """Every hour: what nobody took up again for 30 days goes, with its key. Safe to run twice."""
    discard_expired(by=User.objects.system("sequencer"))
