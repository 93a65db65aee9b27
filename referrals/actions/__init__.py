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
from .appointing import (
    allot,
    cancel_appointment,
    change_appointment,
    keep_appointment,
    make_appointment,
    miss_appointment,
)
from .consenting import record_consent, withdraw_consent
from .drafting import discard, draft, redraft, reroute
from .ending import answer, confirm, dispute, enter_in_error, expire, withdraw
from .sending import agree_and_send, send

__all__ = [
    "accept",
    "acknowledge",
    "agree_and_send",
    "allot",
    "answer",
    "cancel_appointment",
    "change_appointment",
    "complete",
    "confirm",
    "decline",
    "discard",
    "dispute",
    "draft",
    "enter_in_error",
    "expire",
    "keep_appointment",
    "make_appointment",
    "miss_appointment",
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
