"""What only the timelines of a client's and a case's page read, and parts that both share."""

from django.utils.functional import cached_property

from helpdesk.cases.models import CaseTag, File, Need, Note, Task
from helpdesk.clients.models import AccessRequest
from helpdesk.contacts.models import Appointment, Attendance, Contact, HelpGiven
from referrals.models import Handover, Referral, Signpost

SHOWN = 50  # of each part; nobody has more
OF_CLIENT = REQUESTED, HANDED, SIGNPOSTED, EXPECTED, IN_A_SESSION = [
    model._meta.get_field("client")
    for model in (AccessRequest, Handover, Signpost, Appointment, Attendance)
]
OF_CASE = {
    model: model._meta.get_field("case")
    for model in (
        Note,
        Task,
        Need,
        File,
        CaseTag,
        Contact,
        HelpGiven,
        Signpost,
        Referral,
        Appointment,
    )
}


class ToldOfClient:
    """Hand-overs, requests of other centres, signposts, contacts, help, appointments, sessions."""

    def _ids_of(self, model, key):
        if key not in self.holding:
            return []
        seen = model.objects.visible_to(self.user).filter(client=self.client)
        return list(seen.values_list("pk", flat=True)[:SHOWN])

    @cached_property
    def handovers(self):
        return self._ids_of(Handover, HANDED)

    @cached_property
    def access_requests(self):
        return self._ids_of(AccessRequest, REQUESTED)

    @cached_property
    def signposts(self):
        if SIGNPOSTED not in self.holding:
            return []
        rows = Signpost.objects.of_seen(self.client, self.user).for_listing()
        return list(rows.order_by("-id")[: self.told])

    @cached_property
    def contacts(self):
        return [contact for contact in self.all_contacts if contact.client_id == self.client.pk][
            :SHOWN
        ]

    @cached_property
    def all_contacts(self):
        """Hers, and those on her cases: what the timeline tells and what her own list shows."""
        return list(self.touches(Contact)[: SHOWN + self.told])

    @cached_property
    def given(self):
        return list(self.touches(HelpGiven)[: self.told])

    @cached_property
    def appointments(self):
        """With the centre's own people, the latest first."""
        if EXPECTED not in self.holding:
            return []
        rows = Appointment.objects.of_seen(self.client, [], self.user).for_parts()
        return list(rows.order_by("-at", "-id")[:SHOWN])

    @cached_property
    def sessions(self):
        """Group sessions in which she is or was, the latest first."""
        if IN_A_SESSION not in self.holding:
            return []
        rows = Attendance.objects.of_seen(self.client).for_parts()
        return list(rows.order_by("-session__starts_at")[:SHOWN])

    def touches(self, model):
        """What centres wrote down about her or on her cases."""
        cases = [case.pk for case in self.cases]
        rows = model.objects.of_seen(self.client, cases, self.user)
        return rows.standing().for_parts().latest_first()


class ToldOfCase:
    """Signposts, contacts, help, appointments and tags of a case; what it lacks is not read."""

    sessions = ()  # are a person's, not a case's

    def has(self, model) -> bool:
        return OF_CASE[model] in self.holding

    @cached_property
    def tags(self):
        tags = CaseTag.objects.filter(case=self.case).select_related("tag").order_by("tag__name")
        return list(tags) if self.has(CaseTag) else []

    @cached_property
    def signposts(self):
        if not self.has(Signpost):
            return []
        return list(Signpost.objects.on_seen(self.case).for_listing()[: self.told])

    @cached_property
    def contacts(self):
        return self.all_contacts[:SHOWN]

    @cached_property
    def all_contacts(self):
        return list(self.touches(Contact)[: max(SHOWN, self.told)])

    @cached_property
    def given(self):
        return list(self.touches(HelpGiven)[: max(SHOWN, self.told)])

    @cached_property
    def appointments(self):
        """With the centre's own people, the latest first."""
        if not self.has(Appointment):
            return []
        rows = Appointment.objects.on_seen(self.case).for_parts()
        return list(rows.order_by("-at", "-id")[:SHOWN])

    def touches(self, model):
        """What centres wrote down on the case."""
        rows = model.objects.on_seen(self.case) if self.has(model) else model.objects.none()
        return rows.standing().for_parts().latest_first()
