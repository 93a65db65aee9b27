"""What a client's and a case's page show besides timelines, each part as far as one may see it."""

from django.utils.functional import cached_property

from helpdesk.cases.forms import AddTask, WriteNote
from helpdesk.cases.models import Case, Need, Task
from helpdesk.clients.forms import MoveOn
from helpdesk.clients.models import Document, Journey, Merge, Phone
from helpdesk.clients.models.client import LANGUAGES
from referrals.models import Consent, Referral
from services.kinds import Kind

from .work import with_partners

SHOWN = 50  # of each part; nobody has more


class ClientPage:
    """The parts of a client's page."""

    languages = LANGUAGES

    def __init__(self, client, user):
        self.client, self.user = client, user

    def _of(self, model):
        return model.objects.visible_to(self.user).filter(client=self.client)

    @cached_property
    def merges(self):
        """What was merged into her record and stands: she is known by those names too."""
        return list(self._merges.for_listing().standing()[:SHOWN])

    @property
    def _merges(self):
        return Merge.objects.visible_to(self.user).filter(kept=self.client)

    @cached_property
    def journeys(self):
        journeys = list(self._of(Journey).for_listing().select_related("origin")[:SHOWN])
        for journey in journeys:
            journey.client = self.client
            journey.forward = (
                MoveOn(journey=journey, auto_id=f"id_%s_{journey.number}")
                if Journey.NEXT[journey.stage]
                else None
            )
        return journeys

    @cached_property
    def cases(self):
        cases = Case.objects.visible_to(self.user).filter(people__client=self.client)
        return list(
            with_partners(cases).for_listing().order_by("-status", "due_at", "id")[:SHOWN]
        )  # open ones first

    @cached_property
    def referrals(self):
        return list(self._of(Referral).for_listing().order_by("-id")[:SHOWN])

    @cached_property
    def phones(self):
        return list(self._of(Phone).for_listing()[:SHOWN])

    @cached_property
    def caution(self):
        """The phone whose safety note stands above everything: an unsafe one before a safe one."""
        order = [Phone.Safe.NO, Phone.Safe.AT_TIMES, Phone.Safe.UNKNOWN, Phone.Safe.YES]
        return min(self.phones, key=lambda phone: order.index(phone.safe), default=None)

    @cached_property
    def high_risk(self):
        return any(case.high_risk and case.is_open for case in self.cases)

    @cached_property
    def documents(self):
        return list(self._of(Document).for_listing()[:SHOWN])

    @cached_property
    def consents(self):
        return list(self._of(Consent).select_related("partner", "data_key", "by")[:SHOWN])


class CasePage:
    """The parts of a case's page."""

    def __init__(self, case, user):
        self.case, self.user = case, user
        self.note = WriteNote(case=case, auto_id="id_%s")
        self.note.fields["text"].widget.attrs["id"] = "note"
        self.task = AddTask(case=case, auto_id="task_%s")

    def _of(self, model):
        return model.objects.visible_to(self.user).filter(case=self.case)

    @cached_property
    def tasks(self):
        return list(self._of(Task).for_listing().filter(done_at=None)[:SHOWN])

    @cached_property
    def needs(self):
        needs = list(
            self._of(Need).for_listing().select_related("client", "client__data_key")[:SHOWN]
        )
        for need in needs:
            need.kind_label = dict(Kind.choices).get(need.kind, need.kind)
        return needs

    @cached_property
    def referrals(self):
        return list(self._of(Referral).for_listing().order_by("-id")[:SHOWN])
