"""The partner's moves."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.core.clock import now, today
from helpdesk.core.refusal import Refused
from helpdesk.notices.models import Notice

from .climbing import officers_of
from .moving import Status, locked, move, need_words
from .timing import paused, to_contact, to_decide, to_report, to_review

Kind = Notice.Kind


@transaction.atomic
def acknowledge(referral, *, by):
    """The partner has it; the answer is still to come."""
    referral = locked(referral, "acknowledge", by)
    return _tell_desk(
        referral,
        Status.ACKNOWLEDGED,
        "acknowledged",
        Kind.REFERRAL_ACKNOWLEDGED,
        by,
        acknowledged_at=now(),
        **to_decide(referral),
    )


@transaction.atomic
def accept(referral, *, by, text=None):
    """The partner takes the client on; the officer is told, and the next clock starts."""
    referral = locked(referral, "accept", by)
    return _tell_desk(
        referral,
        Status.ACCEPTED,
        "accepted",
        Kind.REFERRAL_ACCEPTED,
        by,
        text=text,
        decided_at=now(),
        **to_contact(referral),
        **_seen(referral),
    )


@transaction.atomic
def waitlist(referral, *, by, review_on, text=None):
    """No place yet: on the waiting list, and looked at again on a day."""
    referral = locked(referral, "waitlist", by)
    if review_on <= today():
        raise Refused(
            _("Choose a day to come, on which you will look at it again."), field="review_on"
        )
    if review_on > today() + timedelta(days=settings.REFERRAL_REVIEW_MAX_DAYS):
        raise Refused(
            _("That is too far away: choose a day within the next %(days)s days.")
            % {"days": settings.REFERRAL_REVIEW_MAX_DAYS},
            field="review_on",
        )
    return _tell_desk(
        referral,
        Status.WAITLISTED,
        "waitlisted",
        Kind.REFERRAL_WAITLISTED,
        by,
        text=text,
        **to_review(referral, review_on),
        **_seen(referral),
    )


@transaction.atomic
def request_information(referral, *, by, text):
    """The partner asks before it answers; its clock stands still until the desk has answered."""
    referral = locked(referral, "request_information", by)
    return _tell_desk(
        referral,
        Status.INFORMATION_REQUESTED,
        "requested_information",
        Kind.INFORMATION_REQUESTED,
        by,
        text=text,
        **paused(referral),
        **_seen(referral),
    )


@transaction.atomic
def decline(referral, *, by, reason, text=None):
    """The partner cannot help, and says why; the desk looks for another."""
    referral = locked(referral, "decline", by)
    need_words(reason, text)
    return _tell_desk(
        referral,
        Status.DECLINED,
        "declined",
        Kind.REFERRAL_DECLINED,
        by,
        reason=reason,
        text=text,
        decided_at=now(),
        **_seen(referral),
    )


@transaction.atomic
def start(referral, *, by, text=None):
    """The partner has reached the client and begun."""
    referral = locked(referral, "start", by)
    return _tell_desk(
        referral,
        Status.IN_PROGRESS,
        "started",
        Kind.REFERRAL_STARTED,
        by,
        text=text,
        started_at=now(),
        **to_report(referral),
    )


@transaction.atomic
def complete(referral, *, by, outcome, delivered):
    """The partner reports what it delivered; the desk asks the client before it closes."""
    referral = locked(referral, "complete", by)
    return _tell_desk(
        referral,
        Status.COMPLETED,
        "completed",
        Kind.REFERRAL_COMPLETED,
        by,
        text=delivered,
        outcome=outcome,
        delivered=delivered,
        **_reported(referral),
    )


@transaction.atomic
def not_deliver(referral, *, by, reason, text=None):
    """The partner had accepted and could not deliver, and says why."""
    referral = locked(referral, "not_deliver", by)
    need_words(reason, text)
    return _tell_desk(
        referral,
        Status.NOT_DELIVERED,
        "not_delivered",
        Kind.REFERRAL_NOT_DELIVERED,
        by,
        reason=reason,
        text=text,
        **_reported(referral),
    )


def _tell_desk(referral, status, verb, notice, by, **facts):
    tell = officers_of(referral)
    return move(referral, status, verb, by=by, tell=tell, notice=notice, **facts)


def _seen(referral):
    """Answering acknowledges, if nobody had."""
    return {} if referral.acknowledged_at else {"acknowledged_at": now()}


def _reported(referral):
    """Reporting starts the work, if nobody had said so."""
    return {
        "reported_at": now(),
        **({} if referral.started_at else {"started_at": now()}),
    }
