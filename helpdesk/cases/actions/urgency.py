"""How urgent a case is: the rules propose, the officer decides, and both are kept."""

from ..models import Case
from ..models.pressing import Urgency
from ..proposing_urgency import Known, known_of, propose
from .timing import retime

# What is kept of the decision.
DECIDED = ("urgency", "proposed_urgency", "proposed_because", "urgency_reason", "urgency_note")


def decide(case, known: Known, urgency: str | None) -> None:
    """Set both on the case, which is not saved; without an urgency, as proposed.

    A reason is kept only where the two differ.
    """
    proposal = propose(known)
    case.proposed_urgency, case.proposed_because = proposal.urgency, proposal.because
    case.urgency = urgency or proposal.urgency
    if not case.is_otherwise:
        case.urgency_reason, case.urgency_note = "", None


def press(case) -> list[str]:
    """It is of high risk from now on: as urgent as the rules say, if it was less; what was set."""
    case.high_risk = True
    known = known_of(case)
    if propose(known).urgency.rank >= Urgency(case.urgency).rank:
        return ["high_risk"]
    decide(case, known, None)
    return ["high_risk", *DECIDED, *retime(case)]


def at_opening(case: Case, clients, journeys) -> Known:
    """What is known of a case that is only being opened."""
    return Known(
        category=case.category,
        high_risk=case.high_risk,
        clients=list(clients),
        journeys=[journey for journey in journeys if journey],
    )
