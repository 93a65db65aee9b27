"""What a supervisor asks about: which of her centres, which days, which stage and category."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from operator import or_
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from helpdesk.access.models import Centre, User
from helpdesk.access.roles import VERBS, Role
from helpdesk.access.sight import centre_ids, demand
from helpdesk.access.working_week import zone_of

from .period import USUAL, Period, period_called


@dataclass(frozen=True)
class Scope:
    """Who asks, the centres that she oversees in the tree's order, and what she chose of them.

    `below`: with every centre below the chosen one. `period` is in days of each centre.
    `words`: each filter that is on (name in the address → value, and how it reads).
    """

    user: User
    centres: list[Centre]
    chosen: Centre | None = None
    below: bool = False
    period: Period = field(default_factory=lambda: period_called(USUAL))
    stage: str = ""
    category: str = ""
    words: dict[str, tuple[str, str | Promise]] = field(default_factory=dict)

    @cached_property
    def asked(self) -> list[Centre]:
        if not self.chosen:
            return self.centres
        if not self.below:
            return [self.chosen]
        return [centre for centre in self.centres if centre.path.startswith(self.chosen.path)]

    @cached_property
    def ids(self) -> frozenset[int]:
        return frozenset(centre.pk for centre in self.asked)

    def teams(self, centres=frozenset()) -> set[int]:
        """Ids of the groups whose people can be given a case here, or at these of the centres."""
        places = [centre for centre in self.asked if not centres or centre.pk in centres]
        return {team for centre in places for team in (centre.officers_id, centre.supervisors_id)}

    @property
    def top(self) -> Centre:
        return self.asked[0]

    @property
    def others(self) -> list[Centre]:
        return self.asked[1:]

    @property
    def all_below(self) -> bool:
        return all(centre.path.startswith(self.top.path) for centre in self.others)

    @cached_property
    def zones(self) -> dict[str, list[int]]:
        """The centres' ids by their time zone."""
        found = defaultdict(list)
        for centre in self.asked:
            found[zone_of(centre)].append(centre.pk)
        return found

    def within(self, moment, period=None) -> Q:
        """The moment lies in the period, by the days of the centre."""
        return self._where(
            period, lambda begin, end: Q(**{f"{moment}__gte": begin, f"{moment}__lt": end})
        )

    def during(self, since, until) -> Q:
        """From `since` until `until`, or on: a part of that lies in the period."""
        return self._where(
            None,
            lambda begin, end: (
                Q(**{f"{since}__lt": end}) & (Q(**{until: None}) | Q(**{f"{until}__gte": begin}))
            ),
        )

    def _where(self, period, condition) -> Q:
        """By the days of each centre; the first part, true of all of it, is what an index finds."""
        bounds = {zone: (period or self.period).bounds(zone) for zone in self.zones}
        begins, ends = zip(*bounds.values(), strict=True)
        whole = condition(min(begins), max(ends))
        if len(bounds) == 1:
            return whole
        there = (condition(*bounds[zone]) & Q(centre__in=ids) for zone, ids in self.zones.items())
        return whole & reduce(or_, there)

    def of_kind(self, case="") -> Q:
        """The case has the stage and the category; one letter is a group of categories."""
        found = Q()
        if self.stage:
            found &= Q(**{f"{case}stage": self.stage})
        if self.category:
            found &= Q(**{f"{case}category__startswith": self.category})
        return found

    @property
    def ask(self) -> str:
        """The choice as the query of an address."""
        return self.home.removeprefix(reverse("figures"))

    @property
    def home(self) -> str:
        """The page that all numbers stand on."""
        return self.link("figures")

    def link(self, name, *args, **asked) -> str:
        """The address of a page or list, for the same choice; None takes a filter away."""
        on = {name: value for name, (value, _words) in self.words.items()}
        query = {k: v for k, v in {**on, **asked}.items() if v not in ("", None)}
        return reverse(name, args=args) + (f"?{urlencode(query)}" if query else "")

    def chips(self, page, without=(), **asked) -> list[dict]:
        """The filters that are on, each with the page without it. `asked`: the page's own."""
        return [
            {"label": words, "url": self.link(page, **{**asked, **_gone(name)})}
            for name, (_value, words) in self.words.items()
            if name not in without and words
        ]


def at_the_centre(scope) -> Scope:
    """The same centres, or the one centre alone: for what knows no other filter."""
    return replace(scope, below=False, stage="", category="")


def _gone(name):
    """A filter, and what makes no sense without it."""
    return {name: None, **({"below": None} if name == "centre" else {})}


def scope_for(user, code="", below=False, **facts) -> Scope:
    """What the user oversees, narrowed to one centre by its code, or to it and all `below`.

    Raises PermissionDenied for who supervises nothing; a centre that she does not oversee is
    not found.
    """
    demand(user, "see_figures")
    return _scope(user, code, below, facts, Role.SUPERVISOR)


def published_scope_for(user, code="", below=False) -> Scope:
    """What she oversees or administers: for rounded figures alone."""
    demand(user, "publish_figures")
    return _scope(user, code, below, {}, *VERBS["publish_figures"])


def _scope(user, code, below, facts, *roles):
    centres = list(Centre.objects.filter(pk__in=centre_ids(user, *roles)))
    words = dict(facts.pop("words", {}))
    if not code:
        return Scope(user, centres, words=words, **facts)
    chosen = next((centre for centre in centres if centre.code == code), None)
    if chosen is None:
        raise Http404
    place = {"centre": (code, _of(chosen, below)), **({"below": ("1", "")} if below else {})}
    return Scope(user, centres, chosen, below, words={**place, **words}, **facts)


def _of(centre, below):
    return _("%(centre)s and all below") % {"centre": centre.name} if below else centre.name
