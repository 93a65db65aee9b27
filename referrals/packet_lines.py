"""How a line of a packet reads: from the facts of a person, a case and a journey, as text."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from helpdesk.clients.birth import birth_as_told
from helpdesk.clients.form_parts.journey_details import money_of
from helpdesk.clients.journey_flags import terms
from helpdesk.clients.models import Document, Phone, Plan, PlanGoal, Prospects, Skill
from helpdesk.core.holding import Parts, holding, part

from .categories import Category

# What a goal of a plan tells of, by what it is about; the others tell of the journey.
K = PlanGoal.Kind
GOALS = {
    **dict.fromkeys([K.JOB, K.TRAINING], Category.WORK),
    **dict.fromkeys([K.BUSINESS, K.SAVINGS, K.DEBT], Category.FINANCE),
    **dict.fromkeys([K.HOUSING, K.FAMILY], Category.FAMILY),
    **{K.HEALTH: Category.HEALTH, K.MIND: Category.PSYCHOSOCIAL},
    **{K.PROTECTION: Category.PROTECTION, K.PAPERS: Category.DOCUMENTS},
}


@dataclass(frozen=True)
class Item:
    """One line of a packet: its category, the fields that it discloses, and how they read."""

    category: Category
    key: str
    label: Any
    sources: tuple[str, ...]
    read: Callable
    lang: Callable = lambda facts: ""
    identifies: bool = False  # left out where a code stands for the person


@dataclass
class Facts(Parts):
    """What a packet can be composed from."""

    client: Any
    case: Any
    journey: Any
    coded_only: bool

    KEY_OF = {
        model: model._meta.get_field("client")
        for model in (Document, Phone, Plan, Prospects, Skill)
    }

    @cached_property
    def holding(self):
        return holding(self.client, tuple(self.KEY_OF.values()))

    @part(Phone)
    def phones(self):
        return self.client.phones.for_listing()

    @part(Document)
    def documents(self):
        return self.client.documents.for_listing()

    @part(Skill)
    def skills(self):
        return self.client.skills.standing().for_listing()

    @part(Prospects)
    def told(self):
        """What was last told of savings and intentions, if anything was."""
        return self.client.prospects.for_listing()[:1]

    @part(Plan)
    def goals(self):
        """Those of the plan in use."""
        goals = PlanGoal.objects.filter(plan__client=self.client, plan__ending="").standing()
        return goals.for_listing()


def _day(day):
    return date_format(day, "j M Y") if day else ""


def _part(day):
    return day.in_words() if day else ""


def name(facts):
    return facts.client.code if facts.coded_only else facts.client.name or facts.client.code


def local_name(facts):
    return (facts.client.local_name or {}).get("text", "")


def birth(facts):
    """The day; beside a code the year alone, which tells nobody who she is."""
    if facts.coded_only:
        return str(facts.client.birth_year or "")
    return birth_as_told(facts.client.birth)


def phones(facts):
    lines = []
    for phone in facts.phones:
        parts = [
            phone.number,
            f"{_('Safe to call?')} {phone.get_safe_display()}",
            phone.safe_note,
            phone.answered_by,
            phone.messenger,
        ]
        lines.append(" · ".join(str(part) for part in parts if part))
    return "\n".join(lines)


def documents(facts):
    lines = []
    for paper in facts.documents:
        parts = [
            paper.get_kind_display(),
            paper.number,
            paper.country.name,
            _day(paper.expires_on),
            paper.get_held_by_display(),
        ]
        lines.append(" · ".join(str(part) for part in parts if part))
    return "\n".join(lines)


def home(facts):
    return ", ".join(str(part) for part in (facts.client.address, facts.client.area) if part)


def dates(facts):
    journey = facts.journey
    return (
        ""
        if journey is None
        else " – ".join(filter(None, (_part(journey.departed), _part(journey.returned))))
    )


def permit(facts):
    """Its number and its days."""
    journey = facts.journey
    if journey is None:
        return ""
    days = [_day(journey.permit_from), _day(journey.permit_until)]
    span = " – ".join(day or "…" for day in days) if any(days) else ""
    return " · ".join(filter(None, [journey.permit_number, span]))


def contract(facts):
    """Each thing that was promised, and beside it what was given."""
    return "\n".join(
        f"{term.label}: {_('promised')} {term.promised or '–'}, {_('given')} {term.given or '–'}"
        for term in (terms(facts.journey) if facts.journey else ())
    )


def fees(facts):
    """What was paid, each in its currency, and the receipts."""
    if facts.journey is None:
        return ""
    paid = facts.journey.fees.standing().for_listing()
    lines = (
        (
            fee.get_kind_display(),
            fee.money,
            fee.paid_to,
            _day(fee.paid_on),
            fee.get_receipt_display(),
        )
        for fee in paid
    )
    return "\n".join(" · ".join(str(part) for part in line if part) for line in lines)


def debt(facts):
    """How much is owed for the journey, and to whom."""
    owed = facts.journey and money_of(facts.journey, "debt")
    return " · ".join(filter(None, [str(owed), facts.journey.debt_to])) if owed else ""


def of_journey(read):
    return lambda facts: "" if facts.journey is None else read(facts.journey)


def skills(facts):
    """What the client can do, each with where it was learnt and what paper shows it."""
    return "\n".join(
        " · ".join(filter(None, [skill.text, skill.in_words])) for skill in facts.skills
    )


def of_told(read):
    return lambda facts: read(facts.told[0]) if facts.told else ""


def goals(category):
    """The plan's goals that belong to this category: a goal about health is health."""

    def read(facts):
        return "\n".join(
            goal.text for goal in facts.goals if GOALS.get(goal.kind, Category.JOURNEY) == category
        )

    return read
