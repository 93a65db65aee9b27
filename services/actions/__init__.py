"""All that can happen to partners, services, places, contacts and agreements."""

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
from .contacts import change_contact, name_contact, remove_contact
from .details import (
    change_accessibility,
    change_cost,
    classify,
    drop_accessibility,
    drop_cost,
    make_accessibility,
    make_cost,
    make_taxonomy,
    make_term,
)
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
from .scans import attach_scan, open_scan
from .staff import change_worker, invite_worker, reset_second_factor
from .writing import touched_together

__all__ = [
    "attach_scan",
    "change_accessibility",
    "change_agreement",
    "change_contact",
    "change_cost",
    "change_hours",
    "change_partner",
    "change_service",
    "change_worker",
    "classify",
    "concerned",
    "correct_from_directory",
    "drop_accessibility",
    "drop_cost",
    "drop_hours",
    "end",
    "invite_worker",
    "make_accessibility",
    "make_agreement",
    "make_cost",
    "make_location",
    "make_partner",
    "make_service",
    "make_taxonomy",
    "make_term",
    "name_contact",
    "open_scan",
    "remind_to_verify",
    "remove_contact",
    "reset_second_factor",
    "resume",
    "set_capacity",
    "sign",
    "span",
    "spelled",
    "state_hours",
    "suspend",
    "tie",
    "tie_by_partner",
    "touched_together",
    "verify",
    "warn_of_ending",
]
