from celery import shared_task

from .delivery import deliver
from .models import Notice


@shared_task
def deliver_notices(limit=200):
    """Send what is owed. Safe to run twice, or by two workers, at any time."""
    people = Notice.objects.owed().order_by("due_at").values_list("recipient", flat=True)[:limit]
    for person in dict.fromkeys(people):
        deliver(
            person
        )  # its own transactions: a failure costs only itself, a rival worker skips it
