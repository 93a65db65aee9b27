"""What narrows a timeline; the choice stands in the address."""

from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.clients.form_parts.fields import DayField
from helpdesk.core.keyset import number_in

from ..told import WHAT


class Telling(forms.Form):
    """What of, by whom, from when to when, of which journey: what is said wrongly narrows nothing.

    `journeys`: (number, label) of those one can choose from; none on a case's page.
    """

    plain_labels = True
    what = forms.ChoiceField(label=_("What"), required=False, choices=[("", _("All")), *WHAT])
    by = forms.ChoiceField(label=_("By whom"), required=False)
    journey = forms.ChoiceField(label=_("Journey"), required=False)
    since = DayField(label=_("From"))
    until = DayField(label=_("To"))

    def __init__(self, asked, *, journeys=()):
        self.asked_by = number_in(asked.get("by"))
        super().__init__(asked, auto_id="telling_%s")
        self.fields["by"].choices = [("", _("Anyone")), (str(self.asked_by or ""), "")]
        self.fields["journey"].choices = [("", _("All")), *journeys]
        if not journeys:
            del self.fields["journey"]
        self.is_valid()
        self.chosen = {n: v for n in self.fields if (v := self.cleaned_data.get(n))}

    def __bool__(self):
        return bool(self.chosen)

    @property
    def what_of(self) -> str:
        return self.chosen.get("what", "")

    @property
    def journey_number(self) -> int | None:
        return number_in(self.chosen.get("journey"))

    def wants(self, what) -> bool:
        return self.what_of in ("", what)

    def holds(self, item) -> bool:
        """Is this one of the things that were asked for?"""
        on = timezone.localtime(item.at).date()
        return (
            self.wants(item.what)
            and ("by" not in self.chosen or (item.by and item.by.pk) == self.asked_by)
            and self.chosen.get("since", on) <= on <= self.chosen.get("until", on)
        )

    def of_days(self, rows, by="by"):
        """Rows with a day of their own, narrowed before they are cut to the newest."""
        limits = {"gte": self.chosen.get("since"), "lte": self.chosen.get("until")}
        days = {f"happened_on__{end}": day for end, day in limits.items() if day}
        return self._by(rows.filter(**days), by)

    def of_moments(self, rows, at="at", by="by"):
        """The same for rows with a moment; the two days are included, in the reader's time."""
        since, until = self.chosen.get("since"), self.chosen.get("until")
        if since:
            rows = rows.filter(**{f"{at}__gte": _begins(since)})
        if until:
            rows = rows.filter(**{f"{at}__lt": _begins(until + timedelta(days=1))})
        return self._by(rows, by)

    def _by(self, rows, name):
        return rows.filter(**{name: self.asked_by}) if "by" in self.chosen else rows

    def name_people(self, items):
        """Offer those who did what is told; the one who was asked for among them."""
        people = {item.by.pk: item.by.name for item in items if item.by}
        if "by" in self.chosen:
            people.setdefault(self.asked_by, _("one person"))
        named = sorted(people.items(), key=lambda pair: str(pair[1]).casefold())
        self.fields["by"].choices = [("", _("Anyone")), *((str(pk), name) for pk, name in named)]

    def chips(self):
        """What is on, each with the page without it."""
        return [
            {"label": f"{self.fields[name].label}: {self._shown(name)}", "url": self.url(name)}
            for name in self.chosen
        ]

    def url(self, without=None, **more) -> str:
        on = {name: value for name, value in self.chosen.items() if name != without}
        return f"?{urlencode({**on, **more})}#timeline"

    def _shown(self, name):
        value = self.chosen[name]
        return dict(getattr(self.fields[name], "choices", ())).get(value, value)


def _begins(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def how_many(asked, usual) -> int:
    """How many items "Show earlier" asked for; the usual number for anything else."""
    return min(max(number_in(asked.get("shown")) or usual, usual), 600)
