"""The client’s page in half a minute: where she is, what went wrong, who is on it, by when."""

from dataclasses import dataclass

from helpdesk.cases.models import Case
from helpdesk.clients.journey_flags import Term, terms
from helpdesk.clients.models import Journey
from referrals.models import Referral
from referrals.models.referral import UNDER_WAY

MOST = 3  # lines of each; all stands below


@dataclass
class InShort:
    """Made of what the page has read already: it costs no query."""

    journey: Journey | None
    earlier: int
    broken: list[Term]
    open: list[Case]
    closed: int
    referrals: list[Referral]
    next: Case | None

    @property
    def more_open(self) -> int:
        return max(len(self.open) - MOST, 0)

    @property
    def shown(self):
        return self.open[:MOST]

    @property
    def since(self) -> str:
        """When the stage began in which she is now, as far as anyone knows."""
        days = {
            Journey.Stage.EMPLOYMENT: self.journey.departed,
            Journey.Stage.RETURN: self.journey.returned,
        }
        day = days.get(self.journey.stage)
        return day.in_words() if day else ""


def in_short(page) -> InShort:
    """Of a ClientPage, so of what its reader sees."""
    latest = page.journeys[0] if page.journeys else None
    is_open = [case for case in page.cases if case.is_open]
    due = [case for case in is_open if case.due_at]
    return InShort(
        journey=latest,
        earlier=max(len(page.journeys) - 1, 0),
        broken=[term for term in terms(latest) if term.differs] if latest else [],
        open=sorted(is_open, key=lambda case: (not case.high_risk, case.due_at or case.opened_at)),
        closed=len(page.cases) - len(is_open),
        referrals=_under_way(page.referrals),
        next=min(due, key=lambda case: case.due_at, default=None),
    )


def _under_way(referrals):
    """Live ones, those first that a partner has taken on."""
    live = [one for one in referrals if one.is_live]
    return sorted(live, key=lambda one: one.status not in UNDER_WAY)[: MOST + 1]
