"""What a case's page says of how vulnerable its people are, and whether they were screened."""

from django.utils.functional import cached_property

from helpdesk.cases.models import Assessment, Screening

SHOWN = 50
OF_PROTECTION = {model: model._meta.get_field("case") for model in (Assessment, Screening)}


class Protection:
    """These parts of CasePage: neither is asked for where the case has none."""

    @cached_property
    def assessed(self):
        """The newest assessment of each person."""
        return newest_of_each(self.assessments)

    @cached_property
    def assessments(self):
        """All that stand, the newest first."""
        return self._all(Assessment, Assessment.objects.of_seen([self.case.pk]).standing())

    @cached_property
    def screenings(self):
        """All that the user may know of, the newest first."""
        return self._all(Screening, Screening.objects.of_seen_by(self.case, self.user))

    @property
    def screened(self):
        return newest_of_each(self.screenings)

    def _all(self, model, rows):
        if OF_PROTECTION[model] not in self.holding:
            return []
        return [self._at_home(row) for row in rows.for_listing()[:SHOWN]]


def newest_of_each(rows):
    """The first one of each client, of rows that come newest first."""
    found: dict = {}
    for row in rows:
        found.setdefault(row.client_id, row)
    return list(found.values())
