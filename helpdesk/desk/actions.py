"""Acts that span the apps: registering with a first case, and taking the next one."""

import uuid

from django.db import transaction

from helpdesk.cases import actions as cases
from helpdesk.cases.models import Case
from helpdesk.clients import actions as clients
from helpdesk.core.refusal import Refused


@transaction.atomic
def register_and_open(
    centre, *, by, submission_id, person, journey, phone=None, document=None, case=None
):
    """A new client with a journey and, where `case` holds its facts, a first case: (client, case).

    Sent twice it finds what the first one made: each part's id follows from the submission's.
    """
    client = clients.register(centre, by=by, submission_id=submission_id, phone=phone, **person)
    if document and not client.documents.exists():
        clients.add_document(client, by=by, **document)
    journey = clients.add_journey(
        client, by=by, submission_id=part_of(submission_id, "journey"), **journey
    )
    if case is None:
        return client, None
    return client, cases.open(
        client,
        centre,
        by=by,
        submission_id=part_of(submission_id, "case"),
        journey=journey,
        stage=journey.stage,
        **case,
    )


def part_of(submission_id, name):
    return uuid.uuid5(submission_id, name)


def take_next(*, by):
    """The case that has waited longest for an officer becomes one's own; None when none waits."""
    waiting = (
        Case.objects.visible_to(by)
        .unassigned()
        .select_related("centre")
        .order_by("opened_at", "id")
    )
    for case in waiting[:20]:
        try:
            return cases.take(case, by=by)
        except Refused:  # a colleague was faster: the next one, then
            continue
    return None
