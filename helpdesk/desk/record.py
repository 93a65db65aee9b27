"""What a client's and a case's page show besides timelines, each part as far as one may see it."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.functional import cached_property

from helpdesk.access.areas.finding import label_of
from helpdesk.cases.forms import AddTask, WriteNote
from helpdesk.cases.models import (
    Assessment,
    Case,
    CaseParty,
    CaseTag,
    Claim,
    Deadline,
    File,
    Need,
    Note,
    Screening,
    Task,
)
from helpdesk.cases.proposing import proposals
from helpdesk.cases.proposing_urgency import proposed_anew
from helpdesk.clients.journey_flags import flags, terms
from helpdesk.clients.models import (
    AccessRequest,
    Client,
    Document,
    Journey,
    Merge,
    Phone,
    Plan,
    Relation,
)
from helpdesk.clients.models.languages import EVERY_LANGUAGE
from helpdesk.contacts.forms.helping import give_help_form
from helpdesk.contacts.models import Appointment, Attendance, Contact, HelpGiven
from helpdesk.core.holding import holding, part
from helpdesk.jobs.drafting import Drafting
from referrals.models import Consent, Handover, Incoming, Referral, Signpost
from services.kinds import Kind

from .facts import facts_of
from .in_short import in_short
from .journey_record import way_on
from .parties import counted_roles
from .plan_record import PlanInShort
from .protection import Protection
from .told_rows import SHOWN, ToldOfCase, ToldOfClient
from .work import with_partners

MERGED, OTHER = Client._meta.get_field("merged_into"), Relation._meta.get_field("other")
OF_BOTH = (Appointment, Assessment, File, Incoming, Referral, Screening, Signpost)
OF_CLIENT = (AccessRequest, Attendance, Consent, Document, Handover, Journey, Phone, Plan, Relation)
OF_CASE = (CaseParty, CaseTag, Claim, Contact, Deadline, HelpGiven, Need, Note, Task)


class ClientPage(ToldOfClient, PlanInShort):
    """The parts of the page of a client whom the user sees; each is read once, or not at all."""

    languages = EVERY_LANGUAGE
    KEY_OF = {model: model._meta.get_field("client") for model in (*OF_BOTH, *OF_CLIENT)}
    KEYS = (MERGED, OTHER, *KEY_OF.values())  # what is asked for `with_holding`

    def __init__(self, client, user, told):
        self.client, self.user = client, user
        self.told = told + 1  # how many things the timeline tells, and whether there are more
        self.holding = holding(client, self.KEYS)

    @cached_property
    def selves(self):
        """Her record, and all that were merged into it."""
        return self.client.selves() if MERGED in self.holding else [self.client]

    @cached_property
    def merges(self):
        """What was merged into her record and stands: she is known by those names too."""
        if MERGED not in self.holding:
            return []
        return list(Merge.objects.into_seen(self.client).for_listing().standing()[:SHOWN])

    @part(Journey)
    def journeys(self):
        rows = Journey.objects.of_seen(self.client).for_listing().select_related("origin")
        journeys = list(rows[:SHOWN])
        for journey in journeys:
            journey.client = self.client
            journey.forward = way_on(journey)
            journey.flags = flags(journey, journeys)
            journey.differing = [term.label for term in terms(journey) if term.differs]
            journey.cases = [case for case in self.cases if case.of_journey == journey.pk]
            journey.contacts = [one for one in self.contacts if one.journey_id == journey.pk]
        return journeys

    @cached_property
    def in_short(self):
        return in_short(self)

    @property
    def choices_of_journeys(self):
        """Where there are several, one can be told alone."""
        several = self.journeys if len(self.journeys) > 1 else []
        return [(str(one.number), one.title) for one in several]

    @cached_property
    def cases(self):
        cases = with_partners(Case.objects.visible_to(self.user).about(self.client))
        rows = cases.with_journey().select_related("officer", "data_key")
        return list(rows.order_by("-status", "due_at", "id")[:SHOWN])  # open ones first

    @part(Referral)
    def referrals(self):
        referrals = Referral.objects.visible_to(self.user).filter(client=self.client)
        return referrals.for_parts().order_by("-id")[:SHOWN]

    @part(Phone)
    def phones(self):
        return Phone.objects.of_seen(self.client).for_listing()[:SHOWN]

    @cached_property
    def caution(self):
        """The phone whose safety note stands above everything: an unsafe one before a safe one."""
        order = [Phone.Safe.NO, Phone.Safe.AT_TIMES, Phone.Safe.UNKNOWN, Phone.Safe.YES]
        return min(self.phones, key=lambda phone: order.index(phone.safe), default=None)

    @cached_property
    def high_risk(self):
        return any(case.high_risk and case.is_open for case in self.cases)

    @part(Document)
    def documents(self):
        return Document.objects.of_seen(self.client).for_listing()[:SHOWN]

    @cached_property
    def facts(self):
        return facts_of(self.client, label_of(self.client.area) if self.client.area else "")

    @part(Relation)
    def relations(self):
        """Those who belong to her; `seen` is the registered person, where one may see that one."""
        others = Client.objects.visible_to(self.user).filter(pk=OuterRef("other"))
        rows = Relation.objects.of_seen(self.client).live().for_listing()
        relations = list(rows.annotate(is_seen=Exists(others))[:SHOWN])
        for relation in relations:
            relation.client = self.client
            relation.seen = relation.other if relation.is_seen else None
        return relations

    @cached_property
    def files(self):
        """Her own, and those of the cases that one sees; each says which."""
        codes = {case.pk: case.code for case in self.cases}
        hers = self.client if self.has(File) else None
        if not (codes or hers):
            return []
        files = File.objects.of_seen(cases=codes, client=hers).current().for_listing()[:SHOWN]
        for file in files:
            file.case_code = codes.get(file.case_id, "")
        return files

    @cached_property
    def named_by(self):
        """Other clients whose page names her, as far as one may see them."""
        if OTHER not in self.holding:
            return []
        relations = Relation.objects.visible_to(self.user).live().filter(other=self.client)
        return list(relations.select_related("data_key", "client__data_key")[:SHOWN])

    @cached_property
    def proxies(self):
        return [relation for relation in self.relations if relation.may_act]

    @cached_property
    def caregivers(self):
        return [relation for relation in self.relations if relation.caregiver]

    def people(self):
        """Everyone whom the page names: herself, and registered people who belong to her."""
        named = {r.seen for r in self.relations if r.seen} | {r.client for r in self.named_by}
        return [self.client, *sorted(named, key=lambda one: one.pk)]

    @part(Consent)
    def consents(self):
        consents = Consent.objects.of_seen(self.client, self.user)
        return consents.select_related("partner", "by")[:SHOWN]

    @property
    def trusted(self):
        """Partners to whom more than one yes of hers is in force: all can be taken back at once."""
        live = [one.partner for one in self.consents if one.is_live and not one.is_override]
        return [partner for partner in dict.fromkeys(live) if live.count(partner) > 1]


class CasePage(ToldOfCase, Protection):
    """The parts of the page of a case that the user sees."""

    KEY_OF = {model: model._meta.get_field("case") for model in (*OF_BOTH, *OF_CASE)}
    KEYS = tuple(KEY_OF.values())

    def __init__(self, case, user, told=0):
        self.case, self.user = case, user
        self.told = told + 1
        self.note = WriteNote(case=case, auto_id="id_%s")
        self.note.fields["text"].widget.attrs["id"] = "note"
        self.drafting = Drafting(user, reverse("note", args=[case.code]))
        self.drafting.fill(self.note)
        self.task = AddTask(case=case, auto_id="task_%s")

    @cached_property
    def help(self):
        """The form by which help is written down; it offers the needs that the page has read."""
        form = give_help_form(self.case, auto_id="help_%s")
        form.offer([need for need in self.needs if need.met_at is None])
        return form

    def _of(self, model):
        return model.objects.of_seen([self.case.pk])

    @cached_property
    def holding(self):
        return holding(self.case, self.KEYS)

    @part(Task)
    def tasks(self):
        return self._of(Task).for_listing().filter(done_at=None)[:SHOWN]

    @part(Need)
    def needs(self):
        needs = [self._at_home(need) for need in self._of(Need).for_listing()[:SHOWN]]
        for need in needs:
            need.kind_label = dict(Kind.choices).get(need.kind, need.kind)
        return needs

    @part(File)
    def files(self):
        return File.objects.of_seen(cases=[self.case.pk]).current().for_listing()[:SHOWN]

    @part(Referral)
    def referrals(self):
        referrals = Referral.objects.visible_to(self.user).filter(case=self.case)
        return referrals.for_parts().order_by("-id")[:SHOWN]

    @part(CaseParty)
    def parties(self):
        roles = self._of(CaseParty).select_related("data_key", "party__data_key")
        return counted_roles(roles, self.user)

    @part(Claim)
    def claims(self):
        return [self._at_home(claim) for claim in self._of(Claim).for_listing()[:SHOWN]]

    @cached_property
    def clients(self):
        """The people of the case, by id."""
        return {person.client_id: person.client for person in self.case.people.all()}

    def _at_home(self, row):
        """A row of the case and of one of its people, both of which are known already."""
        row.case = self.case
        if row.client_id in self.clients:
            row.client = self.clients[row.client_id]
        return row

    @part(Deadline)
    def all_deadlines(self):
        return self._of(Deadline).for_listing()

    @property
    def deadlines(self):
        return [deadline for deadline in self.all_deadlines if deadline.done_at is None]

    @cached_property
    def presses_more(self):
        """What the rules say today, where that presses more than what was decided."""
        return proposed_anew(self.case, self.all_deadlines)

    @cached_property
    def proposals(self):
        return proposals(self.case, self.all_deadlines) if self.case.is_open else []
