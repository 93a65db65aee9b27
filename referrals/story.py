"""What happened to a referral: its steps, its thread's, and when the partner opened it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from helpdesk.audit.models import Entry

from .models import Referral, Step
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
ALERTS = {Status.NO_RESPONSE, Status.CONSENT_WITHDRAWN}


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
    return _by_day(lines)


def partner_story(referral) -> list[Day]:
    """What the partner may read of it: from the sending on, and of this referral alone."""
    steps = referral.steps.exclude(after__in=[Status.DRAFT, Status.DISCARDED]).select_related(
        "by", "data_key"
    )
    lines = []
    for step in steps.order_by("-at", "-id"):
        step.referral = referral
        lines.append((step.at, _told(step)))
    return _by_day(lines)


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
    return Told(
        text=text,
        detail="\n".join(filter(None, (step.get_reason_display(), step.text))),
        meta=f"{date_format(localtime(step.at), 'H:i')} · {step.by.name}",
        code=step.referral.code if elsewhere else "",
        url=step.referral.get_absolute_url() if elsewhere else "",
        kind="alert" if step.after in ALERTS else "partner" if by_partner else "",
    )


def _by_day(lines) -> list[Day]:
    days: list[Day] = []
    for at, told in lines:
        on = localtime(at).date()
        if not days or days[-1].on != on:
            days.append(Day(date_format(on, "l j F Y"), on=on))
        days[-1].items.append(told)
    return days


def saved_by(referral) -> dict:
    """Who saved it last, and when: for two who edit at once."""
    entry = Entry.objects.about(referral).exclude(verb="opened").select_related("by").latest("id")
    return {"by": entry.by.name, "at": date_format(localtime(entry.at), "H:i")}
