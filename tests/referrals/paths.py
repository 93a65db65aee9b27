"""How a test leads a referral into a state, and what is said on the way."""

from datetime import timedelta

from helpdesk.core.clock import today

# Status → the acts that lead there from "sent" (from "draft" for the first two).
LEGAL = {
    "draft": [],
    "discarded": ["discard"],
    "sent": [],
    "acknowledged": ["acknowledge"],
    "information_requested": ["request_information"],
    "waitlisted": ["waitlist"],
    "accepted": ["accept"],
    "in_progress": ["accept", "start"],
    "completed": ["accept", "complete"],
    "not_delivered": ["accept", "not_deliver"],
    "closed": ["accept", "complete", "confirm"],
    "declined": ["decline"],
    "withdrawn": ["withdraw"],
    "no_response": ["expire"],
    "consent_withdrawn": ["withdraw_consent"],
    "entered_in_error": ["enter_in_error"],
}
BY = {
    **dict.fromkeys(
        [
            "acknowledge",
            "accept",
            "waitlist",
            "request_information",
            "decline",
            "start",
            "complete",
            "not_deliver",
        ],
        "roshan",
    ),
    **dict.fromkeys(
        ["answer", "withdraw", "confirm", "dispute", "enter_in_error", "discard"], "sarita"
    ),
}
SAID = {
    "waitlist": {"review_on": today() + timedelta(days=30)},
    "request_information": {"text": "Which month was the last one paid?"},
    "decline": {"reason": "capacity"},
    "complete": {"outcome": "full", "delivered": "The employer paid."},
    "not_deliver": {"reason": "unreachable"},
    "answer": {"text": "March."},
    "withdraw": {"reason": "client_declined"},
    "dispute": {"text": "Two months are missing."},
    "enter_in_error": {"text": "Wrong person."},
}
# What the same acts look like when they come from a page's form.
TYPED = {
    **SAID,
    "confirm": {"said_by": "client", "reached": "yes", "helped": "fully"},
    "waitlist": {"review_on": (today() + timedelta(days=30)).isoformat()},
}
