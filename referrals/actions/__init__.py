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
from .appointing import (
    allot,
    cancel_appointment,
    change_appointment,
    keep_appointment,
    make_appointment,
    miss_appointment,
)
from .chasing import chase
from .climbing import expire
from .consenting import (
    record_consent,
    refuse_consent,
    withdraw_consent,
    withdraw_everything,
)
from .drafting import discard, draft, draft_several, redraft, reroute
from .ending import answer, confirm, dispute, enter_in_error, withdraw
from .handing_over import (
    end_overlap,
    end_overlaps,
    propose_handover,
    remind_of_handovers,
    withdraw_handover,
)
from .keeping import add_consent_text, attach_paper, begin_history_of_texts, open_paper
from .overriding import override_consent
from .receiving import (
    accept_incoming,
    acknowledge_incoming,
    answer_incoming,
    ask_sender,
    chase_incoming,
    close_incoming,
    decline_incoming,
    log_incoming,
    refer_in,
    tie_incoming,
)
from .sending import agree_and_send, send, send_again
from .signposting import redirect, signpost
from .stopping import end_agreement, find_ended_consent, find_lost_cover, suspend_agreement
from .taking_over import accept_handover, decline_handover

__all__ = [
    "accept",
    "accept_handover",
    "accept_incoming",
    "acknowledge",
    "acknowledge_incoming",
    "add_consent_text",
    "agree_and_send",
    "allot",
    "amend",
    "answer",
    "answer_incoming",
    "ask_sender",
    "attach_paper",
    "begin_history_of_texts",
    "cancel_appointment",
    "change_appointment",
    "chase",
    "chase_incoming",
    "close_incoming",
    "complete",
    "confirm",
    "decline",
    "decline_handover",
    "decline_incoming",
    "discard",
    "dispute",
    "draft",
    "draft_several",
    "end_agreement",
    "end_overlap",
    "end_overlaps",
    "enter_in_error",
    "expire",
    "find_ended_consent",
    "find_lost_cover",
    "keep_appointment",
    "log_incoming",
    "make_appointment",
    "miss_appointment",
    "not_deliver",
    "open_paper",
    "override_consent",
    "propose_handover",
    "record_consent",
    "redirect",
    "redraft",
    "refer_in",
    "refuse_consent",
    "remind_of_handovers",
    "request_information",
    "reroute",
    "send",
    "send_again",
    "signpost",
    "start",
    "suspend_agreement",
    "tie_incoming",
    "waitlist",
    "withdraw",
    "withdraw_consent",
    "withdraw_everything",
    "withdraw_handover",
]
