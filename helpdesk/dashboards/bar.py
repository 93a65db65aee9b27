"""What stands above every page of figures: its tabs, its filters, and those that are on."""

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.access.sight import may
from helpdesk.cases.categories import CATEGORIES
from helpdesk.clients.models.journey import Stage

from .filters import OF_DAYS
from .period import PERIODS, USUAL

TABS = {
    "figures": gettext_lazy("Now"),
    "figures_flow": gettext_lazy("Flow"),
    "figures_partners": gettext_lazy("Referrals"),
    "figures_served": gettext_lazy("Who is served"),
    "figures_contacts": gettext_lazy("Contacts"),
    "figures_thresholds": gettext_lazy("Alerts"),
    "figures_reviews": gettext_lazy("Review"),
    "indicators": gettext_lazy("Indicators"),
    "reports": gettext_lazy("Reports"),
    "open_statistics": gettext_lazy("Open statistics"),
    "council_sheet": gettext_lazy("Council"),
}
PUBLISHED = {"open_statistics", "council_sheet"}
WITH_FILTERS_OF_THEIR_OWN = {"indicators", "reports", *PUBLISHED}
# The pages that the days do not change, and those that look at the centre alone.
OF_NOW = {"figures"}
OF_A_CENTRE = {"figures_contacts", "figures_thresholds"}


def tabs_for(user, current, url_of=reverse):
    """The pages of figures that the user may open, where there are several."""
    open_to = {name for name in TABS if name == "reports" or may(user, _verb_of(name))}
    tabs = [
        {"url": url_of(name), "label": label, "current": name == current}
        for name, label in TABS.items()
        if name in open_to
    ]
    return tabs if len(tabs) > 1 else []


def tabs_at(scope, current):
    """The same, each for the centre that was chosen."""
    return tabs_for(scope.user, current, lambda name: _at(scope, name))


def _verb_of(name):
    return "publish_figures" if name in PUBLISHED else "see_figures"


def _at(scope, name):
    others = scope.words.keys() - {"centre", "below"} if name in WITH_FILTERS_OF_THEIR_OWN else ()
    return scope.link(name, **dict.fromkeys(others))


class FilterBar:
    """For one page, by the name of its address."""

    def __init__(self, scope, name):
        self.scope, self.name = scope, name
        self.has_days = name not in OF_NOW | OF_A_CENTRE
        self.has_kind = name not in OF_A_CENTRE

    def tabs(self):
        return tabs_at(self.scope, self.name)

    @property
    def chips(self):
        kept = self.has_kind and not self.has_days
        return self.scope.chips(self.name, OF_DAYS if kept else ()) if self.has_kind else []

    @property
    def clear_url(self):
        return self.scope.link(self.name, **dict.fromkeys(self.scope.words))

    @cached_property
    def kept(self) -> list[tuple[str, str]]:
        """What is on and has no field here: it stays."""
        fields = {"centre", "below", *(("stage", "category") if self.has_kind else ())}
        fields |= set(OF_DAYS) if self.has_days else set()
        return [(name, v) for name, (v, _w) in self.scope.words.items() if name not in fields]

    @property
    def period(self):
        return self.scope.words.get("period", (USUAL,))[0]

    @property
    def since(self):
        return self.scope.words.get("since", ("",))[0]

    @property
    def until(self):
        return self.scope.words.get("until", ("",))[0]

    periods = list(PERIODS.items())
    stages = Stage.choices

    @staticmethod
    def categories():
        """(code, label) of each group, and of what is in it."""
        for group, kinds in CATEGORIES:
            yield str(group)[0], _("All of %(group)s") % {"group": group}
            yield from ((code, f"{code} {label}") for code, label in kinds)
