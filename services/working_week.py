"""The calendar on which a partner's clocks run."""

from helpdesk.access.working_week import calendar
from helpdesk.core.working_time import WorkingTime

from .models import Partner


def calendar_of(partner: Partner) -> WorkingTime:
    """A partner's working days and hours, holidays and closed days; fetches nothing."""
    return calendar(partner)
