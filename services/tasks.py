from celery import shared_task

from . import actions


@shared_task
def warn_of_agreements():
    """Who can renew an agreement is told before it ends. Safe to run twice, at any time."""
    actions.warn_of_ending()


@shared_task
def remind_to_verify():
    """Partners are asked to look through what was not verified for long. Safe to run twice."""
    actions.remind_to_verify()
