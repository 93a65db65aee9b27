"""Acts that span the apps: registering with a first case, and taking the next one."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from helpdesk.cases import actions as cases
from helpdesk.cases.models import Case
from helpdesk.clients import actions as clients
from helpdesk.clients.relating import add_relation
from helpdesk.contacts import actions as contacts
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import one_per_submission

from .counter import ask_access, grant_access, open_at_counter, refuse_access
from .joining import register_into
from .merging import differ, merge, undo_merge
from .receiving import case_facts, may_be_served, receive
from .registering import part_of, register_and_open_many

__all__ = [
    "ask_access",
    "differ",
    "grant_access",
    "merge",
    "open_at_counter",
    "part_of",
    "refuse_access",
    "register_and_open",
    "register_and_open_many",
    "register_into",
    "take_next",
    "take_up",
    "undo_merge",
]


@transaction.atomic
def register_and_open(
    centre,
    *,
    by,
    submission_id,
    person,
    journey,
    phone=None,
    document=None,
    relation=None,
    case=None,
    contact=None,
    incoming=None,
    apart=(),
):
    """A new client with a journey and, where `case` holds its facts, a first case: (client, case).

    `contact`: the one that she first came with; it is hers from now on, and the case's.
    `incoming`: the referral with which another organisation sent her.
    Sent twice it finds what the first one made: each part's id follows from the submission's.
    `apart`: those who look like her and are someone else, as the officer said.
    """
    served = may_be_served(incoming, case)
    client = clients.register(
        centre, by=by, submission_id=submission_id, phone=phone, served=served, **person
    )
    if document and not client.documents.exists():
        clients.add_document(client, by=by, **document)
    if relation:
        add_relation(client, by=by, submission_id=part_of(submission_id, "relation"), **relation)
    journey = clients.add_journey(
        client, by=by, submission_id=part_of(submission_id, "journey"), **journey
    )
    if case is not None:
        case = cases.open(
            client,
            centre,
            by=by,
            submission_id=part_of(submission_id, "case"),
            journey=journey,
            stage=journey.stage,
            **{**case, **case_facts(incoming)},
        )
    if incoming:
        receive(incoming, client, case, by=by)
    if contact:
        contacts.tie(contact, by=by, client=client, case=case)
    for other in apart:
        differ(client, other, by=by)
    return client, case


@one_per_submission(Case)
def take_up(client, centre, *, by, submission_id, phone=None, document=None, incoming=None, case):
    """She is known already: what she newly says is added to her record, and a case is opened."""
    journey = client.journeys.select_related("data_key").first()
    case = {**case, "journey": journey, **case_facts(incoming)}
    opened = cases.open(client, centre, by=by, submission_id=submission_id, **case)
    if incoming:
        receive(incoming, client, opened, by=by)
    if phone and not clients.find_phone(client, phone["number"], by):
        clients.add_phone(client, by=by, **phone)
    if document and not clients.find_document(client, document["number"]):
        clients.add_document(client, by=by, **document)
    return opened


def take_next(*, by):
    """The case that has waited longest for an officer becomes one's own; None when none waits."""
    waiting = (
        Case.objects.in_care_of(by)
        .unassigned()
        .select_related("centre")
        .order_by("opened_at", "id")
    )
    for case in waiting[:20]:
        try:
            return cases.take(case, by=by)
        except (Refused, PermissionDenied):  # a colleague was faster, or she left that centre
            continue
    return None
