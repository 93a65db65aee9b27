"""All that can happen to partners, services, places, contacts and agreements."""

from .agreements import end, make_agreement, sign
from .contacts import change_contact, name_contact, remove_contact
from .directory import correct_from_directory, drop_hours, state_hours, tie, tie_by_partner
from .listing import (
    change_hours,
    change_partner,
    make_location,
    make_partner,
    span,
    spelled,
)
from .offering import change_service, make_service, set_capacity, verify
from .reminding import remind_to_verify

__all__ = [
    "change_contact",
    "change_hours",
    "change_partner",
    "change_service",
    "correct_from_directory",
    "drop_hours",
    "end",
    "make_agreement",
    "make_location",
    "make_partner",
    "make_service",
    "name_contact",
    "remind_to_verify",
    "remove_contact",
    "set_capacity",
    "sign",
    "span",
    "spelled",
    "state_hours",
    "tie",
    "tie_by_partner",
    "verify",
]
