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
    "enter_in_error",
    "expire",
    "not_deliver",
    "record_consent",
    "redraft",
    "request_information",
    "reroute",
    "send",
    "start",
    "waitlist",
    "withdraw",
    "withdraw_consent",
]
