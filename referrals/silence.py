"""The board of silent partners: who has what of ours, who is late, who never answers."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from helpdesk.access.sight import demand
from helpdesk.core.clock import now
from services.models import Partner
from services.working_week import calendar_of

from .chasing import rules, since
from .clocks import due_words
from .models import Referral
from .models.referral import LIVE

DAY = timedelta(days=1)


@dataclass
class Line:
    """One partner. `share` is in percent of those sent, `median` in working days; None: unknown."""

    partner: Partner
    live: int
    late: int
    sent: int
    unanswered: int
    median: float | None
    oldest: tuple[str, datetime] | None  # the referral that is late for the longest

    @property
    def share(self):
        return round(100 * self.unanswered / self.sent) if self.sent else None

    @property
    def oldest_url(self):
        return reverse("referrals:referral", args=[self.oldest[0]])

    @property
    def oldest_due(self):
        return due_words(self.oldest[1])

    def url(self, name):
        query = urlencode({"list": name, "partner": self.partner.pk})
        return f"{reverse('referrals:to_chase')}?{query}"

    @property
    def live_url(self):
        return self.url("live")

    @property
    def late_url(self):
        return self.url("late")

    @property
    def unanswered_url(self):
        return self.url("unanswered")


def board(user) -> list[Line]:
    """Every partner that has something of hers or had lately, the most silent first."""
    demand(user, "see_figures")
    mine = Referral.objects.to_chase(user).filter(Q(status__in=LIVE) | Q(sent_at__gte=since()))
    counts = list(_counts(mine))
    partners = Partner.objects.in_bulk([count["partner"] for count in counts])
    oldest, medians = _oldest(mine), _medians(mine, partners)
    lines = [
        Line(
            partner=partners[(pk := count.pop("partner"))],
            median=medians.get(pk),
            oldest=oldest.get(pk),
            **count,
        )
        for count in counts
    ]
    return sorted(lines, key=lambda line: (-line.late, -(line.share or 0), line.partner.name))


def _counts(referrals):
    wanted = rules()
    return referrals.values("partner").annotate(
        **{name: Count("pk", filter=wanted[name]) for name in ("live", "late", "unanswered")},
        sent=Count("pk", filter=Q(sent_at__gte=since())),
    )


def _oldest(referrals):
    late = referrals.filter(rules()["late"]).order_by("-due_at", "-pk")
    return {pk: (code, due) for pk, code, due in late.values_list("partner", "code", "due_at")}


def _medians(referrals, partners):
    """The working time from sending to acknowledging, in working days."""
    taken = defaultdict(list)
    rows = referrals.filter(sent_at__gte=since(), acknowledged_at__lte=now())
    for pk, sent_at, acknowledged_at in rows.values_list("partner", "sent_at", "acknowledged_at"):
        taken[pk].append(calendar_of(partners[pk]).between(sent_at, acknowledged_at) / DAY)
    return {pk: round(median(days), 1) for pk, days in taken.items()}
