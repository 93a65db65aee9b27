"""A partner's own numbers of the last twelve months: counted, and no person in them."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand, partner_ids
from helpdesk.core.clock import now

from .models import Referral
from .models.referral import Status

YEAR = timedelta(days=365)
FACTS = ("service__name", "status", "urgency", "reason", "outcome", "sent_at", "acknowledged_at")
FACTS = (*FACTS, "decided_at", "acknowledge_due", "decide_due")


@dataclass
class Line:
    """What became of the referrals of one month, of one service, or of all."""

    label: str
    received: int = 0
    in_time: int = 0
    accepted: int = 0
    declined: int = 0
    completed: int = 0
    hours: list[float] = field(default_factory=list)

    def add(self, row):
        self.received += 1
        self.in_time += _answered_in_time(row)
        self.declined += row["status"] == Status.DECLINED
        self.accepted += bool(row["decided_at"]) and row["status"] != Status.DECLINED
        self.completed += row["outcome"] != ""
        if row["acknowledged_at"]:
            self.hours.append((row["acknowledged_at"] - row["sent_at"]).total_seconds() / 3600)

    @property
    def median_hours(self):
        """Half were acknowledged within so many hours; None where none was."""
        return round(median(self.hours), 1) if self.hours else None

    def cells(self):
        return [
            *(self.label, self.received, self.in_time, self.accepted, self.declined),
            *(self.completed, "" if self.median_hours is None else self.median_hours),
        ]


@dataclass
class Figures:
    """The three tables of the page."""

    total: Line
    months: list[Line]
    services: list[Line]
    reasons: list[tuple[str, int]]


def figures_of(user) -> Figures:
    """What reached the user's partner in twelve months, in one query. Only for its own people."""
    demand(user, "see_own_figures")
    rows = Referral.objects.counted_for(partner_ids(user)).filter(sent_at__gte=now() - YEAR)
    total, reasons = Line(_("All")), Counter()
    months: dict[str, Line] = {}
    services: dict[str, Line] = {}
    for row in rows.order_by("-sent_at").values(*FACTS).iterator():
        month = date_format(localtime(row["sent_at"]), "F Y")
        service = row["service__name"]
        for line in (
            total,
            months.setdefault(month, Line(month)),
            services.setdefault(service, Line(service)),
        ):
            line.add(row)
        if row["status"] == Status.DECLINED:
            reasons[row["reason"]] += 1
    named = [(str(Referral.Reason(code).label), count) for code, count in reasons.most_common()]
    by_service = sorted(services.values(), key=lambda line: -line.received)
    return Figures(total, list(months.values()), by_service, named)


def _answered_in_time(row) -> bool:
    """Whether the partner said something by the time that was asked for at sending."""
    said = row["acknowledged_at"]
    due = row["acknowledge_due"] or row["decide_due"]
    if said and due is None:  # sent before each clock was kept
        due = row["sent_at"] + timedelta(hours=settings.REFERRAL_ANSWER_HOURS[row["urgency"]])
    return said is not None and said <= due


def heads() -> list[str]:
    """The columns of each table."""
    return [
        *(_("Received"), _("Answered in time"), _("Accepted"), _("Declined")),
        *(_("Completed"), _("Median hours to the first answer")),
    ]


def as_table(figures):
    """The page's tables below each other, for a file."""
    for title, lines in (
        (_("Month"), [figures.total, *figures.months]),
        (_("Service"), figures.services),
    ):
        yield [title, *heads()]
        yield from (line.cells() for line in lines)
        yield []
    yield [_("Declined because"), _("Number")]
    yield from ([reason, count] for reason, count in figures.reasons)
