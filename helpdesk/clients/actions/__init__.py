"""All that happens to a client's own record. Who may: access.roles. What was done: the trail."""

from .fees import add_fee, change_fee
from .journeys import (
    add_journey,
    change_journey,
    check_dates,
    correct,
    move_on,
    next_journey_number,
)
from .records import (
    add_document,
    add_phone,
    change,
    change_document,
    change_phone,
    enter_in_error,
    has_document,
    has_phone,
    index,
    lock_standing,
    register,
    serve,
    with_birth,
)

__all__ = [
    "add_document",
    "add_fee",
    "add_journey",
    "add_phone",
    "change",
    "change_document",
    "change_fee",
    "change_journey",
    "change_phone",
    "check_dates",
    "correct",
    "enter_in_error",
    "has_document",
    "has_phone",
    "index",
    "lock_standing",
    "move_on",
    "next_journey_number",
    "register",
    "serve",
    "with_birth",
]
