"""What partners did with a year's referrals, counted by the database."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Avg, Count, F, FloatField, Func, Q

from helpdesk.core.clock import now

from .models import Referral
from .models.referral import Status

YEAR = timedelta(days=365)


class HoursBetween(Func):
    """Hours from one moment to another, by each engine's own arithmetic: SQLite's is not slow.

    SQLite's is of days as fractions: good to some milliseconds, to which it is rounded.
    """

    output_field = FloatField()
    template = "EXTRACT(EPOCH FROM (%(expressions)s)) / 3600.0"
    arg_joiner = " - "

    def as_sqlite(self, compiler, connection, **context):
        later, earlier = (compiler.compile(part) for part in self.source_expressions)
        sql = f"ROUND((julianday({later[0]}) - julianday({earlier[0]})) * 24.0, 6)"
        return sql, [*later[1], *earlier[1]]


@dataclass
class Record:
    """One partner's: `hours` until it acknowledges on average, None where it never did."""

    sent: int
    decided: int
    accepted: int
    ended: int
    done: int
    silent: int
    hours: float | None


def records_of(partners) -> dict[int, Record]:
    """Partner's id → its record, for those to whom something was sent; one query."""
    decided = Q(decided_at__isnull=False)
    done = ~Q(outcome="")
    known = Referral.objects.filter(partner__pk__among=partners, sent_at__gte=now() - YEAR)
    rows = (
        known.order_by()
        .values("partner_id")
        .annotate(
            sent=Count("*"),
            decided=Count("sent_at", filter=decided),
            accepted=Count("sent_at", filter=decided & ~Q(status=Status.DECLINED)),
            ended=Count("sent_at", filter=Q(reported_at__isnull=False)),
            done=Count("sent_at", filter=done),
            silent=Count("sent_at", filter=Q(status=Status.NO_RESPONSE)),
            hours=Avg(HoursBetween(F("acknowledged_at"), F("sent_at"))),
        )
    )
    return {row.pop("partner_id"): Record(**row) for row in rows}
