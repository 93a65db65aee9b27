from celery import shared_task

from . import actions


@shared_task
def expire_referrals():
    """Whoever let the time pass has not responded. Safe to run twice, or by two workers."""
    actions.expire()


@shared_task
def find_lost_cover():
    """Whose agreement or consent ran out is told of, once. Safe to run twice, or by two workers."""
    actions.find_lost_cover()
    actions.find_ended_consent()


@shared_task
def chase_incoming():
    """Whom nobody answered in time is brought to a supervisor, once. Safe to run twice."""
    actions.chase_incoming()


@shared_task
def watch_handovers():
    """Offers that wait too long are told of, overlaps end. Safe to run twice, or by two workers."""
    actions.end_overlaps()
    actions.remind_of_handovers()
