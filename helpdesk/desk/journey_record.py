"""What the page of one journey shows, each part as far as one may see it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from helpdesk.cases.models import Case
from helpdesk.clients.form_parts.journey_details import money_of
from helpdesk.clients.journey_flags import flags, terms
from helpdesk.clients.journey_forms import MoveOn
from helpdesk.clients.models import Fee, Journey
from helpdesk.contacts.models import Attendance, Contact
from helpdesk.core.money import in_words

from .facts import Fact
from .work import with_partners

SHOWN = 50


def url_of(journey):
    """The page of a journey."""
    return reverse("journey", args=[journey.client.code, journey.number])


def way_on(journey):
    """The form to the next stage; none at the end of the way."""
    if not Journey.NEXT[journey.stage]:
        return None
    return MoveOn(journey=journey, auto_id=f"id_%s_{journey.number}")


@dataclass
class Sum:
    """What was paid in one currency, and how much of it a receipt is held for."""

    paid: str
    held: str


class JourneyPage:
    """The parts of a journey's page; each is read once."""

    def __init__(self, journey, user):
        self.journey, self.user = journey, user
        journey.forward = way_on(journey)
        self.debt = money_of(journey, "debt")
        self.terms = terms(journey)

    @property
    def differs(self):
        return any(term.differs for term in self.terms)

    @cached_property
    def flags(self):
        hers = Journey.objects.of_seen(self.journey.client)
        return flags(self.journey, list(hers[:SHOWN]))

    @cached_property
    def fees(self):
        return list(Fee.objects.of_seen(self.journey).standing().for_listing()[: SHOWN * 2])

    @cached_property
    def sums(self):
        """By currency: they are never added up."""
        found: dict = {}
        for fee in self.fees:
            paid, held = found.get(fee.currency, (0, 0))
            is_held = fee.receipt == Fee.Receipt.HELD
            found[fee.currency] = (paid + fee.amount, held + fee.amount * is_held)
        return [
            Sum(in_words(paid, currency), in_words(held, currency) if held else "")
            for currency, (paid, held) in sorted(found.items())
        ]

    @cached_property
    def all_cases(self):
        """Hers that the user sees, on this journey or not: contacts may be on any of them."""
        cases = Case.objects.visible_to(self.user).about(self.journey.client).with_journey()
        rows = with_partners(cases).select_related("officer", "data_key")
        return list(rows.order_by("-status", "due_at", "id")[: SHOWN * 2])

    @cached_property
    def cases(self):
        return [case for case in self.all_cases if case.of_journey == self.journey.pk]

    @cached_property
    def contacts(self):
        cases = [case.pk for case in self.all_cases]
        rows = Contact.objects.of_seen(self.journey.client, cases, self.user)
        rows = rows.filter(journey=self.journey).standing().for_parts().latest_first()
        return list(rows[:SHOWN])

    @cached_property
    def sessions(self):
        hers = Attendance.objects.of_seen(self.journey.client).filter(journey=self.journey)
        return list(hers.for_parts().order_by("-session__starts_at")[:SHOWN])

    @property
    def facts(self):
        """Lines of words; what nobody said is no line."""
        journey = self.journey
        lines = [
            Fact(_("First time, or again?"), journey.get_turn_display()),
            Fact(_("Channel"), journey.get_channel_display()),
            Fact(_("Occupation"), journey.work_in_words),
            Fact(_("In their own words"), journey.work or "" if journey.occupation else ""),
            Fact(_("Sector"), journey.get_sector_display()),
            Fact(_("Recruiter or agent"), journey.recruiter or ""),
            Fact(_("Employer"), journey.employer or ""),
            Fact(_("Permit"), self._permit()),
            Fact(_("Why they came back"), journey.get_return_reason_display()),
            Fact(_("Why it was corrected"), journey.correction or ""),
        ]
        return [line for line in lines if line.value]

    def _permit(self):
        days = [self.journey.permit_from, self.journey.permit_until]
        span = " – ".join(f"{day:%Y-%m-%d}" if day else "…" for day in days) if any(days) else ""
        return " · ".join(filter(None, [self.journey.permit_number, span]))
