"""For which centres a supervisor asks: all that she oversees, or one of them."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from helpdesk.access.models import Centre, User
from helpdesk.access.roles import VERBS, Role
from helpdesk.access.sight import centre_ids, demand


@dataclass(frozen=True)
class Scope:
    """Who asks, the centres that she oversees in the tree's order, the one she chose or None."""

    user: User
    centres: list[Centre]
    chosen: Centre | None = None

    @property
    def asked(self) -> list[Centre]:
        return [self.chosen] if self.chosen else self.centres

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

    @property
    def home(self) -> str:
        """The page that all numbers stand on."""
        return self.link("figures")

    def link(self, name, *args, **asked) -> str:
        """The address of a list, for the same centres."""
        centre = self.chosen.code if self.chosen else ""
        query = {
            key: value
            for key, value in {"centre": centre, **asked}.items()
            if value not in ("", None)
        }
        return reverse(name, args=args) + (f"?{urlencode(query)}" if query else "")


def scope_for(user, code="") -> Scope:
    """What the user oversees, narrowed to one centre by its code.

    Raises PermissionDenied for who supervises nothing; a centre that she does not oversee is
    not found.
    """
    demand(user, "see_figures")
    return _scope(user, code, Role.SUPERVISOR)


def published_scope_for(user, code="") -> Scope:
    """What she oversees or administers: for rounded figures alone."""
    demand(user, "publish_figures")
    return _scope(user, code, *VERBS["publish_figures"])


def _scope(user, code, *roles):
    centres = list(Centre.objects.filter(pk__in=centre_ids(user, *roles)))
    if not code:
        return Scope(user, centres)
    chosen = next((centre for centre in centres if centre.code == code), None)
    if chosen is None:
        raise Http404
    return Scope(user, centres, chosen)
