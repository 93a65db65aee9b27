"""What only the timelines of a client's and a case's page read, and parts that both share."""

from django.utils.functional import cached_property

from helpdesk.cases.models import Assessment, CaseTag, Screening
from helpdesk.clients.models import AccessRequest
from helpdesk.contacts.models import Appointment, Attendance, Contact, HelpGiven
from helpdesk.core.holding import Parts, part
from referrals.models import Handover, Incoming, IncomingStep, Signpost

SHOWN = 50  # of each part; nobody has more


class ToldOfClient(Parts):
    """Hand-overs, requests of other centres, signposts, contacts, help, appointments, sessions,
    assessments, screenings, and how others sent her here."""

    def _ids_of(self, model):
        seen = model.objects.visible_to(self.user).filter(client=self.client)
        return seen.values_list("pk", flat=True)[:SHOWN]

    @part(Handover)
    def handovers(self):
        return self._ids_of(Handover)

    @part(AccessRequest)
    def access_requests(self):
        return self._ids_of(AccessRequest)

    @part(Signpost)
    def signposts(self):
        rows = Signpost.objects.of_seen(self.client, self.user).for_listing()
        return rows.order_by("-id")[: self.told]

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

    @part(Appointment)
    def appointments(self):
        """With the centre's own people, the latest first."""
        rows = Appointment.objects.of_seen(self.client, [], self.user).for_parts()
        return rows.order_by("-at", "-id")[:SHOWN]

    @part(Attendance)
    def sessions(self):
        """Group sessions in which she is or was, the latest first."""
        rows = Attendance.objects.of_seen(self.client).for_parts()
        return rows.order_by("-session__starts_at")[:SHOWN]

    @part(Assessment)
    def assessments(self):
        """Those of her that stand, on the cases that the user sees."""
        rows = Assessment.objects.of_seen(self._seen_cases).standing().filter(client=self.client)
        return self._on_cases(rows)

    @part(Screening)
    def screenings(self):
        """Those of her that the user may know of."""
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

    @part(Incoming)
    def sent_here(self):
        """How others sent her to a centre, step by step."""
        return _newest(IncomingStep.objects.of_seen(self.client, self.user), self.told)

    def touches(self, model):
        """What centres wrote down about her or on her cases."""
        cases = [case.pk for case in self.cases]
        rows = model.objects.of_seen(self.client, cases, self.user)
        return rows.standing().for_parts().latest_first()


class ToldOfCase(Parts):
    """Signposts, contacts, help, appointments and tags of a case."""

    sessions = ()  # are a person's, not a case's

    @part(CaseTag)
    def tags(self):
        return CaseTag.objects.filter(case=self.case).select_related("tag").order_by("tag__name")

    @part(Signpost)
    def signposts(self):
        return Signpost.objects.on_seen(self.case).for_listing()[: self.told]

    @cached_property
    def contacts(self):
        return self.all_contacts[:SHOWN]

    @part(Contact)
    def all_contacts(self):
        return self.touches(Contact)[: max(SHOWN, self.told)]

    @part(HelpGiven)
    def given(self):
        return self.touches(HelpGiven)[: max(SHOWN, self.told)]

    @part(Appointment)
    def appointments(self):
        """With the centre's own people, the latest first."""
        return Appointment.objects.on_seen(self.case).for_parts().order_by("-at", "-id")[:SHOWN]

    @part(Incoming)
    def sent_here(self):
        """How others sent its client to a centre, where that became the case."""
        return _newest(IncomingStep.objects.on_seen(self.case, self.user), self.told)

    def touches(self, model):
        """What centres wrote down on the case."""
        return model.objects.on_seen(self.case).standing().for_parts().latest_first()


def _newest(steps, count):
    """Of steps of incoming referrals; each says on which case it is."""
    found = list(steps.for_listing().select_related("incoming__partner").order_by("-id")[:count])
    for step in found:
        step.case_id = step.incoming.case_id
    return found
