from celery import shared_task

from .actions import watch
from .rolling import roll_if_stale


@shared_task
def roll_flow():
    """Every ten minutes: the flow of past months, where a case was touched. Safe to run twice."""
    roll_if_stale()


@shared_task
def watch_thresholds():
    """Every hour: tell of what has passed a threshold, once. Safe to run twice."""
    watch()
