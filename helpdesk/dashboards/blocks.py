"""Each block of the pages of figures as a table, for a file: the same scope and the same filters.

Numbers stay numbers, so that a spreadsheet can add them. What the page tells in words stays words.
"""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .caseload import Caseload
from .counter import Counter
from .flow import FlowOfCases
from .partners import FunnelOfReferrals
from .people import PeopleServed
from .pictures import CHARTS
from .referring import Referring
from .scope import at_the_centre
from .tiles import tiles


def rows_of(name, scope) -> list[list]:
    """The heads of the columns, then the lines. KeyError: no block is called that."""
    if name in CHARTS:
        return _of_chart(CHARTS[name](scope))
    return BLOCKS[name](scope)


def _of_chart(chart):
    return [chart.heads, *([label, *(c.value for c in cells)] for label, cells in chart.lines)]


def _now(scope):
    rows = tiles(scope, Caseload(scope), Referring(scope))
    heads = [_("Needs action now"), _("How many"), _("In detail")]
    return [heads, *([tile.title, tile.number.n, tile.words] for tile in rows)]


def _caseload(scope):
    made = Caseload(scope)
    lists = ("open", "new", "overdue", "untouched")
    heads = [_("Officer"), _("Open cases"), _("New this month"), _("Overdue")]
    return [
        [*heads, made.untouched_title, _("Oldest open")],
        *(
            [load.name, *(load.numbers[which].n for which in lists), load.oldest]
            for load in [*made.loads(), made.together()]
        ),
    ]


def _states(scope):
    return _pairs([_("State"), _("Referrals")], Referring(scope).states())


def _partners(scope):
    heads = [_("Partner"), _("Live"), _("Silent"), _("Declined"), _("No response")]
    return [
        heads,
        *(
            [one.name, one.live.n, one.silent.n, one.declined.n, one.no_response.n]
            for one in Referring(scope).partners()
        ),
    ]


def _waits(scope):
    heads = [_("From and to"), _("Cases"), _("Half of them within"), _("9 of 10 within")]
    return [
        [*heads, _("Nothing done yet")],
        *([w.title, w.n, w.median, w.p90, w.none] for w in FlowOfCases(scope).waits()),
    ]


def _scores(scope):
    times = {
        "acknowledge": _("Acknowledged within"),
        "decide": _("Decided within"),
        "complete": _("Completed within"),
    }
    counts = {
        "sent": _("Sent"),
        "accepted": _("Accepted"),
        "declined": _("Declined"),
        "no_reply": _("No reply"),
        "completed": _("Completed"),
    }
    shares = (_("%(title)s: half"), _("%(title)s: 9 of 10"))
    of_times = [words % {"title": title} for title in times.values() for words in shares]
    return [
        [_("Partner"), *counts.values(), *of_times],
        *(
            [
                score.name,
                *(score.numbers[which].n for which in counts),
                *(span for name in times for span in score.times[name]),
            ]
            for score in FunnelOfReferrals(scope).scores()
        ),
    ]


def _served(scope):
    made = PeopleServed(scope)
    return [[_("Who is served"), _("How many")], [_("People"), made.n], [_("Cases"), made.cases]]


def _pairs(heads, pairs):
    return [heads, *([label, getattr(n, "n", n)] for label, n in pairs)]


def _counted(name, *heads) -> Callable:
    """A block of the page of contacts."""

    def rows(scope):
        found = getattr(Counter(at_the_centre(scope)), name)()
        return [heads, *([getattr(c, "n", c) for c in row] for row in found)]

    return rows


BLOCKS: dict[str, Callable] = {
    "now": _now,
    "caseload": _caseload,
    "states": _states,
    "partners": _partners,
    "waits": _waits,
    "scores": _scores,
    "served": _served,
    "channels": _counted("channels", pgettext_lazy("contact", "Channel"), _("Contacts")),
    "kinds": _counted("kinds", _("Kind of help"), _("Times")),
    "sessions": _counted("sessions", _("Kind"), _("Held"), _("Came, by list"), _("Came, by count")),
    "sent-on": _counted("sent_on", _("How"), _("Times")),
    "heard": _counted("heard", _("Answer"), _("Referrals")),
}
NAMES = {*BLOCKS, *CHARTS}
