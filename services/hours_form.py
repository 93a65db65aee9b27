"""When a place is open: a row for each day of the week, with as many spans as the place has."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.core.forms import ActionForm

from . import actions
from .models import Hours

Weekday = Hours.Weekday


class HoursForm(ActionForm):
    """Two spans a day, or more where the place already has more. A blank day is closed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, location, **kwargs):
        self.location = location
        spans = sorted(actions.span(row) for row in location.hours.all() if row.service_id is None)
        super().__init__(*args, initial=self._initial(spans), **kwargs)
        for day, number, opens, closes in self._cells():
            self.fields[opens] = _time(_("%(day)s, opens (%(number)d)"), day, number)
            self.fields[closes] = _time(_("%(day)s, closes (%(number)d)"), day, number)

    def _initial(self, spans):
        by_day = {day: [span for span in spans if span[0] == day] for day in Weekday}
        self.columns = max(2, *(len(of_day) for of_day in by_day.values()))
        values = {"seen": actions.spelled(spans)}
        for day, of_day in by_day.items():
            for number, (_day, opens_at, closes_at) in enumerate(of_day, 1):
                values[f"opens_{day}_{number}"], values[f"closes_{day}_{number}"] = (
                    opens_at,
                    closes_at,
                )
        return values

    def _cells(self):
        for day in Weekday:
            for number in range(1, self.columns + 1):
                yield day, number, f"opens_{day}_{number}", f"closes_{day}_{number}"

    def days(self):
        """(day's name, its fields) for the table."""
        for day in Weekday:
            yield (
                day.label,
                [self[name] for d, _n, *names in self._cells() if d == day for name in names],
            )

    def clean(self):
        cleaned = super().clean()
        for day, _number, opens, closes in self._cells():
            if (
                bool(cleaned.get(opens)) != bool(cleaned.get(closes))
                and not {opens, closes} & self.errors.keys()
            ):
                missing = closes if cleaned.get(opens) else opens
                self.add_error(
                    missing, _("%(day)s needs both times, or none.") % {"day": day.label}
                )
        if not self.errors and len({span[:2] for span in self.hours()}) < len(self.hours()):
            self.add_error(None, _("One day opens twice at the same time."))
        return cleaned

    def hours(self):
        """What was typed, as (weekday, opens_at, closes_at)."""
        typed = self.cleaned_data
        return [
            (int(day), typed[o], typed[c])
            for day, _n, o, c in self._cells()
            if typed.get(o) and typed.get(c)
        ]

    def perform(self, by):
        seen = self.cleaned_data["seen"]
        return actions.change_hours(self.location, self.hours(), by=by, seen=seen)

    def conflicts(self):
        """What was typed and what stands now; the next save goes over it knowingly."""
        now = [actions.span(row) for row in self.stale.hours.filter(service=None)]
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = actions.spelled(now)
        return [(_("Opening hours"), _in_words(self.hours()), _in_words(now))]


def _time(label, day, number):
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(
        label=label % {"day": day.label, "number": number}, required=False, widget=widget
    )


def _in_words(spans):
    return ", ".join(
        f"{Weekday(day).label} {opens:%H:%M}–{closes:%H:%M}" for day, opens, closes in sorted(spans)
    )
