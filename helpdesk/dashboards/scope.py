"""For which centres a supervisor asks: all that she oversees, or one of them."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.access.models import Centre, User
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids, demand


@dataclass(frozen=True)
class Scope:
    """Who asks, the centres that she oversees in the order of the tree, and the one she chose (or None)."""

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
        """Ids of the groups whose people can be given a case here, or at some of the centres (ids)."""
        places = [centre for centre in self.asked if not centres or centre.pk in centres]
        return {team for centre in places for team in (centre.officers_id, centre.supervisors_id)}

    @property
    def title(self) -> str:
        first, *others = self.asked
        if not others:
            return first.name
        if all(centre.path.startswith(first.path) for centre in others):
            words = ngettext(
                "%(centre)s and %(count)d below it", "%(centre)s and %(count)d below it", len(others)
            )
            return words % {"centre": first.name, "count": len(others)}
        return _("%(count)d centres") % {"count": len(self.asked)}

    @property
    def home(self) -> str:
        """The page that all numbers stand on."""
        return self.link("figures")

    def link(self, name, *args, **asked) -> str:
        """The address of a list, for the same centres."""
        centre = self.chosen.code if self.chosen else ""
        query = {key: value for key, value in {"centre": centre, **asked}.items() if value not in ("", None)}
        return reverse(name, args=args) + (f"?{urlencode(query)}" if query else "")


def scope_for(user, code="") -> Scope:
    """What the user oversees, narrowed to one centre by its code.

    Raises PermissionDenied for who supervises nothing; a centre that she does not oversee is not found.
    """
    demand(user, "see_figures")
    centres = list(Centre.objects.filter(pk__in=centre_ids(user, Role.SUPERVISOR)))
    if not code:
        return Scope(user, centres)
    chosen = next((centre for centre in centres if centre.code == code), None)
    if chosen is None:
        raise Http404
    return Scope(user, centres, chosen)
