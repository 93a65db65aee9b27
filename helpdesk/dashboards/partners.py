"""What becomes of referrals, and how each partner answers: of those sent in the period."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import partial

from django.db.models import Case, Count, F, IntegerField, When
from django.db.models.functions import Cast, Ceil
from django.urls import reverse
from django.utils.translation import gettext as _

from referrals.models.life import Reason, Status
from referrals.records import HoursBetween

from .charts import Bars, Flow
from .charts.bars import share
from .numbers import Number
from .queries import partner_names, referral_rules, seen_referrals
from .spans import in_words, nearest

STEPS = ("sent", "acknowledged", "accepted", "completed", "confirmed")
EXITS = ("declined", "waitlisted", "no_reply", "not_delivered", "stopped")


def _hours_until(moment):
    """Counted by the database: thousands of moments are not fetched."""
    return Cast(Ceil(HoursBetween(F(moment), F("sent_at"))), IntegerField())


TIMES = {
    "acknowledge": _hours_until("acknowledged_at"),
    "decide": _hours_until("decided_at"),
    "complete": Case(
        When(status__in=[Status.COMPLETED, Status.CLOSED], then=_hours_until("reported_at"))
    ),
}


@dataclass
class Score:
    """One partner, or all together. Times are (median, nine of ten) in words."""

    name: str
    url: str
    numbers: dict[str, Number]
    accepted: str | None
    times: dict[str, tuple[str, str]] = field(default_factory=dict)


class FunnelOfReferrals:
    """From four queries: counts per partner by the lists' own rules, names, times, reasons."""

    def __init__(self, scope):
        self.scope = scope
        self.link = partial(scope.link, "figures_referrals")
        rules = referral_rules(scope)
        self.sent = seen_referrals(scope).filter(rules["sent"]).order_by()
        counts = {which: Count("pk", filter=rules[which]) for which in (*STEPS, *EXITS)}
        rows = {row["partner"]: row for row in self.sent.values("partner").annotate(**counts)}
        named = [{**rows[pk], "name": name} for pk, name in partner_names(rows).items()]
        self.rows = sorted(named, key=lambda row: -row["sent"])
        self.sums = Counter()
        for row in self.rows:
            self.sums.update({which: row[which] for which in counts})

    def funnel(self) -> Flow:
        labels = {
            "sent": _("Sent"),
            "acknowledged": _("Acknowledged"),
            "accepted": _("Accepted"),
            "completed": _("Completed"),
            "confirmed": _("Closed by the desk"),
        }
        return Flow(_("Referrals, from sent to closed"), self._steps(labels))

    def exits(self) -> Bars:
        labels = {
            "declined": _("Declined"),
            "waitlisted": _("On the waiting list now"),
            "no_reply": _("No reply"),
            "not_delivered": _("Accepted, and not delivered"),
            "stopped": _("Withdrawn"),
        }
        heads = [_("What became of it"), _("Referrals")]
        return Bars(_("Referrals that came to nothing, or wait"), self._steps(labels), heads=heads)

    def _steps(self, labels):
        return [(label, self.sums[w], self.link(which=w)) for w, label in labels.items()]

    def scores(self) -> list[Score]:
        """The partners, most referrals first; where there are several, all together at the end."""
        times = self._times()
        scores = [
            self._score(row["name"], row, row["partner"], times[row["partner"]])
            for row in self.rows
        ]
        if len(scores) > 1:
            scores.append(self._score(_("Together"), self.sums, None, times[None]))
        return scores

    def _score(self, name, counts, pk, times):
        return Score(
            name,
            reverse("services:partner", args=[pk]) if pk else "",
            {w: Number(counts[w], self.link(which=w, partner=pk)) for w in (*STEPS, *EXITS)},
            share(counts["accepted"], counts["sent"]),
            {name: _spread(found) for name, found in times.items()},
        )

    def _times(self):
        """Partner, None for all → to acknowledge, decide, complete → hours, each full one begun."""
        found: dict = defaultdict(lambda: {name: [] for name in TIMES})
        for pk, *times in self.sent.values_list("partner", *TIMES.values()).iterator():
            for name, hours in zip(TIMES, times, strict=True):
                if hours is not None:
                    found[pk][name].append(hours)
                    found[None][name].append(hours)
        return found

    def reasons(self) -> Bars:
        """Why partners said no, most frequent first."""
        declined = self.sent.filter(status=Status.DECLINED).values_list("reason")
        counts = Counter(dict(declined.annotate(n=Count("pk"))))
        rows = [
            (str(Reason(code).label), n, self.link(which="declined", reason=code))
            for code, n in counts.most_common()
        ]
        return Bars(_("Why partners declined"), rows, heads=[_("Reason"), _("Referrals")])


def _spread(hours) -> tuple[str, str]:
    counts = sorted(Counter(hours).items())
    median, most = (nearest(share, counts) for share in (0.5, 0.9))
    return _said(median), _said(most)


def _said(hours) -> str:
    return in_words(None if hours is None else max(int(hours), 1))
