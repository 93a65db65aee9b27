"""What needs an act now."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .numbers import Number


@dataclass
class Tile:
    """A number that asks for an act. `tone` is hot or warm; "" where there is nothing to do."""

    title: str
    number: Number
    words: str
    tone: str


def tiles(scope, caseload, referring) -> list[Tile]:
    """In the order in which a supervisor takes them up."""
    sums, days = caseload.sums, settings.HIGH_RISK_UNTOUCHED_DAYS

    def cases(which, title, tone, words):
        return _tile(title, sums[which], scope.link("figures_cases", which=which), tone, words)

    def referrals(which, title, n, tone, words):
        return _tile(title, n, scope.link("figures_referrals", which=which), tone, words)

    for_long = ngettext("For more than %(days)d day", "For more than %(days)d days", days) % {
        "days": days
    }
    return [
        cases("unassigned", _("Unassigned"), "warm", _since(caseload.nobodys)),
        cases("overdue", _("Overdue"), "hot", _with_whom(caseload.held)),
        referrals(
            "silent",
            _("Partner silent"),
            referring.sums["silent"],
            "hot",
            _at_whom(referring.silent_partners()),
        ),
        cases("at_risk", _("High risk, no contact"), "hot", for_long),
        referrals(
            "to_us",
            _("Waiting for the desk"),
            referring.to_us(),
            "warm",
            _("Questions to answer, reports to confirm"),
        ),
    ]


def _tile(title, n, url, tone, words):
    return Tile(title, Number(n, url), words if n else _("None now"), tone if n else "")


def _since(nobodys):
    oldest = nobodys and nobodys["oldest"]
    return (
        _("The oldest since %(day)s") % {"day": date_format(localtime(oldest), "j F")}
        if oldest
        else ""
    )


def _with_whom(held):
    worst = max(held, key=lambda row: row["overdue"], default=None)
    if worst is None or not worst["overdue"]:
        return _("With nobody yet")
    words = ngettext(
        "%(count)d of them with %(officer)s", "%(count)d of them with %(officer)s", worst["overdue"]
    )
    return words % {"count": worst["overdue"], "officer": worst["name"]}


def _at_whom(partners):
    if len(partners) == 1:
        return _("All at %(partner)s") % {"partner": partners[0]}
    return ngettext("At %(count)d partner", "At %(count)d partners", len(partners)) % {
        "count": len(partners)
    }
