"""All that can happen to partners, services, places and agreements."""

from .agreements import end, make_agreement, sign
from .directory import correct_from_directory, drop_hours, state_hours, tie, tie_by_partner
from .listing import (
    change_hours,
    change_partner,
    change_service,
    make_location,
    make_partner,
    make_service,
    set_capacity,
    span,
    spelled,
)
from .staff import change_worker, invite_worker

__all__ = [
    "change_hours",
    "change_partner",
    "change_service",
    "change_worker",
    "correct_from_directory",
    "drop_hours",
    "end",
    "invite_worker",
    "make_agreement",
    "make_location",
    "make_partner",
    "make_service",
    "set_capacity",
    "sign",
    "span",
    "spelled",
    "state_hours",
    "tie",
    "tie_by_partner",
]
