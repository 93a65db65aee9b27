"""The two clocks of a case, first answer and resolution: their targets, and how they read."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from helpdesk.core.clock import now
from helpdesk.core.working_time import WorkingTime

from .models.pressing import Urgency

TARGETS = {"answer": "CASE_ANSWER_HOURS", "resolve": "CASE_RESOLVE_HOURS"}
NEXT = {  # what a clock asks for, where a list says what is to be done next
    "answer": gettext_lazy("First answer to the client"),
    "resolve": gettext_lazy("Plan the next step, or close the case"),
}


@dataclass
class Clock:
    """One clock: what it measures, what it says, and done, due or late."""

    label: Any
    text: str
    state: str


def due(clock: str, urgency: str, begins: datetime, calendar: WorkingTime) -> datetime:
    """When a clock that begins then runs out."""
    hours = getattr(settings, TARGETS[clock])[urgency]
    if urgency in settings.CASE_ROUND_THE_CLOCK:
        return begins.astimezone(UTC) + timedelta(hours=hours)  # real hours, on any day
    return calendar.add(begins, hours)


def urgencies() -> list[tuple[str, str]]:
    """Each urgency by when the client hears: "Critical: first answer in 24 hours"."""
    return [(one.value, f"{one.label}: {_first_answer_in(one.value)}") for one in Urgency]


def _first_answer_in(urgency):
    hours = settings.CASE_ANSWER_HOURS[urgency]
    if urgency in settings.CASE_ROUND_THE_CLOCK:
        words = ngettext("first answer in %(n)d hour", "first answer in %(n)d hours", hours)
        return words % {"n": hours}
    days = max(1, ceil(hours / 24))
    return ngettext(
        "first answer in %(n)d working day", "first answer in %(n)d working days", days
    ) % {"n": days}


def clocks_of(case) -> list[Clock]:
    """Both, as the client would ask: when do I hear, when is it over? None before there were any.

    A case that ended says what was reached.
    """
    answer = _clock(_("First answer"), case.answer_due_at, case.answered_at, case.opened_at, case)
    resolve = _clock(_("Resolution"), case.resolve_due_at, case.closed_at, case.clocks_from, case)
    return [clock for clock in (answer, resolve) if clock]


def _clock(label, due_at, done_at, begun_at, case):
    if due_at is None:
        return None
    if done_at:
        return Clock(label, _took(done_at - begun_at, due_at < done_at), "done")
    if not case.is_open:
        return Clock(label, _("none before it was closed"), "")
    if due_at < now():
        return Clock(label, _("was due %(when)s") % {"when": when(due_at)}, "late")
    return Clock(label, _("due %(when)s") % {"when": when(due_at)}, "due")


def _took(span, is_late):
    text = _("after %(span)s") % {"span": span_in_words(span)}
    return _("%(text)s, later than promised") % {"text": text} if is_late else text


def when(moment: datetime) -> str:
    """A moment to keep: "Tue 3 March, 17:00", with the year where it is another one."""
    there = localtime(moment)
    day = "D j F" if there.year == localtime(now()).year else "D j F Y"
    return f"{date_format(there, day)}, {date_format(there, 'H:i')}"


def span_in_words(span: timedelta) -> str:
    """How long it took, as the client felt it: "40 min", "5 h", "3 days"."""
    minutes = int(span.total_seconds()) // 60
    if minutes < 60:
        return _("%(n)d min") % {"n": max(1, minutes)}
    if minutes < 48 * 60:
        return _("%(n)d h") % {"n": minutes // 60}
    days = minutes // (24 * 60)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
