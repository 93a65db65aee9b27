"""How urgent a case is: the rules propose, the officer decides, and both are kept."""

from ..models import Case
from ..proposing_urgency import Known, propose

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


def at_opening(case: Case, clients, journeys) -> Known:
    """What is known of a case that is only being opened."""
    return Known(
        category=case.category,
        high_risk=case.high_risk,
        clients=list(clients),
        journeys=[journey for journey in journeys if journey],
    )
