"""Makers that only the figures need: cases in the past, and referrals in every state."""

import uuid
from datetime import timedelta

from helpdesk.core.clock import at, now, today
from referrals import actions
from tests import make


def days_ago(days):
    """Within the block it is so many days earlier."""
    return at(now() - timedelta(days=days))


def make_cases(count, centre, by, **facts):
    """So many cases, each of a client of her own."""
    return [
        make.make_case(make.make_client(centre, by, f"Person {n}"), by, **facts)
        for n in range(count)
    ]


def refer(case, service, by, *, send=True):
    """A referral of the case's first person, sent unless told otherwise."""
    client = case.people.first().client
    draft = actions.draft(
        case,
        by=by,
        submission_id=uuid.uuid4(),
        client=client,
        service=service,
        asks_for="Wages",
        urgency="normal",
    )
    if not send:
        return draft
    until = today() + timedelta(days=900)
    return actions.agree_and_send(draft, by=by, how="spoken", language="ne", until=until)
