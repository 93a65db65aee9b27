"""Whose work is counted, in which days, and for whom."""

from dataclasses import dataclass, replace

from django.db.models import Q

from helpdesk.access.models import User

from .periods import Period


@dataclass(frozen=True)
class Asked:
    """The centres (ids), the period, and who counts.

    `user` counts what she sees, restricted cases that are shared with her by name included;
    `ordinary` leaves those out, as others will read it. Without a user every ordinary row counts:
    such counts leave rounded (small_numbers) and no row of them is ever shown.
    """

    ids: frozenset[int]
    period: Period
    user: User | None = None
    ordinary: bool = False

    @property
    def is_ordinary(self) -> bool:
        return self.ordinary or self.user is None

    @property
    def before(self) -> "Asked":
        return replace(self, period=self.period.before)

    def here(self, field="centre") -> Q:
        return Q(**{f"{field}__in": self.ids})

    def during(self, field) -> Q:
        """A moment in the period."""
        return Q(**{f"{field}__gte": self.period.begins_at, f"{field}__lt": self.period.ends_at})

    def on(self, field) -> Q:
        """A day in the period."""
        return Q(**{f"{field}__gte": self.period.first, f"{field}__lte": self.period.last})

    def by_its_end(self, field) -> Q:
        """A moment before the period is over."""
        return Q(**{f"{field}__lt": self.period.ends_at})
