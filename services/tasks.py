from celery import shared_task

from . import actions


@shared_task
def warn_of_agreements():
    """Who can renew an agreement is told before it ends. Safe to run twice, at any time."""
    actions.warn_of_ending()
