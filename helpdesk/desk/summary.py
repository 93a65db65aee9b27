"""A case or a client on one or two sheets of paper: who, what, what was done, what comes next.

With `coded`, people and parties are their codes and nothing stands there that was typed freely: a
text may name someone. The lines are read when the summary is made, before the reading is recorded.
"""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from helpdesk.cases.models import Claim, Deadline
from helpdesk.cases.money import shown
from helpdesk.clients.journey_flags import terms

from . import timeline
from .work import standing_of

LINES = 40  # of what was done: the newest, so that two sheets are enough
TYPED = ("notes", "contacts")  # things whose own words may name someone


@dataclass
class Part:
    """A heading and its lines: (label or day, words)."""

    title: str
    lines: list[tuple[str, str]]


def _day(moment) -> str:
    day = timezone.localtime(moment).date() if hasattr(moment, "hour") else moment
    return date_format(day, "j M Y") if day else ""


def _words(*facts) -> str:
    return " · ".join(str(fact) for fact in facts if fact)


class Summary:
    """What both have in common. `parts` is what is printed."""

    says_of_which = False  # whether a line of what was done names its case

    def __init__(self, page, *, coded=False, notes=False):
        self.page, self.coded, self.notes = page, coded, notes
        self.parts = [part for part in self._parts() if part.lines]

    def who(self, client):
        return client.code if self.coded else f"{client.display_name} ({client.code})"

    def _claims(self, claims):
        lines = []
        for claim in claims:
            sums = [_("claimed %(sum)s") % {"sum": shown(claim.claimed, claim.currency)}]
            if claim.agreed is not None:
                sums.append(_("agreed %(sum)s") % {"sum": shown(claim.agreed, claim.currency)})
            if claim.received:
                sums.append(_("received %(sum)s") % {"sum": shown(claim.received, claim.currency)})
            lines.append((claim.get_kind_display(), _words(*sums, claim.get_status_display())))
        return Part(_("Money"), lines)

    def _deadlines(self, deadlines):
        return Part(
            _("Deadlines"),
            [
                (
                    _day(one.due_on),
                    _words(
                        one.rule.get_kind_display() if one.rule else "",
                        "" if self.coded else one.text,
                        _("met") if one.done_at else "",
                    )
                    or _("A deadline"),
                )
                for one in deadlines
            ],
        )

    def _referrals(self):
        return Part(
            _("Referrals"),
            [
                (
                    _day(one.sent_at) or _("not sent"),
                    _words(one.partner, one.service, one.get_status_display(), one.code),
                )
                for one in self.page.referrals
            ],
        )

    def _story(self, told):
        """What was done, day by day, the newest first."""
        lines = []
        for day in told.days:
            for item in day.items:
                if item.what == "notes" and not self.notes:
                    continue
                plain = not self.coded or (item.what not in TYPED and not item.typed)
                detail = item.detail if plain and (item.what != "notes" or self.notes) else ""
                of = item.code if self.says_of_which else ""
                text = (self.coded and item.plain) or item.text
                lines.append((_day(item.at), _words(text, detail, of)))
        return Part(_("What was done"), lines[:LINES])


class CaseSummary(Summary):
    """One case on paper."""

    @property
    def title(self):
        case = self.page.case
        return case.get_category_display() if self.coded else case.title

    def _parts(self):
        page, case = self.page, self.page.case
        return [
            Part(_("The matter"), self._matter(case)),
            Part(_("People"), [self._person(person) for person in case.people.all()]),
            Part(_("Needs"), [self._need(need) for need in page.needs]),
            Part(_("Parties"), [self._party(role) for role in page.parties]),
            self._claims(page.claims),
            self._deadlines(page.all_deadlines),
            self._referrals(),
            Part(_("To be done"), [self._task(task) for task in page.tasks]),
            self._story(timeline.of_case(page)),
        ]

    def _matter(self, case):
        until = _("Closed") if case.closed_at else ""
        return [
            (_("Category"), _words(case.get_category_display(), case.get_stage_display())),
            (_("Urgency"), _words(case.get_urgency_display(), case.high_risk and _("High risk"))),
            (_("Officer"), _words(case.officer or _("Nobody yet"), case.centre.name)),
            (_("Opened"), _words(_day(case.opened_at), until, _day(case.closed_at))),
            (_("Status"), str(standing_of(case)[0])),
        ]

    def _person(self, person):
        journey = person.journey.title if person.journey else ""
        outcome = person.get_outcome_display()
        return self.who(person.client), _words(person.client.get_sex_display(), journey, outcome)

    def _need(self, need):
        met = _("met") if need.met_at else _("not met yet")
        return str(need.kind_label), _words(met, "" if self.coded else need.text)

    def _party(self, role):
        name = role.party.code if self.coded else role.party.name
        return role.get_role_display(), _words(name, "" if self.coded else role.note)

    def _task(self, task):
        return _day(task.due_at), _("A task") if self.coded else task.text


class ClientSummary(Summary):
    """A client with all that the reader sees of her, on paper."""

    says_of_which = True

    @property
    def title(self):
        client = self.page.client
        return client.code if self.coded else client.display_name

    @property
    def restricted(self) -> bool:
        return any(case.restricted for case in self.page.cases)

    def _parts(self):
        page = self.page
        cases = [case.pk for case in page.cases]
        claims = Claim.objects.of_seen(cases).filter(client=page.client).for_listing()
        deadlines = Deadline.objects.of_seen(cases).open().for_listing()
        return [
            Part(_("The client"), self._facts(page.client)),
            Part(_("Journeys"), [line for one in page.journeys for line in self._journey(one)]),
            Part(_("Cases"), [self._case(case) for case in page.cases]),
            self._claims(claims),
            self._deadlines(deadlines),
            self._referrals(),
            self._story(timeline.of_client(page)),
        ]

    def _facts(self, client):
        age = "" if client.age is None else _("about %(age)s") % {"age": client.age}
        nations = ", ".join(str(nation.name) for nation in client.nationalities)
        return [
            (_("Client"), self.who(client)),
            (_("Sex and age"), _words(client.get_sex_display(), age)),
            (_("Nationality"), nations or _("Not said")),
            (_("Home centre"), client.centre.name),
        ]

    def _journey(self, journey):
        """Where she was and when; then what was promised and not given."""
        days = [day.in_words() for day in (journey.departed, journey.returned) if day]
        reason = journey.get_return_reason_display() if journey.return_reason else ""
        yield (
            journey.title,
            _words(journey.get_stage_display(), " – ".join(days), self._work(journey), reason),
        )
        for term in terms(journey) if not self.coded else ():
            if term.differs:
                said = {"promised": term.promised, "given": term.given}
                yield term.label, _("promised: %(promised)s, given: %(given)s") % said

    def _work(self, journey):
        """What she does there; coded, only by the standard's words."""
        return journey.work_in_words if journey.occupation or not self.coded else ""

    def _case(self, case):
        title = "" if self.coded else case.title
        when = case.closed_at or case.opened_at
        state = _("closed") if case.closed_at else _("opened")
        return case.code, _words(case.get_category_display(), title, f"{state} {_day(when)}")
