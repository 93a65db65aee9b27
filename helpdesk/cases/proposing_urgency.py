"""How much a matter presses, by rule, and why. The officer decides.

The rules are one table, settings.URGENCY_RULES: what holds → how urgent it makes a case; "" turns
a rule off. Of all that hold the most urgent counts; where none does, the matter is normal.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.clients.models import Client, Journey
from helpdesk.core.clock import today

from .categories import CATEGORIES
from .models.pressing import Because, Urgency


@dataclass
class Known:
    """What is known of a matter when its urgency is proposed.

    `last_days`: of its open deadlines. No trafficking screening stands here: it makes a case one of
    high risk, and what is kept of the reason must not tell more to those who may not know.
    """

    category: str
    high_risk: bool = False
    clients: list[Client] = field(default_factory=list)
    journeys: list[Journey] = field(default_factory=list)
    last_days: list = field(default_factory=list)


@dataclass
class Proposal:
    """How urgent, by which rule (none: nothing presses), and in words."""

    urgency: Urgency
    because: str = ""
    category: str = ""

    @property
    def words(self) -> str:
        """ "Critical, because someone may come to harm"."""
        why = because_in_words(self.because, self.category)
        label = self.urgency.label
        return _("%(urgency)s, because %(why)s") % {"urgency": label, "why": why} if why else label


def propose(known: Known) -> Proposal:
    """The most urgent of the rules that hold; of equals, the one that comes first."""
    rules = settings.URGENCY_RULES
    by_rule = [(rules[because], because) for because in _holding(known)]
    by_category = _of_category(known.category, rules["category"])
    found = [
        Proposal(Urgency(urgency), because, known.category)
        for urgency, because in [*by_rule, (by_category, Because.CATEGORY.value)]
        if urgency
    ]
    return min(found, key=lambda one: one.urgency.rank, default=Proposal(Urgency.NORMAL))


def _holding(known):
    """Which rules hold, by their names in the table."""
    holds = {
        Because.DANGER: known.high_risk,
        Because.ALONE: any(_is_alone(client) for client in known.clients),
        Because.LAPSING: any(_is_near(day) for day in known.last_days),
        Because.STRANDED: known.category in settings.URGENCY_STRANDED
        and any(journey.stage == Journey.Stage.EMPLOYMENT for journey in known.journeys),
    }
    return [because.value for because, yes in holds.items() if yes]


def _is_alone(client):
    return client.care == "unaccompanied" and (client.age is None or client.is_minor)


def _is_near(day):
    return (day - today()).days <= settings.URGENCY_LAPSING_DAYS


def _of_category(category, table):
    """What stands for the code itself, else for its group."""
    return table.get(category, table.get(category[:1], ""))


def because_in_words(because: str, category: str) -> str:
    """Why a rule proposed it, to stand after "because"; empty where nothing presses."""
    if because == Because.CATEGORY:
        return _("it is about: %(category)s") % {"category": NAMES.get(category, category)}
    if because == Because.LAPSING:
        days = settings.URGENCY_LAPSING_DAYS
        words = ngettext(
            "a deadline lapses within %(n)d day", "a deadline lapses within %(n)d days", days
        )
        return words % {"n": days}
    return str(Because(because).label) if because else ""


def proposed_in_words(case) -> str:
    """ "Critical, because it is about: Detention", as it was proposed to the officer."""
    urgency = Urgency(case.proposed_urgency)
    return Proposal(urgency, case.proposed_because, case.category).words


NAMES = {code: label for _group, codes in CATEGORIES for code, label in codes}


def known_of(case) -> Known:
    """What is known of a case that stands, in two queries."""
    people = list(case.people.select_related("client__data_key", "journey"))
    return Known(
        category=case.category,
        high_risk=case.high_risk,
        clients=[person.client for person in people],
        journeys=[person.journey for person in people if person.journey],
        last_days=list(case.deadlines.open().values_list("due_on", flat=True)),
    )


def proposed_anew(case, deadlines) -> Proposal | None:
    """What the rules say today, where it presses more than was decided; None otherwise.

    For a case with its people prefetched. What the officer has already decided against is not
    said again.
    """
    people = case.people.all()
    proposal = propose(
        Known(
            category=case.category,
            high_risk=case.high_risk,
            clients=[person.client for person in people],
            journeys=[person.journey for person in people if person.journey],
            last_days=[one.due_on for one in deadlines if one.done_at is None],
        )
    )
    decided = min(Urgency(case.urgency), Urgency(case.proposed_urgency or "low"), key=_rank)
    return proposal if case.is_open and proposal.urgency.rank < decided.rank else None


def _rank(urgency):
    return urgency.rank
