from celery import shared_task

from . import actions


@shared_task
def expire_referrals():
    """Whoever let the time pass has not responded. Safe to run twice, or by two workers."""
    actions.expire()


@shared_task
def watch_handovers():
    """Offers that wait too long are told of, overlaps end. Safe to run twice, or by two workers."""
    actions.end_overlaps()
    actions.remind_of_handovers()
