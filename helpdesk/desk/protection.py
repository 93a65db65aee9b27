"""What a case's page says of how vulnerable its people are, and whether they were screened."""

from django.utils.functional import cached_property

from helpdesk.cases.models import Assessment, Screening
from helpdesk.core.holding import Parts, part

SHOWN = 50


class Protection(Parts):
    """These parts of CasePage."""

    @cached_property
    def assessed(self):
        """The newest assessment of each person."""
        return newest_of_each(self.assessments)

    @part(Assessment)
    def assessments(self):
        """All that stand, the newest first."""
        return self._all(Assessment.objects.of_seen([self.case.pk]).standing())

    @part(Screening)
    def screenings(self):
        """All that the user may know of, the newest first."""
        return self._all(Screening.objects.of_seen_by(self.case, self.user))

    @property
    def screened(self):
        return newest_of_each(self.screenings)

    def _all(self, rows):
        return [self._at_home(row) for row in rows.for_listing()[:SHOWN]]


def newest_of_each(rows):
    """The first one of each client, of rows that come newest first."""
    found: dict = {}
    for row in rows:
        found.setdefault(row.client_id, row)
    return list(found.values())
