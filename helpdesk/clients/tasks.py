"""What falls due on plans by itself."""

from celery import shared_task

from . import actions


@shared_task
def remind_of_plans():
    """Every hour: reviews and steps that are due are told of, once. Safe to run twice."""
    actions.remind_of_plans()
