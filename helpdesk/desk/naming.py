"""What the page says of who sees a case."""

from django.utils.functional import cached_property

from helpdesk.cases import actions
from helpdesk.cases.models import BreakGlass, Restriction


class NamedPage:
    """Who is named, since when and why it is restricted, and who opened it in an emergency."""

    def __init__(self, case, user):
        self.case, self.user = case, user

    @cached_property
    def named(self):
        people = list(actions.named(self.case)) if self.case.restricted else []
        over = set(actions.overseers(self.case.centre)) if people else ()
        for person in people:
            person.oversees = person in over
        return people

    @property
    def decides(self) -> bool:
        """Only whoever is named says who else is: not someone who broke the glass."""
        return self.user in self.named

    @cached_property
    def restriction(self):
        rows = Restriction.objects.of_seen([self.case.pk]).filter(lifted_at=None)
        return rows.select_related("by").first()

    @cached_property
    def glasses(self):
        """As far as the user may see them: an unnamed reader her own."""
        seen = BreakGlass.objects.visible_to(self.user).filter(case=self.case)
        return list(seen.for_listing()[:50])
