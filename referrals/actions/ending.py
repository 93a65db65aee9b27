"""The desk's moves after sending, and the clock's."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from helpdesk.access.models import User
from helpdesk.core.clock import now
from helpdesk.notices.models import Notice

from ..models import Feedback, Referral
from ..models.referral import TO_ANSWER
from .hearing import keep_feedback
from .moving import Status, answer_due, lock_whole, locked, move, need_words, report_due

Kind = Notice.Kind


@transaction.atomic
def answer(referral, *, by, text):
    """The desk answers the partner's question; the partner's clock starts anew."""
    referral = locked(referral, "answer", by)
    return _tell_partner(
        referral,
        Status.ACKNOWLEDGED,
        "answered",
        Kind.QUESTION_ANSWERED,
        by,
        text=text,
        due_at=answer_due(referral),
    )


@transaction.atomic
def withdraw(referral, *, by, reason, text=None):
    """The desk takes the referral back; the partner's sight ends at once."""
    referral = locked(referral, "withdraw", by)
    need_words(reason, text)
    return _tell_partner(
        referral,
        Status.WITHDRAWN,
        "withdrawn",
        Kind.REFERRAL_WITHDRAWN,
        by,
        reason=reason,
        text=text,
        due_at=None,
    )


@transaction.atomic
def confirm(referral, *, by, text=None, **said):
    """The client or the desk confirms what the partner reported: the referral is closed.

    `said`: by whom, reached, helped, satisfied; then `text` is their remark. A need is met unless
    they say that nothing helped.
    """
    referral = locked(referral, "confirm", by)
    if said := keep_feedback(referral, by=by, remark=text, **said):
        text = None
    no_help = said and said.helped == Feedback.Helped.NO
    if referral.need_id and referral.status == Status.COMPLETED and not no_help:
        referral.need.met_at = now()
        referral.need.save(update_fields=["met_at"])
    return _tell_partner(
        referral, Status.CLOSED, "closed", Kind.REFERRAL_CLOSED, by, text=text, closed_at=now()
    )


@transaction.atomic
def dispute(referral, *, by, text, **said):
    """The client says otherwise: it is not done, and the partner goes on with `text`."""
    referral = locked(referral, "dispute", by)
    keep_feedback(referral, by=by, **said)
    return _tell_partner(
        referral,
        Status.IN_PROGRESS,
        "disputed",
        Kind.REFERRAL_REOPENED,
        by,
        text=text,
        reported_at=None,
        due_at=report_due(referral),
    )


@transaction.atomic
def enter_in_error(referral, *, by, text):
    """It should never have been sent; the reason stays."""
    referral = locked(referral, "enter_in_error", by)
    return _tell_partner(
        referral,
        Status.ENTERED_IN_ERROR,
        "entered_in_error",
        Kind.REFERRAL_WITHDRAWN,
        by,
        text=text,
        due_at=None,
    )


def expire() -> int:
    """The clock's own move: whoever let the time pass has not responded. Returns how many."""
    by = User.objects.system("clock")
    late = now() - timedelta(hours=settings.REFERRAL_NO_RESPONSE_HOURS)
    overdue = Referral.objects.filter(
        Q(status__in=TO_ANSWER) | Q(status=Status.WAITLISTED), due_at__lt=late
    )
    return sum(
        _expire(pk, late, by)
        for pk in overdue.order_by("due_at").values_list("pk", flat=True)[:500]
    )


@transaction.atomic
def _expire(pk, late, by) -> bool:
    referral = lock_whole(pk)
    if (
        not referral.can_become(Status.NO_RESPONSE)
        or referral.due_at is None
        or referral.due_at >= late
    ):
        return False  # answered in the meantime
    move(
        referral,
        Status.NO_RESPONSE,
        "no_response",
        by=by,
        reason=Referral.Reason.NO_ANSWER,
        due_at=None,
        tell=[referral.officer, *referral.partner.team()],
        notice=Kind.NO_RESPONSE,
    )
    return True


def _tell_partner(referral, status, verb, notice, by, **facts):
    return move(referral, status, verb, by=by, tell=referral.partner.team(), notice=notice, **facts)
