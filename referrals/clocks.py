"""The four clocks of a referral, in words: acknowledge, decide, first contact, report."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from helpdesk.core.clock import now

SOON = timedelta(days=2)


@dataclass
class Clock:
    """One clock: what it measures, what it says, and done, due, late or "" (not started)."""

    label: Any
    text: str
    state: str = ""


@dataclass
class Due:
    """`day` "Fri 20 Nov", `note` "4 days overdue", `tone` late, soon or ""."""

    day: str
    note: str
    tone: str


def when(moment: datetime) -> str:
    """A moment as one says it: today, yesterday or tomorrow and the hour, else day and hour."""
    there, hour = localtime(moment), date_format(localtime(moment), "H:i")
    days = (there.date() - localtime(now()).date()).days
    named = {-1: _("yesterday, %(hour)s"), 0: _("today, %(hour)s"), 1: _("tomorrow, %(hour)s")}.get(
        days
    )
    return named % {"hour": hour} if named else f"{date_format(there, 'D j M')}, {hour}"


def left(moment: datetime) -> str:
    """How far away a moment is: "in 2 days", "in 5 hours", "4 days overdue"."""
    apart = abs(moment - now())
    days, hours = apart.days, apart.seconds // 3600
    if not days and not hours:
        return _("just overdue") if moment < now() else _("in less than an hour")
    if moment < now():
        if days:
            return ngettext("%(n)d day overdue", "%(n)d days overdue", days) % {"n": days}
        return ngettext("%(n)d hour overdue", "%(n)d hours overdue", hours) % {"n": hours}
    if days:
        return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}
    return ngettext("in %(n)d hour", "in %(n)d hours", hours) % {"n": hours}


def time_left(moment: datetime) -> str:
    """The same as a headline: "2 days left", "5 hours left", "4 days overdue"."""
    apart = moment - now()
    if apart < timedelta():
        return left(moment)
    if apart.days:
        return ngettext("%(n)d day left", "%(n)d days left", apart.days) % {"n": apart.days}
    hours = apart.seconds // 3600
    if not hours:
        return _("less than an hour left")
    return ngettext("%(n)d hour left", "%(n)d hours left", hours) % {"n": hours}


def paces() -> list[tuple[str, str]]:
    """How urgent a referral is, by when the partner should answer."""
    return [(pace, pace_words(pace)) for pace in settings.REFERRAL_ANSWER_HOURS]


def pace_words(pace: str, kind: str = "") -> str:
    """A pace as the form and the page name it: "High: answer in 2 working days"."""
    days = working_days(target("decide", pace, kind))
    within = ngettext("answer in %(n)d working day", "answer in %(n)d working days", days)
    return f"{PACES[pace]}: {within % {'n': days}}"


def target(clock: str, urgency: str, kind: str = "") -> float:
    """Hours that this clock gives (24 are one working day), for a kind of service and urgency."""
    of_kind = settings.REFERRAL_TARGETS.get(kind, {}).get(clock, {})
    return of_kind.get(urgency, getattr(settings, TARGETS[clock])[urgency])


def working_days(hours: float) -> int:
    """A target in whole working days, at least one."""
    return max(1, ceil(hours / 24))


# What each clock's targets are called among the rules of the house (helpdesk/casework.py).
TARGETS = {
    "acknowledge": "REFERRAL_ACKNOWLEDGE_HOURS",
    "decide": "REFERRAL_ANSWER_HOURS",
    "contact": "REFERRAL_CONTACT_HOURS",
    "report": "REFERRAL_REPORT_HOURS",
    "reply": "REFERRAL_REPLY_HOURS",  # the centre's, to the partner's question
}
PACES = {
    "critical": gettext_lazy("Critical"),
    "high": gettext_lazy("High"),
    "normal": gettext_lazy("Normal"),
    "low": gettext_lazy("Low"),
}


def due_words(moment: datetime | None) -> Due | None:
    """A due moment for a list; None where nothing is due."""
    if moment is None:
        return None
    tone = "late" if moment < now() else "soon" if moment - now() < SOON else ""
    return Due(date_format(localtime(moment), "D j M"), left(moment), tone)


def clocks_of(referral) -> list[Clock]:
    """The clocks of a referral that has left; an ended one keeps those that were reached."""
    return [_clock(*facts, referral) for facts in _moments(referral)]


def next_clock_of(referral) -> Clock | None:
    """The first that runs or has run out; None where nobody waits for the partner."""
    to_come = (facts for facts in _moments(referral) if facts[1] is None)
    return next((c for facts in to_come if (c := _clock(*facts, referral)).state), None)


def _moments(referral):
    """(clock, when it was stopped, when it runs out) of each, None where there is no such time."""
    dues = _dues(referral) if referral.is_live else {}
    return [
        (name, getattr(referral, f"{name}_at"), dues.get(name))
        for name in ("acknowledged", "decided", "started", "reported")
    ]


def _dues(referral):
    """When each clock runs out; a row from before each had its own has due_at alone."""
    if referral.decided_at:
        return {
            "started": referral.contact_due,
            "reported": referral.report_due or referral.due_at,
        }
    decide = referral.decide_due or referral.due_at
    return {
        "acknowledged": referral.acknowledge_due or referral.due_at,
        "decided": referral.due_at if referral.status == "waitlisted" else decide,
    }


NAMES = {  # what is late, as the chase list says it
    "acknowledge": gettext_lazy("To acknowledge"),
    "decide": gettext_lazy("To answer"),
    "review": gettext_lazy("Waiting list"),
    "contact": gettext_lazy("First contact"),
    "report": gettext_lazy("Report"),
    "reply": gettext_lazy("Our reply"),
}
LABELS = {  # what is to be done, and what it is called when it is
    "acknowledged": (gettext_lazy("Acknowledge"), gettext_lazy("Acknowledged")),
    "decided": (gettext_lazy("Answer"), gettext_lazy("Answered")),
    "started": (gettext_lazy("First contact"), gettext_lazy("First contact made")),
    "reported": (gettext_lazy("Report"), gettext_lazy("Reported")),
}


def _clock(name, done_at, due_at, referral):
    label, done = LABELS[name]
    if done_at:
        return Clock(done, when(done_at), "done")
    if name == "decided" and referral.status == "information_requested":
        return Clock(label, _standing_still(referral.decide_left), "due")
    if due_at and due_at < now():
        return Clock(label, left(due_at), "late")
    if due_at:
        return Clock(label, _("by %(when)s") % {"when": when(due_at)}, "due")
    return Clock(label, _("not reached") if referral.has_ended else _("not started"))


def _standing_still(left):
    """It waits for the centre; and how much time there is then, in working days or hours."""
    if left is None:
        return _("waits for the centre’s reply")
    if left.days:
        return ngettext(
            "waits for the centre’s reply, then %(n)d working day",
            "waits for the centre’s reply, then %(n)d working days",
            left.days,
        ) % {"n": left.days}
    return _("waits for the centre’s reply, then less than a day")
