"""All that happens to a client's own record. Who may: access.roles. What was done: the trail."""

from .capacities import add_prospects, add_skill, change_prospects, change_skill
from .fees import add_fee, change_fee
from .journeys import (
    add_journey,
    change_journey,
    check_dates,
    correct,
    move_on,
    next_journey_number,
)
from .plan_reminders import remind_of_plans
from .plan_reviews import review_plan
from .plan_steps import add_goal, add_step, change_goal, change_step, finish_step
from .plans import change_plan, draw_up_plan, next_plan_number
from .records import (
    add_document,
    add_phone,
    change,
    change_document,
    change_phone,
    countries_of,
    enter_in_error,
    find_document,
    find_phone,
    index,
    lock_standing,
    register,
    serve,
    with_birth,
)

__all__ = [
    "add_document",
    "add_fee",
    "add_goal",
    "add_journey",
    "add_phone",
    "add_prospects",
    "add_skill",
    "add_step",
    "change",
    "change_document",
    "change_fee",
    "change_goal",
    "change_journey",
    "change_phone",
    "change_plan",
    "change_prospects",
    "change_skill",
    "change_step",
    "check_dates",
    "correct",
    "countries_of",
    "draw_up_plan",
    "enter_in_error",
    "find_document",
    "find_phone",
    "finish_step",
    "index",
    "lock_standing",
    "move_on",
    "next_journey_number",
    "next_plan_number",
    "register",
    "remind_of_plans",
    "review_plan",
    "serve",
    "with_birth",
]
