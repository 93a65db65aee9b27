"""Incoming referrals as a list and as a page, for the centre's desk and for who sent them."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.access.sight import demand, partner_ids
from helpdesk.audit.trail import record_read
from helpdesk.cases.models import Case
from helpdesk.clients.models import Client

from .forms.incoming_acts import OF_DESK, OF_SENDER, acts_for
from .lists import Listed, Tab, paged
from .models import Incoming
from .story import Told, by_day

Status = Incoming.Status
# Name in the URL → label, which ones, newest first (else by due time), the sentence when empty.
TABS = {
    "to-answer": (
        gettext_lazy("To answer"),
        Incoming.TO_ANSWER,
        False,
        gettext_lazy("Whom others send to your centre stands here until you have answered."),
    ),
    "waiting": (
        gettext_lazy("Waiting for the sender"),
        [Status.INFORMATION_REQUESTED],
        True,
        gettext_lazy("Those about whom you asked the sender something stand here."),
    ),
    "accepted": (
        gettext_lazy("Accepted"),
        [Status.ACCEPTED],
        True,
        gettext_lazy("Those whom you take on stand here until you close them for the sender."),
    ),
    "ended": (
        gettext_lazy("Ended"),
        Incoming.ENDED,
        True,
        gettext_lazy("Those that were declined or closed are kept here."),
    ),
}


def desk_list(user, name, after="") -> Listed:
    """One of the centre's lists; PermissionDenied for those who do no casework."""
    demand(user, "log_incoming")
    mine = Incoming.objects.of_desk(user)
    counts = mine.aggregate(
        **{
            key.replace("-", "_"): Count("pk", Q(status__in=w))
            for key, (_l, w, *_r) in TABS.items()
        },
        late=Count("pk", Q(pk__in=mine.late().values("pk"))),
    )
    _label, wanted, newest_first, _empty = TABS[name]
    rows, following = paged(mine.filter(status__in=wanted).for_listing(), newest_first, after)
    tabs = [
        Tab(
            f"{reverse('referrals:incoming')}?list={key}",
            label,
            counts[key.replace("-", "_")],
            key == name,
            late=key == "to-answer" and bool(counts["late"]),
        )
        for key, (label, *_rest) in TABS.items()
    ]
    return Listed(rows, tabs, following, str(counts[name.replace("-", "_")]))


def sent_list(user, after="") -> Listed:
    """What the user's partner sent, the newest first; PermissionDenied for who works for none."""
    if not partner_ids(user):
        raise PermissionDenied("refer_in")
    mine = Incoming.objects.of_sender(user)
    rows, following = paged(mine.for_listing(), True, after)
    return Listed(rows, [], following)


def look_up(user, code):
    """The page of one as this person may see it, or 404."""
    rows = Incoming.objects.for_listing().filter(code=code)
    if found := rows.of_desk(user).first():
        return DeskSide(found, user)
    if found := rows.of_sender(user).first():
        return SenderSide(found, user)
    raise Http404


@dataclass
class _Side:
    incoming: Incoming
    user: object

    def context(self, sent=None):
        """All that the page shows, after the reading was recorded."""
        record_read("opened", self.incoming, by=self.user)
        return {
            "incoming": self.incoming,
            "days": story_of(self.incoming),
            "acts": acts_for(self.user, self.incoming, self.kinds, sent),
            "sent": sent,
            "crumbs": [(reverse(self.list), self.list_name), ("", self.incoming.code)],
            **self.more(),
        }

    def more(self):
        return {}


class DeskSide(_Side):
    """The centre's page: with the client and the case that it became, as far as one sees them."""

    template, kinds = "referrals/incoming/desk.html", OF_DESK
    list, list_name = "referrals:incoming", gettext_lazy("Incoming")

    def more(self):
        incoming, user = self.incoming, self.user
        client, case = incoming.client, incoming.case
        sees = client and Client.objects.visible_to(user).filter(pk=client.pk).exists()
        works = case and Case.objects.visible_to(user).filter(pk=case.pk).exists()
        return {"client": client if sees else None, "case": case if works else None}


class SenderSide(_Side):
    """The sender's page: what it sent, how it stands, and what was said to it."""

    template, kinds = "referrals/incoming/sender.html", OF_SENDER
    list, list_name = "referrals:referred_in", gettext_lazy("Sent by us")


WORDS = {
    "": lambda names: _("%(sender)s sent someone to %(centre)s") % names,
    Status.ACKNOWLEDGED: lambda names: _("%(centre)s has it") % names,
    Status.INFORMATION_REQUESTED: lambda names: _("%(centre)s asked a question") % names,
    Status.ACCEPTED: lambda names: _("%(centre)s accepted") % names,
    Status.DECLINED: lambda names: _("%(centre)s declined") % names,
    Status.CLOSED: lambda names: _("%(centre)s closed it") % names,
}


def story_of(incoming):
    """What happened to it, newest day first."""
    names = {"sender": incoming.from_whom, "centre": incoming.centre.name}
    steps = incoming.steps.for_listing().order_by("-at", "-id")
    return by_day([(step.at, _told(step, names)) for step in steps])


def _told(step, names):
    replied = step.before == Status.INFORMATION_REQUESTED and step.after == Status.ACKNOWLEDGED
    words = WORDS[step.after if step.before else ""](names)
    return Told(
        text=_("%(sender)s answered the question") % names if replied else words,
        detail="\n".join(filter(None, (step.get_reason_display(), step.text))),
        meta=f"{date_format(localtime(step.at), 'H:i')} · {step.by.signs_as}",
        kind="partner" if replied or not step.before else "",
    )
