"""What the page of a case's assessments and screenings shows."""

from django.utils.functional import cached_property

from helpdesk.cases.factors import INDICATORS, codes_of
from helpdesk.cases.models import Assessment, Screening
from helpdesk.core.keyset import number_in

from .comparing import alone, compared

SHOWN = 50


class AssessmentsPage:
    """All of the case, newest first; the asked-for one (else the newest) beside an earlier one."""

    def __init__(self, case, user, asked):
        self.case, self.user, self.asked = case, user, asked

    @property
    def clients(self):
        """Whose record is read here."""
        return [person.client for person in self.case.people.all()]

    @cached_property
    def assessments(self):
        return list(Assessment.objects.of_seen([self.case.pk]).for_listing()[:SHOWN])

    @property
    def standing(self):
        """Without what was entered in error: these alone are compared."""
        return [one for one in self.assessments if one.in_error_at is None]

    @cached_property
    def now(self):
        return self._asked("show") or next(iter(self.standing), None)

    @cached_property
    def others(self):
        """Earlier ones of the same person, the latest first."""
        if self.now not in self.standing:
            return []
        after = self.standing[self.standing.index(self.now) + 1 :]
        return [one for one in after if one.client_id == self.now.client_id]

    @cached_property
    def then(self):
        asked = self._asked("beside")
        return asked if asked in self.others else next(iter(self.others), None)

    @cached_property
    def comparison(self):
        return compared(self.then, self.now) if self.then else None

    @cached_property
    def levels(self):
        return alone(self.now) if self.now else []

    @cached_property
    def screenings(self):
        rows = Screening.objects.of_seen_by(self.case, self.user).for_listing()[:SHOWN]
        labels = dict(codes_of(INDICATORS))
        for row in rows:
            row.signs = [labels[code] for code in row.indicators if code in labels]
        return rows

    def _asked(self, name):
        number = number_in(self.asked.get(name))
        return next((one for one in self.assessments if one.pk == number), None)
