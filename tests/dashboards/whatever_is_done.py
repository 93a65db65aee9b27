"""Whatever is done at four centres and two partners over months, by dice: some of it is refused.

`Whatever(...).go_on(n)` does n acts, one after the other through the product's own actions, and
counts in `done` and `refused` how often each was done.
"""

import random
import uuid
from collections import Counter
from datetime import timedelta
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from helpdesk.access.models import Area
from helpdesk.cases import actions as cases
from helpdesk.cases.models import Case, CasePerson, Claim, Need, Receipt, Task
from helpdesk.clients import actions as clients
from helpdesk.clients.birth import parse_birth
from helpdesk.clients.models import Client, Journey
from helpdesk.contacts import actions as contacts
from helpdesk.contacts.models import Contact, GroupSession, HelpGiven
from helpdesk.contacts.sessions import actions as sessions
from helpdesk.core import per_request
from helpdesk.core.clock import at, now, today
from helpdesk.core.refusal import Refused
from helpdesk.desk import actions as desk
from referrals import actions as referrals
from referrals.models import Consent, Handover, Referral
from tests import make
from tests.referrals import facts
from tests.referrals.closed_loop import ACTS

from .country import CATEGORIES, KINDS, STAGES

OUTCOMES = CasePerson.Outcome.values
WEIGHTS = {
    **{"register": 6, "open": 7, "send": 9, "referral_goes_on": 26, "close": 7, "reopen": 3},
    **{"contact": 6, "help": 4, "note": 3, "task": 4, "finish": 3, "need": 2, "change": 4},
    **{"assign": 4, "take": 2, "release": 1, "add_person": 2, "journey": 2, "claim": 2},
    **{
        "agree": 2,
        "receive": 3,
        "take_back": 1,
        "restrict": 3,
        "lift": 2,
        "share": 2,
        "unshare": 1,
    },
    **{"break_glass": 1, "hand_over": 3, "answer_handover": 3, "merge": 1, "point": 3},
    **{"contact_in_error": 1, "help_in_error": 1, "tie": 2, "client_in_error": 1},
    **{"session": 1, "hold": 1, "withdraw_consent": 1, "clock": 2, "close_in_error": 3},
}


class Whatever:
    """`teams`: centre → who works there; `services`: (service, its worker); `over`: so many days
    until today."""

    def __init__(self, teams, services, seed, over=420):
        self.dice, self.teams, self.services = random.Random(seed), teams, services
        self.centres, self.over = list(teams), over
        self.areas = list(Area.objects.order_by("path"))
        self.done, self.refused = Counter(), Counter()
        self.ago = timedelta(days=over)

    def begin(self, people):
        """So many people with a case each, for the first acts to be about something."""
        for name in ["register", "open"] * people:
            self._try(name)

    def go_on(self, n, until=timedelta(0)):
        """So many acts, spread over the days that are left until so long ago."""
        step = (self.ago - until) / n
        for _ in range(n):
            self.ago = max(self.ago - step * self.dice.uniform(0, 2), until)
            (name,) = self.dice.choices(list(WEIGHTS), list(WEIGHTS.values()))
            self._try(name)

    def _try(self, name):
        per_request.forget()
        with at(timezone.now() - self.ago):
            try:
                with transaction.atomic():
                    getattr(self, name)()
                self.done[name] += 1
            except (Refused, PermissionDenied, Nothing):
                self.refused[name] += 1

    # --- who and what

    def some(self, rows):
        """One of them, oftener a new one."""
        pks = list(rows.order_by("pk").values_list("pk", flat=True))
        if not pks:
            raise Nothing
        pk = pks[-1 - int(len(pks) * self.dice.random() ** 2)]
        return rows.model.objects.get(pk=pk)

    def centre(self):
        return self.dice.choice(self.centres)

    def of(self, centre):
        """Someone who works there; now and then someone from elsewhere."""
        away = self.dice.random() < 0.05
        return self.dice.choice(self.teams[self.centre() if away else centre])

    def case(self, **which):
        case = self.some(Case.objects.filter(**which))
        return Case.objects.select_related("centre", "data_key", "officer").get(pk=case.pk)

    def client(self, **which):
        found = self.some(Client.objects.filter(merged_into=None, **which))
        return Client.objects.for_listing().get(pk=found.pk)

    def birth(self):
        return parse_birth(self.dice.choice(["", "1962", "1985-04", "1999", "2009-02-03", "2016"]))

    # --- people and cases

    def register(self):
        centre = self.centre()
        make.make_client(
            centre, self.of(centre), f"Person {self.dice.random()}", birth=self.birth(),
            sex=self.dice.choice(["female", "male", "not_said"]),
            area=self.dice.choice([None, *self.areas]),
        )  # fmt: skip

    def open(self):
        dice, client = self.dice, self.client()
        centre = client.centre if dice.random() < 0.9 else self.centre()
        by = self.of(centre)
        journeys = [None, *Journey.objects.filter(client=client)]
        make.make_case(
            client, by, centre=centre, officer=dice.choice([None, by, by]),
            category=dice.choice(CATEGORIES), stage=dice.choice(STAGES),
            high_risk=dice.random() < 0.2, need_kind=dice.choice(["", *KINDS]),
            journey=dice.choice(journeys),
        )  # fmt: skip

    def journey(self):
        client = self.client()
        make.make_journey(
            client, self.of(client.centre), self.dice.choice(STAGES),
            destination=self.dice.choice(["QA", "MY", ""]),
        )  # fmt: skip

    def change(self):
        case = self.case(status="open")
        said = [
            {"category": self.dice.choice(CATEGORIES)},
            {"stage": self.dice.choice(STAGES)},
            {"urgency": self.dice.choice(["low", "high"])},
            {"high_risk": self.dice.random() < 0.5},
        ]
        said = self.dice.choice(said)
        cases.change(case, by=self.of(case.centre), version=case.version, **said)

    def take(self):
        case = self.case(officer=None)
        cases.take(case, by=self.of(case.centre))

    def release(self):
        case = self.case()
        cases.release(case, by=self.of(case.centre))

    def assign(self):
        case = self.case()
        officer = self.dice.choice(self.teams[case.centre])
        cases.assign(case, by=self.of(case.centre), officer=officer)

    def add_person(self):
        case = self.case(status="open")
        cases.add_person(case, by=self.of(case.centre), client=self.client())

    def close(self):
        case = self.case(status="open")
        outcomes = {p.client_id: self.dice.choice(OUTCOMES) for p in case.people.all()}
        cases.close(case, by=self.of(case.centre), outcomes=outcomes)

    def close_in_error(self):
        case = self.case(status="open")
        cases.close_in_error(case, by=self.of(case.centre))

    def reopen(self):
        case = self.case(status="closed")
        cases.reopen(case, by=self.of(case.centre), reason="It goes on")

    def note(self):
        case = self.case()
        kind = self.dice.choice(["note", "phone"])
        cases.note(case, by=self.of(case.centre), submission_id=uuid.uuid4(), text="x", kind=kind)

    def task(self):
        case, due = self.case(status="open"), now() + timedelta(days=self.dice.randint(-2, 20))
        by = self.of(case.centre)
        cases.add_task(case, by=by, submission_id=uuid.uuid4(), text="x", due_at=due)

    def finish(self):
        task = self.some(Task.objects.filter(done_at=None))
        cases.finish(task, by=self.of(task.case.centre))

    def need(self):
        if self.dice.random() < 0.5:
            need = self.some(Need.objects.all())
            return cases.meet(need, by=self.of(need.case.centre), met=self.dice.random() < 0.7)
        case = self.case(status="open")
        client = case.people.first().client
        return cases.add_need(
            case, by=self.of(case.centre), submission_id=uuid.uuid4(), client=client,
            kind=self.dice.choice(KINDS),
        )  # fmt: skip

    def merge(self):
        kept, lost = self.client(), self.client()
        if kept == lost:
            raise Nothing
        desk.merge(
            kept, lost, by=self.of(kept.centre), submission_id=uuid.uuid4(), reason="The same",
            facts={}, standing={}, version_kept=kept.version, version_lost=lost.version,
        )  # fmt: skip

    def client_in_error(self):
        client = self.client(case_roles=None)
        clients.enter_in_error(client, by=self.of(client.centre))

    # --- who sees it

    def restrict(self):
        case = self.case(restricted=False)
        people = self.dice.sample(self.teams[case.centre], self.dice.choice([0, 1]))
        cases.restrict(case, by=self.of(case.centre), ground="threat", people=people)

    def lift(self):
        case = self.case(restricted=True)
        cases.lift_restriction(case, by=self.of(case.centre), reason="Safe now")

    def share(self):
        case = self.case(restricted=True)
        person = self.dice.choice(self.teams[case.centre])
        cases.share(case, by=self.of(case.centre), person=person)

    def unshare(self):
        case = self.case(restricted=True)
        person = self.dice.choice(self.teams[case.centre])
        cases.unshare(case, by=self.of(case.centre), person=person)

    def break_glass(self):
        case = self.case(restricted=True)
        cases.break_glass(
            case.code, by=self.of(case.centre), submission_id=uuid.uuid4(), ground="danger",
            reason="x",
        )  # fmt: skip

    # --- money

    def claim(self):
        case = self.case(status="open")
        make.make_claim(
            case, self.of(case.centre), currency=self.dice.choice(["QAR", "NPR"]),
            claimed=Decimal(self.dice.randint(1, 90)) * 100,
        )  # fmt: skip

    def agree(self):
        claim = self.some(Claim.objects.filter(agreed=None))
        cases.change_claim(
            claim, by=self.of(claim.case.centre), version=claim.version, agreed=claim.claimed
        )

    def receive(self):
        claim = self.some(Claim.objects.exclude(agreed=None))
        cases.receive(
            claim, by=self.of(claim.case.centre), submission_id=uuid.uuid4(),
            amount=Decimal(self.dice.randint(1, 20)), received_on=today(),
        )  # fmt: skip

    def take_back(self):
        receipt = self.some(Receipt.objects.all())
        by = self.of(receipt.claim.case.centre)
        cases.take_back_receipt(receipt, by=by, mistake=Receipt.Mistake.values[0])

    # --- the counter

    def contact(self):
        centre, facts = self.centre(), {}
        if self.dice.random() < 0.7:
            case = self.case()
            centre, facts = case.centre, {"case": case, "client": case.people.first().client}
        make.make_contact(
            centre, self.of(centre), channel=self.dice.choice(["walk_in", "phone"]),
            happened_on=today() - timedelta(days=self.dice.choice([0, 0, 1, 9])), **facts,
        )  # fmt: skip

    def help(self):
        about = self.case() if self.dice.random() < 0.6 else self.some(Contact.objects.all())
        make.make_help(about, self.of(about.centre), self.dice.choice(["counselling", "shelter"]))

    def contact_in_error(self):
        contact = self.some(Contact.objects.all())
        contacts.enter_in_error(contact, by=self.of(contact.centre), reason="x")

    def help_in_error(self):
        given = self.some(HelpGiven.objects.all())
        contacts.enter_help_in_error(given, by=self.of(given.centre), reason="x")

    def tie(self):
        contact = self.some(Contact.objects.filter(client=None))
        case = self.case(centre=contact.centre)
        client = case.people.first().client
        contacts.tie(contact, by=self.of(contact.centre), client=client, case=case)

    def session(self):
        centre, begins = self.centre(), now() + timedelta(hours=2)
        ends = begins + timedelta(hours=2)
        make.make_session(centre, self.of(centre), starts_at=begins, ends_at=ends)

    def hold(self):
        held = self.some(GroupSession.objects.filter(state="planned", starts_at__lt=now()))
        sessions.take_attendance(
            held, by=self.of(held.centre), version=held.version, asked=[], present=[],
            heads={("female", "adult"): 7},
        )  # fmt: skip

    # --- partners

    def point(self):
        case, (service, _worker) = self.case(), self.dice.choice(self.services)
        on = {"case": case, "client": case.people.first().client, "centre": case.centre}
        said = {"by": self.of(case.centre), "submission_id": uuid.uuid4(), **on}
        if self.dice.random() < 0.5:
            return referrals.signpost(service, **said)
        return referrals.redirect(service, given=["name"], agreed_how="spoken", **said)

    def send(self):
        case, (service, _worker) = self.case(status="open"), self.dice.choice(self.services)
        by = self.of(case.centre)
        draft = referrals.draft(
            case, by=by, submission_id=uuid.uuid4(), client=case.people.first().client,
            service=service, asks_for="Wages", urgency=self.dice.choice(["normal", "high"]),
        )  # fmt: skip
        if self.dice.random() < 0.9:
            until = today() + timedelta(days=900)
            referrals.agree_and_send(draft, by=by, how="spoken", language="ne", until=until)

    def referral_goes_on(self):
        """An act that fits (facts.NEXT), by someone whose it is."""
        pk = self.some(Referral.objects.exclude(status__in=ENDED)).pk
        rows = Referral.objects.for_listing().select_related("consent", "packet__data_key")
        referral = rows.get(pk=pk)
        fits = [
            verb
            for verb, (to, side, _said) in sorted(ACTS.items())
            if facts.NEXT.get((referral.status, to)) == side
        ]
        if not fits:
            raise Nothing
        verb = self.dice.choice(fits)
        _to, side, said = ACTS[verb]
        workers = [worker for service, worker in self.services if service == referral.service]
        by = self.dice.choice(workers) if side == "P" else self.of(referral.centre)
        said = {k: today() + v if isinstance(v, timedelta) else v for k, v in said.items()}
        getattr(referrals, verb)(referral, by=by, **said)

    def withdraw_consent(self):
        consent = self.some(Consent.objects.exclude(partner=None))
        referrals.withdraw_consent(consent, by=self.dice.choice(self.teams[self.centre()]))

    def clock(self):
        """What the clock does by itself."""
        referrals.expire()
        referrals.end_overlaps()

    # --- from centre to centre

    def hand_over(self):
        case = self.case(status="open")
        here, to, client = case.centre, self.centre(), case.people.first().client
        named = self.dice.choice(self.teams[to]) if case.restricted else None
        until = today() + timedelta(days=200)
        yes = {"how": "spoken", "language": "ne", "given_by": None, "until": until}
        referrals.propose_handover(
            client, by=self.of(here), submission_id=uuid.uuid4(), from_centre=here, to_centre=to,
            why="moved", going={case: named}, consent=yes, others_agreed=True,
        )  # fmt: skip

    def answer_handover(self):
        pk = self.some(Handover.objects.filter(status="proposed")).pk
        handover = Handover.objects.for_listing().get(pk=pk)
        named = [row.named for row in handover.cases.all() if row.named]
        by = (named or [self.of(handover.to_centre)])[0]
        referrals.accept_handover(handover, by=by, take=self.dice.random() < 0.5)


class Nothing(Exception):
    pass


ENDED = ["discarded", "declined", "withdrawn", "no_response", "closed", "entered_in_error"]
ENDED += ["consent_withdrawn"]
