"""All that can happen to partners, services, places and agreements."""

from .agreements import (
    change_agreement,
    concerned,
    end,
    make_agreement,
    resume,
    sign,
    suspend,
    warn_of_ending,
)
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
from .scans import attach_scan, open_scan

__all__ = [
    "attach_scan",
    "change_agreement",
    "change_hours",
    "change_partner",
    "change_service",
    "concerned",
    "correct_from_directory",
    "drop_hours",
    "end",
    "make_agreement",
    "make_location",
    "make_partner",
    "make_service",
    "open_scan",
    "resume",
    "set_capacity",
    "sign",
    "span",
    "spelled",
    "state_hours",
    "suspend",
    "tie",
    "tie_by_partner",
    "warn_of_ending",
]
