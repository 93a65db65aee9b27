"""Which deadlines a case's facts propose; the officer takes them on or leaves them."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from helpdesk.clients.models import Client, Journey

from .models import DeadlineRule

Kind, From = DeadlineRule.Kind, DeadlineRule.From
# What each kind of claim is about, as categories of cases: whole groups, or single ones.
ABOUT = {
    Kind.WELFARE: ("B7", "E", "G1"),
    Kind.WAGES: ("B1", "B2", "B5", "G5"),
    Kind.INSURANCE: ("B7", "E", "G2"),
    Kind.COMPENSATION: ("A", "B7", "D3", "E", "G3"),
    Kind.CERTIFICATE: ("I",),
}
MOST = 3  # people: for a group, the rule is taken on for the case as a whole


@dataclass
class Proposal:
    """A rule that may hold for someone; `due_on` where the day from which it counts is known."""

    rule: DeadlineRule
    client: Client | None
    from_on: date | None

    @property
    def due_on(self):
        return self.rule.due_from(self.from_on) if self.from_on else None

    @property
    def query(self):
        """What a form to take it on begins with."""
        said = {"rule": self.rule.pk, "client": self.client and self.client.pk}
        return urlencode({**{k: v for k, v in said.items() if v}, "from_on": self.from_on or ""})


def proposals(case, deadlines) -> list[Proposal]:
    """For a case with its people prefetched; not those that its `deadlines` hold already."""
    rules = [rule for rule in DeadlineRule.objects.in_force() if _is_about(rule, case.category)]
    people = [person.client for person in case.people.all()]
    people = people if len(people) <= MOST else [None]
    if not rules:
        return []
    journeys = _journeys(case)
    taken = {(deadline.rule_id, deadline.client_id) for deadline in deadlines}
    return [
        Proposal(rule, client, _day(rule, client, journeys))
        for rule in rules
        for client in people
        if _holds(rule, case, client, journeys) and (rule.pk, client and client.pk) not in taken
    ]


def _is_about(rule, category):
    return category.startswith(ABOUT.get(rule.kind, ()))


def _journeys(case):
    """The journey that each person's part in the case is about, else her latest one."""
    people = case.people.all()
    clients = [person.client_id for person in people]
    hers = Journey.objects.filter(client__in=clients).order_by("number")
    latest = {journey.client_id: journey for journey in hers}
    return latest | {person.client_id: person.journey for person in people if person.journey}


def _holds(rule, case, client, journeys):
    """The rule is of the centre's country, or of the one where she worked."""
    if rule.country == case.centre.country:
        return True
    return client is not None and _there(journeys.get(client.pk)) == str(rule.country)


def _there(journey):
    return str(journey.destination) if journey else ""


def _day(rule, client, journeys):
    """From which day it counts, where the journey says so; else the officer does."""
    journey = journeys.get(client.pk) if client else None
    if journey and rule.counts_from == From.RETURN:
        return journey.returned_on
    return _contract_end(journey) if journey and rule.counts_from == From.CONTRACT_END else None


def _contract_end(journey):
    """The last day of the permit, which runs as long as the contract; at most until the return.

    The earlier day is the safer one: the officer sets a later one where she knows of it.
    """
    days = [day for day in (journey.permit_until, journey.returned_on) if day]
    return min(days) if journey.permit_until else None
