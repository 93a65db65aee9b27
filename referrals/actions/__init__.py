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
from .drafting import discard, draft, draft_several, redraft, reroute
from .ending import answer, confirm, dispute, enter_in_error, expire, withdraw
from .sending import agree_and_send, send
from .signposting import redirect, signpost

__all__ = [
    "accept",
    "acknowledge",
    "agree_and_send",
    "answer",
    "complete",
    "confirm",
    "decline",
    "discard",
    "dispute",
    "draft",
    "draft_several",
    "enter_in_error",
    "expire",
    "not_deliver",
    "record_consent",
    "redirect",
    "redraft",
    "request_information",
    "reroute",
    "send",
    "signpost",
    "start",
    "waitlist",
    "withdraw",
    "withdraw_consent",
]
