"""What is owed to clients and goes out by itself."""

from celery import shared_task

from .appointments import reminding


@shared_task
def send_reminders():
    """Every few minutes: reminders of appointments that are due. Safe to run twice."""
    reminding.send_owed()
