"""What a supervisor wants to be told of: for each centre, how it stands, and the form."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.core.forms import ChangingForm

from .actions import set_thresholds
from .models import PERCENT, Threshold

FIELDS = {
    "caseload": (_("Open cases of one officer"), 9999),
    "overdue": (_("Overdue, in percent of the open cases"), PERCENT - 1),
    "silent": (_("Referrals without an answer in time"), 9999),
}


@dataclass
class Watched:
    """A centre's thresholds: (label, limit or None, since when it is passed or None) of each."""

    name: str
    url: str
    lines: list[tuple[str, int | None, datetime | None]]


def watched(scope) -> list[Watched]:
    rows = Threshold.objects.visible_to(scope.user).filter(centre__in=scope.ids)
    by_centre = {row.centre_id: row for row in rows}
    return [_line(centre, by_centre.get(centre.pk) or Threshold()) for centre in scope.asked]


def _line(centre, row):
    lines = [
        (label, getattr(row, kind), getattr(row, f"{kind}_since"))
        for kind, (label, _most) in FIELDS.items()
    ]
    return Watched(centre.name, reverse("figures_threshold", args=[centre.code]), lines)


def threshold_at(centre) -> Threshold:
    """The centre's row; where none was set, an unsaved one without limits."""
    found = Threshold.objects.filter(centre=centre).select_related("centre").first()
    return found or Threshold(centre=centre)


def _limit(kind):
    label, most = FIELDS[kind]
    return forms.IntegerField(label=label, min_value=0, max_value=most, required=False)


class ThresholdForm(ChangingForm):
    """Empty: nobody is told of it."""

    caseload = _limit("caseload")
    overdue = _limit("overdue")
    silent = _limit("silent")

    def perform(self, by):
        return set_thresholds(self.row.centre, by=by, **self.cleaned_data)
