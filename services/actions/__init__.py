"""All that can happen to partners, services, places and agreements."""

from .agreements import end, make_agreement, sign
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
    change_service,
    make_location,
    make_partner,
    make_service,
    set_capacity,
    span,
    spelled,
)

__all__ = [
    "change_accessibility",
    "change_cost",
    "change_hours",
    "change_partner",
    "change_service",
    "classify",
    "correct_from_directory",
    "drop_accessibility",
    "drop_cost",
    "drop_hours",
    "end",
    "make_accessibility",
    "make_agreement",
    "make_cost",
    "make_location",
    "make_partner",
    "make_service",
    "make_taxonomy",
    "make_term",
    "set_capacity",
    "sign",
    "span",
    "spelled",
    "state_hours",
    "tie",
    "tie_by_partner",
]
