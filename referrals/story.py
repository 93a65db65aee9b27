"""What happened to a referral: its steps, its thread's, and when the partner opened it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.audit.models import Entry

from .models import Feedback, Referral, ReferralAppointment, Step
from .models.referral import Status


@dataclass
class Told:
    """One line of the story."""

    text: str
    detail: str = ""
    meta: str = ""
    code: str = ""
    url: str = ""
    kind: str = ""


@dataclass
class Day:
    """The lines of one day, newest first."""

    label: str
    items: list[Told] = field(default_factory=list)
    on: date | None = None


# A step in the partner's name or the centre's; back to "acknowledged" is the centre's answer.
WORDS = {
    Status.DRAFT: lambda names: _("Draft made for %(partner)s") % names,
    Status.SENT: lambda names: _("Sent to %(partner)s") % names,
    Status.ACKNOWLEDGED: lambda names: _("%(partner)s has it") % names,
    Status.INFORMATION_REQUESTED: lambda names: _("%(partner)s asked a question") % names,
    Status.WAITLISTED: lambda names: _("%(partner)s put it on the waiting list") % names,
    Status.ACCEPTED: lambda names: _("%(partner)s accepted") % names,
    Status.IN_PROGRESS: lambda names: _("%(partner)s has begun") % names,
    Status.COMPLETED: lambda names: _("%(partner)s reported the outcome") % names,
    Status.NOT_DELIVERED: lambda names: _("%(partner)s could not deliver") % names,
    Status.CLOSED: lambda names: _("%(centre)s confirmed and closed it") % names,
    Status.DECLINED: lambda names: _("%(partner)s declined") % names,
    Status.WITHDRAWN: lambda names: _("%(centre)s withdrew it") % names,
    Status.NO_RESPONSE: lambda names: _("%(partner)s has not answered in time") % names,
    Status.CONSENT_WITHDRAWN: lambda names: _("Consent was taken back") % names,
    Status.ENTERED_IN_ERROR: lambda names: _("Entered in error, says %(centre)s") % names,
    Status.DISCARDED: lambda names: _("Draft discarded") % names,
}
OF_PARTNER = {
    Status.ACKNOWLEDGED,
    Status.INFORMATION_REQUESTED,
    Status.WAITLISTED,
    Status.ACCEPTED,
    Status.IN_PROGRESS,
    Status.COMPLETED,
    Status.NOT_DELIVERED,
    Status.DECLINED,
}
# A rung of the ladder, or a chase.
TOLD_OF = {
    Step.Kind.REMINDED: gettext_lazy("The time was over: %(partner)s was reminded"),
    Step.Kind.OFFICER_TOLD: gettext_lazy("%(partner)s is late: the officer was told"),
    Step.Kind.SUPERVISOR_TOLD: gettext_lazy("%(partner)s is late: the supervisor was told"),
    Step.Kind.CALLED: gettext_lazy("%(centre)s called %(partner)s"),
    Step.Kind.WROTE: gettext_lazy("%(centre)s wrote to %(partner)s"),
    Step.Kind.VISITED: gettext_lazy("%(centre)s visited %(partner)s"),
}
OUR_REPLY = {  # the same rungs, where the partner's question waits for the centre
    Step.Kind.OFFICER_TOLD: gettext_lazy("%(partner)s waits for a reply: the officer was told"),
    Step.Kind.SUPERVISOR_TOLD: gettext_lazy(
        "%(partner)s waits for a reply: the supervisor was told"
    ),
}
ALERTS = {Status.NO_RESPONSE, Status.CONSENT_WITHDRAWN}
ALARMS = {Step.Kind.OFFICER_TOLD, Step.Kind.SUPERVISOR_TOLD}


def thread_story(referral, user) -> list[Day]:
    """The whole thread as one story, newest day first: with what was replaced and replaces it."""
    seen = Referral.objects.of_desk(user).filter(thread=referral.thread)
    steps = Step.objects.filter(referral__in=seen).select_related(
        "by", "data_key", "referral__partner", "referral__centre"
    )
    lines = [
        (step.at, _told(step, elsewhere=step.referral_id != referral.pk))
        for step in steps.order_by("-at", "-id")
    ]
    lines += _appointments(ReferralAppointment.objects.filter(referral__in=seen))
    heard = Feedback.objects.filter(referral__in=seen).for_listing()
    return by_day(lines + [(one.at, _heard(one)) for one in heard])


def _heard(feedback) -> Told:
    """What was said when it was over."""
    facts = [
        _("reached: %(answer)s") % {"answer": feedback.get_reached_display()},
        _("helped: %(answer)s") % {"answer": feedback.get_helped_display()},
    ]
    if feedback.satisfied:
        facts.append(_("satisfied: %(answer)s") % {"answer": feedback.get_satisfied_display()})
    return Told(
        text=f"{feedback.get_said_by_display()}: {', '.join(facts)}",
        detail=feedback.remark or "",
        meta=f"{date_format(localtime(feedback.at), 'H:i')} · {feedback.by.signs_as}",
        kind="alert" if feedback.helped == Feedback.Helped.NO else "",
    )


def partner_story(referral) -> list[Day]:
    """What the partner may read of it: from the sending on, and of this referral alone."""
    steps = (
        referral.steps.for_partner()
        .exclude(after__in=[Status.DRAFT, Status.DISCARDED])
        .select_related("by", "data_key")
    )
    lines = []
    for step in steps.order_by("-at", "-id"):
        step.referral = referral
        lines.append((step.at, _told(step)))
    return by_day(lines + _appointments(referral.appointments.all()))


def opened_at(referral):
    """When one of the partner's people first opened it; opening acknowledges nothing."""
    teams = [referral.partner.staff_id, referral.partner.leads_id]
    entries = Entry.objects.about(referral).filter(verb="opened", by__groups__in=teams)
    return entries.order_by("id").values_list("at", flat=True).first()


def _told(step, elsewhere=False) -> Told:
    names: dict[str, Any] = {
        "partner": step.referral.partner.name,
        "centre": step.referral.centre.name,
    }
    text, by_partner = WORDS[Status(step.after)](names), step.after in OF_PARTNER
    if step.packet_id:
        text, by_partner = _("%(centre)s sent a new version of the packet") % names, False
    if step.before == Status.INFORMATION_REQUESTED and step.after == Status.ACKNOWLEDGED:
        text, by_partner = _("%(centre)s answered the question") % names, False
    if step.before == Status.COMPLETED and step.after == Status.IN_PROGRESS:
        text, by_partner = _("%(centre)s says that it is not done yet") % names, False
    if step.kind:
        waits = step.after == Status.INFORMATION_REQUESTED
        told = {**TOLD_OF, **OUR_REPLY} if waits else TOLD_OF
        text, by_partner = told[step.kind] % names, False
    return Told(
        text=text,
        detail="\n".join(filter(None, (step.get_reason_display(), step.text))),
        meta=f"{date_format(localtime(step.at), 'H:i')} · {step.by.signs_as}",
        code=step.referral.code if elsewhere else "",
        url=step.referral.get_absolute_url() if elsewhere else "",
        kind="alert"
        if step.after in ALERTS or step.kind in ALARMS
        else "partner"
        if by_partner
        else "",
    )


def _alarms(step):
    return step.after in ALERTS or step.kind in ALARMS


def _appointments(rows):
    """When the client is seen, or was; each as it stands."""
    return [(a.changed_at, _appointment(a)) for a in rows.for_listing()]


def _appointment(row) -> Told:
    what = {"when": row.when, "state": row.get_state_display()}
    return Told(
        text=_("Appointment on %(when)s: %(state)s") % what,
        meta=f"{date_format(localtime(row.changed_at), 'H:i')} · {row.changed_by.signs_as}",
        kind="alert" if row.state == ReferralAppointment.State.MISSED else "partner",
    )


def by_day(lines) -> list[Day]:
    """Pairs of a moment and its line, as days, the newest first."""
    days: list[Day] = []
    for at, told in sorted(lines, key=lambda line: line[0], reverse=True):
        on = localtime(at).date()
        if not days or days[-1].on != on:
            days.append(Day(date_format(on, "l j F Y"), on=on))
        days[-1].items.append(told)
    return days


def saved_by(referral) -> dict:
    """Who saved it last, and when: for two who edit at once."""
    entry = Entry.objects.about(referral).exclude(verb="opened").select_related("by").latest("id")
    return {"by": entry.by.signs_as, "at": date_format(localtime(entry.at), "H:i")}
