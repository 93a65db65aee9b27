"""Cases opened, closed and pending, month by month; and after how long something was done."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Count, Q, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from helpdesk.cases.models import shared_cases
from helpdesk.core.clock import today

from .charts import Lines, Sparkline
from .filters import OF_DAYS
from .models import Flow, Roll
from .numbers import Number
from .period import Period, month_of
from .queries import case_rules, seen_cases
from .rolling import Event, events, restrictions_changed
from .spans import in_words, nearest


@dataclass
class Month:
    """One line. `pending`: open when the month was over, or now."""

    label: str
    opened: Number
    closed: Number
    pending: int = 0


@dataclass
class Trend:
    """A number of the last month, and how it got there."""

    title: str
    number: Number
    month: str
    line: Sparkline


@dataclass
class Wait:
    """How long it took, of those where it happened; `none`: where it has not yet."""

    title: str
    n: int
    median: str
    p90: str
    none: int | None = None


class FlowOfCases:
    """Past months as of the last roll; the running month, and what is pending, as of now.

    Restricted cases are in no roll: those that name the reader are counted beside it. A centre
    where a restriction was made or lifted since then is counted live.
    """

    def __init__(self, scope):
        self.scope = scope
        self.running = today().replace(day=1)
        self.shown = [first for first in scope.period.months() if first <= self.running]
        self.counts: Counter = Counter()  # (month, event, within) → n, from the first month on
        if self.shown:
            changed = restrictions_changed(self.as_of, self.scope.ids)
            self._add_rolled(self.scope.ids - changed)
            self._add(seen_cases(self.scope).filter(restricted=False, centre__in=changed), changed)
            named = shared_cases(self.scope.user)
            self._add(seen_cases(self.scope).filter(restricted=True, pk__among=named), named)

    @cached_property
    def as_of(self) -> datetime | None:
        """None: the flow was never counted."""
        return Roll.objects.filter(pk=1).values_list("as_of", flat=True).first()

    def _add_rolled(self, centres):
        rows = Flow.objects.visible_to(self.scope.user).filter(
            _of_cut(self.scope), centre__in=centres, month__gte=self.shown[0]
        )
        grouped = rows.order_by().values_list("month", "event", "within").annotate(total=Sum("n"))
        for month, event, within, n in grouped:
            self.counts[month, event, within] += n

    def _add(self, cases, if_any):
        """What no roll tells, as it is now; nothing is asked where there is none."""
        for _centre, month, event, _stage, _category, within in events(cases) if if_any else ():
            if month >= self.shown[0]:
                self.counts[month, event, within] += 1

    @cached_property
    def now(self) -> dict[str, int]:
        """Opened and closed in the running month, and pending: counted live."""
        rules = case_rules(self.scope, month_of(self.running))
        wanted = {"opened": rules["opened"], "closed": rules["closed"], "pending": rules["open"]}
        return (
            seen_cases(self.scope)
            .filter(wanted["opened"] | wanted["closed"] | wanted["pending"])
            .aggregate(**{name: Count("pk", filter=rule) for name, rule in wanted.items()})
        )

    @cached_property
    def months(self) -> list[Month]:
        """In order. Pending is counted back from what is open now."""
        lines, pending = [], self.now["pending"]
        for first in sorted({*self.shown, *self._later()}, reverse=True):
            opened, closed = (self._sum(first, event) for event in (Event.OPENED, Event.CLOSED))
            if first in self.shown:
                lines.append(self._line(first, opened, closed, pending))
            pending -= opened - closed
        return lines[::-1]

    def _later(self) -> list[date]:
        return Period(self.shown[-1], self.running).all_months() if self.shown else []

    def _sum(self, first, event) -> int:
        if first == self.running:
            return self.now[event]
        return sum(
            n for (month, what, _w), n in self.counts.items() if (month, what) == (first, event)
        )

    def _line(self, first, opened, closed, pending):
        def number(which, n):
            asked = {"which": which, "month": f"{first:%Y-%m}", **dict.fromkeys(OF_DAYS)}
            return Number(n, self.scope.link("figures_cases", **asked))

        label = date_format(first, "M Y")
        return Month(label, number("opened", opened), number("closed", closed), pending)

    def trends(self) -> list[Trend]:
        """Of the last month that is shown, each with the months before it."""
        months = self.months
        if not months:
            return []
        last = months[-1]
        is_now = self.shown[-1] == self.running
        asked = {"which": "open", **dict.fromkeys(OF_DAYS)}
        open_now = self.scope.link("figures_cases", **asked) if is_now else ""
        rows = [
            (_("Opened"), last.opened, [month.opened.n for month in months]),
            (_("Closed"), last.closed, [month.closed.n for month in months]),
            (_("Open"), Number(last.pending, open_now), [month.pending for month in months]),
        ]
        return [Trend(title, n, last.label, Sparkline(title, line)) for title, n, line in rows]

    def chart(self) -> Lines:
        months = self.months
        opened, closed = sum(m.opened.n for m in months), sum(m.closed.n for m in months)
        words = _("Opened %(opened)d, closed %(closed)d; %(pending)d are open at the end.")
        return Lines(
            _("Flow of cases"),
            [month.label for month in months],
            [
                (_("Opened"), [month.opened.n for month in months]),
                (_("Closed"), [month.closed.n for month in months]),
                (_("Open at the end of the month"), [month.pending for month in months]),
            ],
            words
            % {
                "opened": opened,
                "closed": closed,
                "pending": months[-1].pending if months else self.now["pending"],
            },
            [_("Month"), _("Opened"), _("Closed"), _("Open at the end of the month")],
            [[m.opened.url for m in months], [m.closed.url for m in months], [""] * len(months)],
        )

    def waits(self) -> list[Wait]:
        """Of the cases that were opened, and of those that were closed, in these months."""
        return [
            self._wait(_("From opening to the first thing done"), Event.OPENED),
            self._wait(_("From opening to closing"), Event.CLOSED),
        ]

    def _wait(self, title, event):
        found: Counter = Counter()
        for (month, what, within), n in self.counts.items():
            if what == event and month in self.shown:
                found[within] += n
        none = found.pop(None, 0)
        counts = sorted(found.items())
        return Wait(
            title,
            sum(found.values()),
            in_words(nearest(0.5, counts)),
            in_words(nearest(0.9, counts)),
            none if event == Event.OPENED else None,
        )


def _of_cut(scope) -> Q:
    """The rows of whole centres, or those of the stage and category."""
    return scope.of_kind() & ~Q(category="") if scope.stage or scope.category else Q(category="")
