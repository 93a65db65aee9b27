"""Where the referrals stand, and what the partners do with them."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import partial

from django.urls import reverse

from referrals.models.referral import LIVE, REPORTED, Status

from .numbers import Number
from .queries import referral_counts


@dataclass
class PartnerLine:
    """What a partner has of ours, and what it did not take."""

    name: str
    url: str
    live: Number
    silent: Number
    declined: Number
    no_response: Number


class Referring:
    """The referrals of a scope, from one counting query."""

    def __init__(self, scope):
        self.link = partial(scope.link, "figures_referrals")
        self.names: dict[int, str] = {}
        self.by_partner: dict[int, Counter] = defaultdict(Counter)
        for row in referral_counts(scope):
            self.names[row["partner"]] = row["partner__name"]
            self.by_partner[row["partner"]][row["status"]] += row["count"]
            self.by_partner[row["partner"]]["silent"] += row["silent"]
        self.sums = sum(self.by_partner.values(), Counter())

    def states(self) -> list[tuple[str, Number]]:
        """How many stand where, in the order of a referral's life."""
        return [
            (label, Number(self.sums[status], self.link(status=status)))
            for status, label in Status.choices
        ]

    def partners(self) -> list[PartnerLine]:
        return [
            self._line(pk, count, partial(self.link, partner=pk))
            for pk, count in self.by_partner.items()
        ]

    def silent_partners(self) -> list[str]:
        return [self.names[pk] for pk, count in self.by_partner.items() if count["silent"]]

    def to_us(self) -> int:
        """Questions that the desk has to answer, and reports that it has to confirm."""
        return self.sums[Status.INFORMATION_REQUESTED] + sum(
            self.sums[status] for status in REPORTED
        )

    def _line(self, pk, count, link):
        return PartnerLine(
            self.names[pk],
            reverse("services:partner", args=[pk]),
            live=Number(sum(count[status] for status in LIVE), link(which="live")),
            silent=Number(count["silent"], link(which="silent")),
            declined=Number(count[Status.DECLINED], link(status=Status.DECLINED)),
            no_response=Number(count[Status.NO_RESPONSE], link(status=Status.NO_RESPONSE)),
        )
