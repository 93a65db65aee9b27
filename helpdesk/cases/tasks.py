"""What falls due on cases by itself."""

from celery import shared_task

from helpdesk.access.models import User

from . import actions
from .actions.scanning import scan_held


@shared_task
def remind_of_deadlines():
    """Every hour: what lapses soon is told of, each rung once. Safe to run twice."""
    actions.remind()


@shared_task
def scan_files():
    """Files that wait for the virus scanner. Safe to run twice, or by two workers, at any time."""
    scan_held(by=User.objects.system("scanner"))
