"""What the pages of hand-overs show: to the giver, to who was asked, and when it is over."""

from dataclasses import dataclass

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids, demand, may
from helpdesk.audit.trail import record_read
from helpdesk.cases.models import Case
from helpdesk.clients.models import Client
from helpdesk.core.keyset import newest_first
from referrals import leaving
from referrals.models import Handover, HandoverCase, HandoverReferral

from .merging import duplicates_of
from .record import SHOWN

PAGE = 25
LISTS = {
    "to-answer": (
        _("To answer"),
        Handover.objects.to_answer,
        _("When another centre hands a client over to yours, you find it here."),
    ),
    "sent": (
        _("Sent"),
        Handover.objects.sent,
        _("Clients whom your centre hands over wait here for the other centre’s answer."),
    ),
    "past": (
        _("Past"),
        Handover.objects.past,
        _("Hand-overs that were answered or taken back are kept here."),
    ),
}


def giver_of(user, client):
    """The centre that hands her over: one where the user works and that serves her or has a case.

    Refused in words for who only reads her record; PermissionDenied for others.
    """
    cases = Case.objects.in_care_of(user).about(client).values("centre")
    serving = Centre.objects.filter(pk__in=client.servings.values("centre"))
    mine = Centre.objects.served_by(user)
    found = list(mine.filter(pk__in=serving) | mine.filter(pk__in=cases))
    if not found:
        demand(user, "propose_handover", client)
        raise Http404
    return next((centre for centre in found if centre.pk == client.centre_id), found[0])


@dataclass
class HandoverList:
    """One list of hand-overs, a page of it, and how many wait in each."""

    name: str
    rows: object
    tabs: list
    empty: str


def handover_list(user, asked):
    """The list that the address names; the newest first."""
    name = asked.get("list") if asked.get("list") in LISTS else "to-answer"
    mine = centre_ids(user, Role.OFFICER, Role.SUPERVISOR)
    _label, find, empty = LISTS[name]
    rows = newest_first(
        find(user).named_by_sight(user).for_listing(), asked.get("before", ""), PAGE
    )
    for row in rows:
        row.named = row.sees_client or (row.is_proposed and row.to_centre_id in mine)
    tabs = [
        {
            "url": f"?list={key}",
            "label": label,
            "current": key == name,
            "count": None if key == "past" else find(user).count(),
        }
        for key, (label, find, _empty) in LISTS.items()
    ]
    return HandoverList(name, rows, tabs, empty)


class HandoverPage:
    """One hand-over as far as this person may know of it; each part is read once or not at all."""

    def __init__(self, user, code):
        seen = Handover.objects.visible_to(user).named_by_sight(user).for_listing()
        self.user, self.handover = user, seen.filter(code=code).first()
        if self.handover is None:
            raise Http404
        mine = centre_ids(user, Role.OFFICER, Role.SUPERVISOR)
        self.receives = self.handover.to_centre_id in mine
        self.sees_client = self.handover.sees_client
        self.answers = self.handover.is_proposed and may(
            user, "accept_handover", self.handover.to_centre
        )
        self.names = self.sees_client or self.answers  # else only that it took place, and where to
        self.gives = may(user, "withdraw_handover", self.handover.from_centre)

    def record_reading(self):
        """Whose name is shown, that was read: written before anything is."""
        people = [self.client] if self.names else []
        record_read("opened", self.handover, by=self.user, clients=people)
        if self.alike:
            record_read("found", Client, by=self.user, clients=[hit.client for hit in self.alike])

    @property
    def client(self):
        return self.handover.client

    @cached_property
    def cases(self):
        """Cases that go and cases that stay, as far as one may know of them."""
        if not self.names:
            return []
        rows = HandoverCase.objects.visible_to(self.user).filter(handover=self.handover)
        rows = rows if self.sees_client and not self.answers else rows.going()
        return list(rows.for_listing()[:SHOWN])

    @cached_property
    def opened(self):
        """Ids of those cases whose page one may open."""
        seen = Case.objects.visible_to(self.user).filter(pk__in=[r.case_id for r in self.cases])
        return set(seen.values_list("pk", flat=True))

    @cached_property
    def referrals(self):
        if not self.names:
            return []
        rows = HandoverReferral.objects.visible_to(self.user).filter(handover=self.handover)
        rows = rows.exclude(then="stays") if self.answers else rows
        return list(rows.for_listing()[:SHOWN])

    @cached_property
    def uncovered(self):
        """Referrals that cannot go on at the other centre: its partners have no agreement there."""
        going = [row.referral for row in self.referrals if row.then == "goes"]
        return [r for r in going if not leaving.is_covered(r, self.handover.to_centre)]

    @cached_property
    def stays(self):
        """The kinds of data that do not cross the border, for the page to say so."""
        if not self.handover.across:
            return []
        return [leaving.C(c).label for c in leaving.C.values if c not in self.handover.categories]

    @cached_property
    def alike(self):
        """Clients of one's own centre who may be the same person."""
        return duplicates_of(self.client, self.user) if self.answers else []
