"""When the clocks of a referral run, stand still and run out.

On the partner's own calendar; the reply to a partner's question, on the centre's.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from helpdesk.access.working_week import calendar_of_centre
from helpdesk.core.clock import now
from services.working_week import calendar_of

from ..clocks import target
from ..models import Referral

NOT_LATE: dict[str, Any] = {"rung": None, "rung_at": None, "next_rung_at": None}
STOPPED = {"due_at": None, "next_rung_at": None, "decide_left": None, "decide_rung": None}


def due(referral, clock: str) -> datetime:
    """When a clock that starts now runs out; needs the referral's partner and service."""
    hours = target(clock, referral.urgency, referral.service.kind)
    return calendar_of(referral.partner).add(now(), hours)


def answer_due(referral) -> datetime:
    """By when the partner should say yes or no, sent now."""
    return due(referral, "decide")


def to_answer(referral) -> dict[str, Any]:
    """Sent: the partner acknowledges first, then decides."""
    acknowledge, decide = due(referral, "acknowledge"), due(referral, "decide")
    return {
        **NOT_LATE,
        "acknowledge_due": acknowledge,
        "decide_due": decide,
        "due_at": min(acknowledge, decide),
    }


def to_decide(referral) -> dict[str, Any]:
    """Acknowledged: the decision is next."""
    return {**NOT_LATE, "due_at": referral.decide_due or referral.due_at}


def to_review(referral, review_on) -> dict[str, Any]:
    """On the waiting list until the partner closes on that day."""
    due_at = calendar_of(referral.partner).closing(review_on)
    return {**NOT_LATE, "due_at": due_at, "review_on": review_on}


def to_contact(referral) -> dict[str, Any]:
    """Accepted: the client is reached, then the outcome reported."""
    contact, report = due(referral, "contact"), due(referral, "report")
    return {
        **NOT_LATE,
        "contact_due": contact,
        "report_due": report,
        "due_at": min(contact, report),
    }


def to_report(referral) -> dict[str, Any]:
    """Begun: the report is next."""
    report = due(referral, "report")
    return {**NOT_LATE, "report_due": report, "due_at": report}


def paused(referral) -> dict[str, Any]:
    """A question was asked: what is left to decide stands still, and the centre's time runs."""
    decide = referral.decide_due or referral.due_at or now()
    left = calendar_of(referral.partner).between(now(), decide)
    hours = target("reply", referral.urgency, referral.service.kind)
    return {
        **NOT_LATE,
        "due_at": calendar_of_centre(referral.centre).add(now(), hours),
        "decide_left": max(left, timedelta()),
        "decide_rung": referral.rung,
    }


def resumed(referral) -> dict[str, Any]:
    """It was answered: the time that was left runs on. Who was told before is not told again."""
    left, rung = referral.decide_left, referral.decide_rung
    if left is None:  # asked before clocks could stand still
        decide = due(referral, "decide")
    else:
        decide = calendar_of(referral.partner).add(now(), left)
    facts = {**NOT_LATE, **STOPPED, "due_at": decide, "decide_due": decide}
    if left or rung is None:
        return facts
    higher = _partners_next(referral, rung, decide)
    return {**facts, "rung": rung, "rung_at": now(), "next_rung_at": higher}


def next_rung_at(referral, rung, due_at) -> datetime | None:
    """When a referral that is late since `due_at` leaves this rung; None: it stays there."""
    if referral.clock != "reply":
        return _partners_next(referral, rung, due_at)
    if rung == Referral.Rung.OFFICER:
        return calendar_of_centre(referral.centre).add(due_at, settings.REFERRAL_SILENT_HOURS)
    return None


def _partners_next(referral, rung, due_at):
    calendar = calendar_of(referral.partner)
    if rung == Referral.Rung.PARTNER:
        return calendar.add(due_at, settings.REFERRAL_SILENT_HOURS)
    if rung == Referral.Rung.OFFICER:
        return calendar.add(due_at, settings.REFERRAL_ESCALATED_HOURS)
    if referral.is_under_way:  # accepted: it stays with the supervisor, yet the report may follow
        report = referral.report_due
        return report if report and report > due_at else None
    return max(
        calendar.add(due_at, settings.REFERRAL_NO_RESPONSE_HOURS),
        calendar.add(now(), settings.REFERRAL_LAST_CALL_HOURS),
    )
