"""Everything that happens to a consent or a referral, from either side."""

from .answering import (
    accept,
    acknowledge,
    complete,
    decline,
    not_deliver,
    request_information,
    start,
    waitlist,
)
from .consenting import record_consent, withdraw_consent
from .drafting import discard, draft, redraft, reroute
from .ending import answer, confirm, dispute, enter_in_error, expire, withdraw
from .handing_over import (
    end_overlap,
    end_overlaps,
    propose_handover,
    remind_of_handovers,
    withdraw_handover,
)
from .sending import agree_and_send, send
from .taking_over import accept_handover, decline_handover

__all__ = [
    "accept",
    "accept_handover",
    "acknowledge",
    "agree_and_send",
    "answer",
    "complete",
    "confirm",
    "decline",
    "decline_handover",
    "discard",
    "dispute",
    "draft",
    "end_overlap",
    "end_overlaps",
    "enter_in_error",
    "expire",
    "not_deliver",
    "propose_handover",
    "record_consent",
    "redraft",
    "remind_of_handovers",
    "request_information",
    "reroute",
    "send",
    "start",
    "waitlist",
    "withdraw",
    "withdraw_consent",
    "withdraw_handover",
]
