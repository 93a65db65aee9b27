"""What only the timelines of a client's and a case's page read, and parts that both share."""

from django.utils.functional import cached_property

from helpdesk.cases.models import Assessment, CaseTag, File, Need, Note, Screening, Task
from helpdesk.clients.models import AccessRequest
from helpdesk.contacts.models import Appointment, Attendance, Contact, HelpGiven
from referrals.models import Handover, Incoming, IncomingStep, Referral, Signpost

SHOWN = 50  # of each part; nobody has more
OF_CLIENT = {
    model: model._meta.get_field("client")
    for model in (
        *(AccessRequest, Handover, Signpost, Appointment, Attendance),
        *(Assessment, Screening, Incoming),
    )
}
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
        Incoming,
    )
}


class ToldOfClient:
    """Hand-overs, requests of other centres, signposts, contacts, help, appointments, sessions,
    assessments, screenings, and how others sent her here. What she has not is not read."""

    def holds(self, model) -> bool:
        return OF_CLIENT[model] in self.holding

    def _ids_of(self, model):
        if not self.holds(model):
            return []
        seen = model.objects.visible_to(self.user).filter(client=self.client)
        return list(seen.values_list("pk", flat=True)[:SHOWN])

    @cached_property
    def handovers(self):
        return self._ids_of(Handover)

    @cached_property
    def access_requests(self):
        return self._ids_of(AccessRequest)

    @cached_property
    def signposts(self):
        if not self.holds(Signpost):
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
        if not self.holds(Appointment):
            return []
        rows = Appointment.objects.of_seen(self.client, [], self.user).for_parts()
        return list(rows.order_by("-at", "-id")[:SHOWN])

    @cached_property
    def sessions(self):
        """Group sessions in which she is or was, the latest first."""
        if not self.holds(Attendance):
            return []
        rows = Attendance.objects.of_seen(self.client).for_parts()
        return list(rows.order_by("-session__starts_at")[:SHOWN])

    @cached_property
    def assessments(self):
        """Those of her that stand, on the cases that the user sees."""
        if not self.holds(Assessment):
            return []
        rows = Assessment.objects.of_seen(self._seen_cases).standing().filter(client=self.client)
        return self._on_cases(rows)

    @cached_property
    def screenings(self):
        """Those of her that the user may know of."""
        if not self.holds(Screening):
            return []
        rows = Screening.objects.of_person_seen_by(self.client, self._seen_cases, self.user)
        return self._on_cases(rows)

    @property
    def _seen_cases(self):
        return [case.pk for case in self.cases]

    def _on_cases(self, rows):
        known = {case.pk: case for case in self.cases}
        found = list(rows.for_listing()[: self.told]) if known else []
        for row in found:
            row.case = known[row.case_id]
        return found

    @cached_property
    def sent_here(self):
        """How others sent her to a centre, step by step."""
        if not self.holds(Incoming):
            return []
        return _newest(IncomingStep.objects.of_seen(self.client, self.user), self.told)

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

    @cached_property
    def sent_here(self):
        """How others sent its client to a centre, where that became the case."""
        if not self.has(Incoming):
            return []
        return _newest(IncomingStep.objects.on_seen(self.case, self.user), self.told)

    def touches(self, model):
        """What centres wrote down on the case."""
        rows = model.objects.on_seen(self.case) if self.has(model) else model.objects.none()
        return rows.standing().for_parts().latest_first()


def _newest(steps, count):
    """Of steps of incoming referrals; each says on which case it is."""
    found = list(steps.for_listing().select_related("incoming__partner").order_by("-id")[:count])
    for step in found:
        step.case_id = step.incoming.case_id
    return found
