"""What people do in it: partners answer when and how they like, officers look at their lists."""

import heapq
import itertools
import uuid
from collections import Counter
from datetime import timedelta
from itertools import chain
from math import log

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from helpdesk.access import actions as access
from helpdesk.access.models import User
from helpdesk.cases import actions as cases
from helpdesk.core import per_request
from helpdesk.core.clock import now, today
from helpdesk.core.refusal import Refused
from referrals import actions
from referrals.chasing import rules
from referrals.models import Referral
from services import actions as services
from services.models import Agreement, Service
from tests import make

CANARY = "Zyxcanary"  # in every name and in every free text
ANSWERS = [("acknowledge", 30), ("accept", 25), ("decline", 17), ("waitlist", 10), ("ask", 12), ("", 6)]  # fmt: skip  # noqa: E501
DECIDED = [("accept", 50), ("decline", 20), ("waitlist", 10), ("ask", 12), ("", 8)]
REASONS = ["area", "eligibility", "capacity", "funds", "wrong_service"]
MOST_ASKED = 5  # services on one thread; then the case is closed without


class Life:
    """A seeded play. `step()` lets happen what was planned until now, and officers work."""

    def __init__(self, world, rng, days, wanted):
        self.world, self.rng, self.days, self.wanted = world, rng, days, wanted
        self.begun = now()
        self.planned, self.order = [], itertools.count()
        self.sent = 0
        self.too_late = Counter()
        self.absent = {}  # officer → until when
        rate = wanted * 0.72 / (days * 0.93)  # the others are re-routed
        moment = 0.0
        while moment < days * 0.93:
            moment += rng.expovariate(rate)
            self.plan(timedelta(days=moment), self.register)
        for share, what in EVENTS:
            self.plan(timedelta(days=days * share), getattr(self, what))

    def plan(self, delay, what, *args):
        heapq.heappush(self.planned, (now() + delay, next(self.order), what, args))

    def after(self, median_hours, what, *args):
        """It takes a while: lognormal, with a long tail."""
        self.plan(timedelta(hours=self.rng.lognormvariate(log(median_hours), 1.1)), what, *args)

    def step(self):
        token = per_request.begin(where="simulation")
        try:
            while self.planned and self.planned[0][0] <= now():
                _at, _n, what, args = heapq.heappop(self.planned)
                try:
                    what(*args)
                except (Refused, PermissionDenied):  # it came too late
                    self.too_late[what.__name__] += 1
            for person in self.world.desk:
                if self.rng.random() < 0.25 and person.pk not in self.world.left:  # once a day
                    self.work(person)
        finally:
            per_request.end(token)

    # --- the desk

    def register(self):
        if self.sent >= self.wanted:
            return
        centre = self.rng.choice(self.world.centres)
        here = [o for o in self.world.officers[centre.pk] if self.is_here(o)]
        officer = self.rng.choice(here or self.world.supervisors[centre.pk])
        client = make.make_client(centre, officer, f"{CANARY} Number{self.sent:05}")
        case = make.make_case(client, officer, officer=officer, title=f"{CANARY} wages")
        draft = actions.draft(
            case, by=officer, submission_id=uuid.uuid4(), client=client,
            service=self.rng.choice(self.open_services()), asks_for=f"{CANARY} unpaid",
            urgency=self.rng.choices(["critical", "high", "normal", "low"], [1, 3, 8, 1])[0],
        )  # fmt: skip
        self.send(draft, officer)

    def open_services(self, without=()):
        signed = Agreement.objects.filter(
            status="signed", starts_on__lte=today(), ends_on__gte=today()
        )
        found = Service.objects.filter(partner__in=signed.values("partner"), is_active=True)
        return list(found.exclude(pk__in=without).order_by("pk"))

    def send(self, draft, by):
        sent = actions.agree_and_send(
            draft, by=by, how="spoken", language="ne", until=today() + timedelta(days=200)
        )
        self.sent += 1
        if sent.partner_id not in self.world.mute:
            self.after(20, self.answer, sent.pk, ANSWERS)
        if self.rng.random() < 0.03:
            self.after(100, self.take_back, sent.pk)

    def is_here(self, person):
        return person.pk not in self.world.left and self.absent.get(person.pk, now()) <= now()

    def work(self, person):
        """Someone of the desk goes through her lists; a supervisor also those of who has left."""
        if not self.is_here(person):
            return
        own = Q(officer=person)
        for centre in self.world.centres:
            if person in self.world.supervisors[centre.pk]:
                own |= Q(centre=centre, officer__in=list(self.world.left))
        for referral in self.listed(person, own):
            try:
                self.deal_with(referral, person)
            except (Refused, PermissionDenied):
                self.too_late["desk"] += 1

    def listed(self, person, own):
        """What the product's own lists hold for her."""
        wanted = rules()["reroute"] | Q(status__in=["information_requested", "completed"])
        wanted |= Q(status="not_delivered")
        mine = Referral.objects.in_care_of(person).filter(own)
        to_ask = Referral.objects.of_desk(person).to_reroute().filter(own)
        lost = mine.without_cover()
        late = Referral.objects.to_chase(person).filter(own).filter(rules()["late"])
        found = (
            rows.values_list("pk", flat=True) for rows in (mine.filter(wanted), to_ask, lost, late)
        )
        today_done = [pk for pk in sorted(set(chain(*found))) if self.rng.random() < 0.7]
        return list(Referral.objects.for_listing().filter(pk__in=today_done).order_by("pk"))

    def deal_with(self, referral, by):
        status = referral.status
        if status == "information_requested":
            if self.rng.random() < 0.5:
                actions.answer(referral, by=by, text=f"{CANARY} March.")
                self.after(15, self.answer, referral.pk, DECIDED)
        elif status == "completed":
            self.hear(referral, by)
        elif status in ("declined", "no_response", "not_delivered", "withdrawn"):
            self.ask_next(referral, by)
        elif Referral.objects.filter(pk=referral.pk).without_cover().exists():
            actions.withdraw(referral, by=by, reason="other", text=f"{CANARY} no agreement")
            self.ask_next(referral, by)
        elif self.rng.random() < 0.1:
            actions.chase(referral, by=by, submission_id=uuid.uuid4(), how="called")
        elif referral.rung == 3 and referral.is_under_way and self.rng.random() < 0.1:
            actions.withdraw(referral, by=by, reason="unreachable")
            self.ask_next(referral, by)

    def hear(self, referral, by):
        said = {"said_by": "client", "reached": "yes", "helped": "fully", "satisfied": "yes"}
        if self.rng.random() < 0.1:
            actions.dispute(referral, by=by, text=f"{CANARY} two months are missing", **said)
            self.after(60, self.report, referral.pk)
        else:
            actions.confirm(referral, by=by, text=f"{CANARY} thanks", **said)

    def ask_next(self, referral, by):
        thread = Referral.objects.filter(thread=referral.thread)
        free = self.open_services(without=thread.values("service"))
        if thread.count() >= MOST_ASKED or self.sent >= self.wanted * 1.2 or not free:
            if referral.status == "not_delivered":
                actions.confirm(referral, by=by)
            case = referral.case
            return cases.close(case, by=by, outcomes={referral.client_id: "unresolved"})
        draft = actions.reroute(
            referral, by=by, submission_id=uuid.uuid4(), service=self.rng.choice(free)
        )
        return self.send(Referral.objects.for_listing().get(pk=draft.pk), by)

    # --- partners

    def get(self, pk):
        return Referral.objects.for_listing().select_related("consent").get(pk=pk)

    def answer(self, pk, answers):
        referral = self.get(pk)
        by = self.rng.choice(self.world.staff[referral.partner_id])
        verb = self.rng.choices(*zip(*answers, strict=True))[0]
        if verb == "acknowledge":
            actions.acknowledge(referral, by=by)
            self.after(30, self.answer, pk, DECIDED)
        elif verb == "accept":
            actions.accept(referral, by=by, text=f"{CANARY} yes")
            self.after(30, self.start if self.rng.random() < 0.7 else self.report, pk)
        elif verb == "decline":
            actions.decline(referral, by=by, reason=self.rng.choice(REASONS), text=CANARY)
        elif verb == "waitlist":
            days = self.rng.randint(3, 21)
            actions.waitlist(referral, by=by, review_on=today() + timedelta(days=days))
            self.after(24 * days, self.answer, pk, [("accept", 6), ("decline", 3), ("", 2)])
        elif verb == "ask":
            actions.request_information(referral, by=by, text=f"{CANARY} which month?")

    def start(self, pk):
        referral = self.get(pk)
        actions.start(referral, by=self.world.staff[referral.partner_id][0])
        if self.rng.random() < 0.9:  # some never report
            self.after(24 * 6, self.report, pk)

    def report(self, pk):
        referral = self.get(pk)
        by = self.world.staff[referral.partner_id][0]
        if self.rng.random() < 0.85:
            actions.complete(referral, by=by, outcome="full", delivered=f"{CANARY} paid")
        else:
            actions.not_deliver(referral, by=by, reason="unreachable", text=CANARY)

    # --- what happens besides

    def take_back(self, pk):
        referral = self.get(pk)
        by = self.rng.choice(self.world.supervisors[referral.centre_id])
        actions.withdraw_consent(referral.consent, by=by)

    def go_on_leave(self):
        for person in self.rng.sample(self.world.desk, 3):
            self.absent[person.pk] = now() + timedelta(days=self.days * 0.15)

    def leave_for_good(self):
        """An officer's account is switched off; her referrals stay in her name."""
        centre = self.rng.choice(self.world.centres)
        person = self.world.officers[centre.pk][0]
        if person.pk in self.world.left:
            return
        person = User.objects.get(pk=person.pk)
        access.change_person(
            person, by=self.world.admin, name=person.name, email=person.email,
            language=person.language, is_active=False, teams=list(person.groups.all()),
        )  # fmt: skip
        self.world.left[person.pk] = now()
        per_request.forget()

    def end_agreement(self):
        """One is ended today, and each live referral on it is decided about."""
        agreement = self.an_agreement()
        agreement = Agreement.objects.for_listing().get(pk=agreement.pk)
        choices = {
            pk: self.rng.choice(["reroute", "withdraw", "run_off"])
            for pk in Referral.objects.resting_on(agreement).values_list("pk", flat=True)
        }
        actions.end_agreement(
            agreement, by=self.world.admin, why=CANARY, on=today(),
            for_all="reroute", choices=choices, until=today() + timedelta(days=7),
        )  # fmt: skip
        self.world.lost[agreement.partner_id] = now()

    def let_agreement_run_out(self):
        """Another runs out tomorrow, and nobody was asked."""
        agreement = Agreement.objects.for_listing().get(pk=self.an_agreement().pk)
        services.end(agreement, by=self.world.admin, on=today() + timedelta(days=1))
        self.world.lost[agreement.partner_id] = now()

    def an_agreement(self):
        left = [a for pk, a in self.world.agreements.items() if pk not in self.world.lost]
        return self.rng.choice(left)


EVENTS = [
    (0.2, "leave_for_good"),
    (0.3, "go_on_leave"),
    (0.35, "end_agreement"),
    (0.5, "let_agreement_run_out"),
    (0.55, "leave_for_good"),
    (0.6, "go_on_leave"),
    (0.65, "end_agreement"),
]
