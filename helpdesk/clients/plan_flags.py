"""By when a returnee's reintegration plan is best drawn up (DOMAIN: within a month of return)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from helpdesk.core.clock import today

from .models import Journey, Plan

RECENT = 365  # days: who came back longer ago has found her feet, or has a case


@dataclass
class PlanWanted:
    """The last day that is recommended; `is_late` when it has passed."""

    by: date
    is_late: bool


def plan_wanted(journey, plan) -> PlanWanted | None:
    """For her latest journey and her latest plan, either of which may be None."""
    if journey is None or journey.stage != Journey.Stage.RETURN or journey.returned is None:
        return None
    back = journey.returned.last
    if (today() - back).days > RECENT or _covers(plan, journey):
        return None
    by = back + timedelta(days=settings.PLAN_WITHIN_DAYS)
    return PlanWanted(by, is_late=by < today())


def _covers(plan, journey):
    """A reintegration plan for this return, in use or ended."""
    if plan is None or plan.kind != Plan.Kind.REINTEGRATION:
        return False
    return plan.journey_id == journey.pk or plan.drawn_up_on >= journey.returned.first
