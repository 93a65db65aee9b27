from celery import shared_task

from .actions import make_monthly


@shared_task
def make_monthly_reports():
    """Reports that were asked for every month are counted at its beginning."""
    make_monthly()
