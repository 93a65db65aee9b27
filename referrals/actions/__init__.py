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
from .chasing import chase
from .climbing import expire
from .consenting import record_consent, withdraw_consent
from .drafting import discard, draft, redraft, reroute
from .ending import answer, confirm, dispute, enter_in_error, withdraw
from .sending import agree_and_send, send
from .stopping import end_agreement, find_lost_cover, suspend_agreement

__all__ = [
    "accept",
    "acknowledge",
    "agree_and_send",
    "answer",
    "chase",
    "complete",
    "confirm",
    "decline",
    "discard",
    "dispute",
    "draft",
    "end_agreement",
    "enter_in_error",
    "expire",
    "find_lost_cover",
    "not_deliver",
    "record_consent",
    "redraft",
    "request_information",
    "reroute",
    "send",
    "start",
    "suspend_agreement",
    "waitlist",
    "withdraw",
    "withdraw_consent",
]
