from celery import shared_task

from . import actions


@shared_task
def remind_of_deadlines():
    """Every hour: what lapses soon is told of, each rung once. Safe to run twice."""
    actions.remind()
