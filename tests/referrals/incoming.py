"""How tests send someone to a centre."""

import uuid

from referrals import actions
from referrals.models import Incoming

CANARY = "CANARYINCOMING"
FACTS = {
    "name": "Binod Canaryname",
    "phone": "+9779841555777",
    "kind": "legal",
    "asks_for": f"Seven months of wages. {CANARY}",
    "urgency": "normal",
    "consent": "spoken",
}


def logged(centre, by, **facts):
    """Written down by the desk, from an embassy unless told otherwise."""
    facts = {"sender": "Embassy in Doha", "channel": "phone", **FACTS, **facts}
    return actions.log_incoming(centre, by=by, submission_id=uuid.uuid4(), **facts)


def referred_in(partner, centre, by, **facts):
    """Sent by a partner's worker from its own desk."""
    facts = {**FACTS, **facts}
    return actions.refer_in(partner, centre, by=by, submission_id=uuid.uuid4(), **facts)


def fresh(incoming):
    return Incoming.objects.for_listing().get(pk=incoming.pk)


def typed(**facts):
    """What a page's form says."""
    return {"submission_id": uuid.uuid4(), "sex": "not_said", **FACTS, **facts}
