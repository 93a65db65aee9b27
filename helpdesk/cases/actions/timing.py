"""When a case's clocks run out and stop, and what is due next.

They count on the centre's working time; what is critical or high, round the clock. Nothing here
saves: each function sets what follows and names the fields that it set.
"""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from helpdesk.access.working_week import calendar_of_centre, zone_of
from helpdesk.core.clock import now

from ..clocks import due

# How a case may end without a word to the client.
SILENT_ENDS = {"unresolved", "lost_contact", "died", "in_error"}


def start(case) -> None:
    """It is new: both clocks run, and the first answer is what is due."""
    calendar = calendar_of_centre(case.centre)
    case.answer_due_at = due("answer", case.urgency, case.opened_at, calendar)
    case.resolve_due_at = due("resolve", case.urgency, case.opened_at, calendar)
    case.due_at = case.answer_due_at


def restart(case) -> list[str]:
    """It is open again: the time to resolve it runs anew, and to answer if nobody ever did."""
    case.reopened_at = now()
    return ["reopened_at", *retime(case)]


def retime(case) -> list[str]:
    """Another urgency, or a new beginning: what still runs gets its own due time."""
    calendar = calendar_of_centre(case.centre)
    case.resolve_due_at = due("resolve", case.urgency, case.clocks_from, calendar)
    if case.answered_at is None:
        case.answer_due_at = due("answer", case.urgency, case.clocks_from, calendar)
    return ["answer_due_at", "resolve_due_at", *set_next(case)]


def stop_answer(case, on=None) -> list[str]:
    """The client heard from the centre: now, or on a day that is written down later."""
    heard_at = _heard_at(case, on) if case.is_open and case.answered_at is None else None
    if heard_at is None:
        return []
    case.answered_at = heard_at
    return ["answered_at", *set_next(case)]


def stop_at_the_end(case, outcomes) -> list[str]:
    """Closing says how it ended: an answer, unless all ended without a word to the client."""
    return stop_answer(case) if set(outcomes) - SILENT_ENDS else []


def set_next(case) -> list[str]:
    """What is planned first; an answer that is owed sooner; where nothing is planned, the end."""
    task = case.tasks.filter(done_at=None).select_related("data_key").first()
    deadline = case.deadlines.open().select_related("data_key").first()
    steps = [(task.due_at, task.text)] if task else []
    if deadline:
        steps.append((end_of(deadline.due_on, case.centre), deadline.text))
    case.due_at, case.next_action = min(steps, default=(case.resolve_due_at, None))
    if case.answered_at is None and case.answer_due_at:
        case.due_at = min(case.due_at or case.answer_due_at, case.answer_due_at)
    return ["due_at", "next_action"]


def end_of(day, centre) -> datetime:
    """The last minute of a day where the centre is."""
    return datetime.combine(day, time(23, 59), tzinfo=ZoneInfo(zone_of(centre)))


def _heard_at(case, on):
    """None for a day before the clocks began; of an earlier day, its closing time is taken."""
    zone = ZoneInfo(zone_of(case.centre))
    if on is None or on >= now().astimezone(zone).date():
        return now()
    if on < case.clocks_from.astimezone(zone).date():
        return None
    closing = calendar_of_centre(case.centre).closing(on)
    return min(now(), max(case.clocks_from, closing))
