"""A small country by dice: cases, people and referrals in every state, over two years."""

import random
from datetime import timedelta

from django.utils import timezone

from helpdesk.access.models import Area
from helpdesk.cases import actions as cases
from helpdesk.cases.models import Case, CasePerson
from helpdesk.clients.birth import parse_birth
from helpdesk.core.clock import at, now, today
from referrals import actions
from tests import make

from .world import refer

CATEGORIES = ["A1", "B1", "B1", "B7", "D1", "H4", "I2"]
STAGES = ["pre_departure", "employment", "return"]
KINDS = ["legal", "health", "jobs"]


class Country:
    """`centres` → its officers; `services`: of two partners, with a worker each."""

    def __init__(self, centres, services, seed=1):
        self.dice, self.centres, self.services = random.Random(seed), centres, services
        self.areas = list(Area.objects.all())

    def play(self, n):
        """So many cases, from long ago until today."""
        for left in range(n, 0, -1):
            with at(now() - timedelta(days=left * 700 / n, minutes=self.dice.randrange(1440))):
                self._case()

    def _case(self):
        dice = self.dice
        centre = dice.choice(list(self.centres))
        officer = dice.choice(self.centres[centre])
        client = make.make_client(
            centre,
            officer,
            sex=dice.choice(["female", "male", "not_said"]),
            birth=parse_birth(dice.choice(["", "1962", "1985-04", "1999", "2009-02-03", "2016"])),
            area=dice.choice([None, *self.areas]),
        )
        journey = dice.choice([None, True]) and make.make_journey(
            client, officer, dice.choice(STAGES), destination=dice.choice(["QA", "MY", ""])
        )
        case = make.make_case(
            client,
            officer,
            officer=dice.choice([None, officer, officer]),
            journey=journey,
            category=dice.choice(CATEGORIES),
            stage=dice.choice(STAGES),
            high_risk=dice.random() < 0.2,
            need_kind=dice.choice(["", *KINDS]),
        )
        self._more(case, client, centre, officer)

    def _more(self, case, client, centre, officer):
        dice = self.dice
        if dice.random() < 0.3:  # a second matter of the same person
            make.make_case(client, officer, category="G1", stage=dice.choice(STAGES))
        if dice.random() < 0.2:
            cases.add_person(case, by=officer, client=make.make_client(centre, officer, "Two"))
        if dice.random() < 0.5:
            with self._later():
                make.make_contact(centre, officer, case=case, client=client)
        if dice.random() < 0.6:
            with self._later():
                self._refer(case, officer)
        if dice.random() < 0.4:
            with self._later():
                self._close(case, officer)
        if dice.random() < 0.15:
            Case.objects.filter(pk=case.pk).update(restricted=True)

    def _close(self, case, officer):
        """Now and then it was no case; or one of two was none of its people."""
        if self.dice.random() < 0.3:
            return cases.close_in_error(case, by=officer)
        people = list(CasePerson.objects.filter(case=case))
        outcomes = {person.client_id: "fully" for person in people}
        if len(people) > 1:
            outcomes[people[-1].client_id] = "in_error"
        return cases.close(case, by=officer, outcomes=outcomes)

    def _later(self):
        """Some hours or days after, never after now."""
        hours = self.dice.choice([1, 5, 30, 200, 1500])
        return at(min(now() + timedelta(hours=hours), timezone.now()))

    def _refer(self, case, officer):
        dice = self.dice
        service, worker = dice.choice(self.services)
        referral = refer(case, service, officer, send=dice.random() < 0.9)
        if referral.status == "draft":
            return
        for act in dice.choice(LIVES):
            ACTS[act](referral, worker=worker, officer=officer)
            referral.refresh_from_db()


LIVES = [
    (),
    ("acknowledge",),
    ("acknowledge", "decline"),
    ("accept",),
    ("accept", "complete"),
    ("accept", "complete", "confirm"),
    ("accept", "fail"),
    ("waitlist",),
    ("withdraw",),
]
ACTS = {
    "acknowledge": lambda r, worker, officer: actions.acknowledge(r, by=worker),
    "decline": lambda r, worker, officer: actions.decline(r, by=worker, reason="capacity"),
    "accept": lambda r, worker, officer: actions.accept(r, by=worker),
    "complete": lambda r, worker, officer: actions.complete(
        r, by=worker, outcome="full", delivered="Helped"
    ),
    "confirm": lambda r, worker, officer: actions.confirm(r, by=officer),
    "fail": lambda r, worker, officer: actions.not_deliver(r, by=worker, reason="funds"),
    "waitlist": lambda r, worker, officer: actions.waitlist(
        r, by=worker, review_on=today() + timedelta(days=30)
    ),
    "withdraw": lambda r, worker, officer: actions.withdraw(r, by=officer, reason="duplicate"),
}
