"""Everything that happens to a consent or a referral, from either side."""

from .amending import amend
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
from .consenting import (
    record_consent,
    refuse_consent,
    withdraw_consent,
    withdraw_everything,
)
from .drafting import discard, draft, redraft, reroute
from .ending import answer, confirm, dispute, enter_in_error, expire, withdraw
from .keeping import add_consent_text, attach_paper, open_paper
from .overriding import override_consent
from .sending import agree_and_send, send, send_again

__all__ = [
    "accept",
    "acknowledge",
    "add_consent_text",
    "agree_and_send",
    "amend",
    "answer",
    "attach_paper",
    "complete",
    "confirm",
    "decline",
    "discard",
    "dispute",
    "draft",
    "enter_in_error",
    "expire",
    "not_deliver",
    "open_paper",
    "override_consent",
    "record_consent",
    "redraft",
    "refuse_consent",
    "request_information",
    "reroute",
    "send",
    "send_again",
    "start",
    "waitlist",
    "withdraw",
    "withdraw_consent",
    "withdraw_everything",
]
