from celery import shared_task

from . import running
from .models import Job, SealedFile


@shared_task
def run_job(pk, turn):
    """Work on one job for a while. A message whose turn has passed does nothing."""
    running.run(pk, turn)


@shared_task
def take_up_jobs(limit=50):
    """Jobs without a sign of life: their worker or their message was lost."""
    for job in Job.objects.stalled().order_by("alive_at")[:limit]:
        running.take_up(job)


@shared_task
def destroy_expired_files(limit=200):
    """What a job was given or has made goes after two weeks, with its key."""
    for file in SealedFile.objects.expired().select_related("data_key")[:limit]:
        file.destroy()
