"""Where the referrals stand, and what the partners do with them."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import partial

from django.urls import reverse

from referrals.models.referral import LIVE, REPORTED, Status

from .numbers import Number
from .queries import partner_names, referral_counts


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
    """The referrals of a scope, from one counting query and one for the partners' names."""

    def __init__(self, scope):
        self.link = partial(scope.link, "figures_referrals")
        self.by_partner: dict[int, Counter] = defaultdict(Counter)
        for row in referral_counts(scope):
            self.by_partner[row["partner"]][row["status"]] += row["count"]
            self.by_partner[row["partner"]]["silent"] += row["silent"]
        self.names = partner_names(self.by_partner)
        self.sums = sum(self.by_partner.values(), Counter())

    def states(self) -> list[tuple[str, Number]]:
        """How many stand where, in the order of a referral's life."""
        return [
            (label, Number(self.sums[status], self.link(status=status)))
            for status, label in Status.choices
        ]

    def partners(self) -> list[PartnerLine]:
        return [
            self._line(pk, self.by_partner[pk], partial(self.link, partner=pk)) for pk in self.names
        ]

    def silent_partners(self) -> list[str]:
        return [name for pk, name in self.names.items() if self.by_partner[pk]["silent"]]

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
