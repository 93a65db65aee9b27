"""Registering many with their first cases, as a register brings them."""

from uuid import UUID, uuid5

from django.db import transaction

from helpdesk.cases import actions as cases
from helpdesk.clients.models import Client
from helpdesk.clients.registering import Newcomer, register_many


@transaction.atomic
def register_and_open_many(centre, people: dict[UUID, dict], *, by) -> dict[UUID, Client]:
    """What `register_and_open` does, for each submission and its facts; by submission the client.

    Refused where one of them is refused: then nobody is registered.
    """
    newcomers = [_newcomer(submission_id, facts) for submission_id, facts in people.items()]
    fresh = register_many(centre, newcomers, by=by)
    matters = [
        cases.Matter(
            submission_id=part_of(one.submission_id, "case"),
            client=one.client,
            journey=one.first_journey,
            facts=people[one.submission_id]["case"],
        )
        for one in fresh
        if people[one.submission_id]["case"] is not None
    ]
    cases.open_many(centre, matters, by=by)
    return {one.submission_id: one.client for one in newcomers}


def _newcomer(submission_id, facts):
    return Newcomer(
        submission_id=submission_id,
        person=facts["person"],
        journey={"submission_id": part_of(submission_id, "journey"), **facts["journey"]},
        phone=facts["phone"],
        document=facts["document"],
    )


def part_of(submission_id: UUID, name: str) -> UUID:
    """The id of a part of what was sent: the same whenever it is sent again."""
    return uuid5(submission_id, name)
