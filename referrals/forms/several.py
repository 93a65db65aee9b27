"""Several needs of a case at once: one service for each."""

from dataclasses import dataclass

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.core.forms import CreatingForm
from services.kinds import Kind
from services.models import Service

from .. import actions
from ..candidates import Asking, find_candidates
from ..clocks import paces

MOST = 8  # needs on one page
SHOWN = 4  # candidates of each


@dataclass
class Wanted:
    """One need on the page: its fields, and who can help."""

    need: object
    kind: str
    fitting: list
    pick: forms.BoundField
    asks_for: forms.BoundField
    service: forms.BoundField
    chosen: str


class SeveralForm(CreatingForm):
    """Needs that are not met yet, each with its candidates; what is ticked is drafted together."""

    urgency = forms.ChoiceField(label=gettext_lazy("Pace"), choices=paces)

    plain_labels = True  # what is ticked needs all of it

    def __init__(self, data=None, *, case):
        self.case = case
        super().__init__(data, initial={"urgency": case.urgency})
        for need in self.needs:
            self._add_fields(need)

    @cached_property
    def needs(self):
        open_ones = self.case.needs.filter(met_at=None).select_related(
            "data_key", "client__data_key"
        )
        return list(open_ones.order_by("pk")[:MOST])

    @cached_property
    def candidates(self):
        """Need → the best services for it that fit."""
        people = {person.client_id: person for person in self.case.people.all()}
        found = {}
        for need in self.needs:
            person = people[need.client_id]
            asking = Asking(person.client, self.case, person.journey, need.kind)
            found[need.pk] = find_candidates(asking).best(SHOWN)
        return found

    def wanted(self):
        """Each need with what the page shows of it."""
        kinds = dict(Kind.choices)
        for need in self.needs:
            pick, asks_for, service = (self[f"{name}_{need.pk}"] for name in PARTS)
            fitting = self.candidates[need.pk]
            chosen = str(service.value() or "")
            yield Wanted(
                need, kinds.get(need.kind, need.kind), fitting, pick, asks_for, service, chosen
            )

    def clean(self):
        self.picked = [need for need in self.needs if self.cleaned_data.get(f"pick_{need.pk}")]
        if not self.picked:
            raise forms.ValidationError(_("Tick at least one need."))
        for need in self.picked:
            for name, words in (
                ("service", _("Choose who shall help.")),
                ("asks_for", _("Say why, and what was already done.")),
            ):
                key = f"{name}_{need.pk}"
                if not self.cleaned_data.get(key) and key not in self.errors:
                    self.add_error(key, words)

    def perform(self, by):
        said = self.cleaned_data
        services = {
            service.pk: service
            for service in Service.objects.select_related("partner").filter(
                pk__in=[said[f"service_{need.pk}"] for need in self.picked]
            )
        }
        wanted = [
            (need, services[int(said[f"service_{need.pk}"])], said[f"asks_for_{need.pk}"])
            for need in self.picked
        ]
        return actions.draft_several(
            self.case,
            by=by,
            submission_id=said["submission_id"],
            wanted=wanted,
            urgency=said["urgency"],
        )

    def _add_fields(self, need):
        fitting = self.candidates[need.pk]
        choices = [(str(one.service.pk), one.service.name) for one in fitting]
        self.fields[f"pick_{need.pk}"] = forms.BooleanField(
            label=_("Refer for this"), required=False, initial=bool(fitting), disabled=not fitting
        )
        self.fields[f"asks_for_{need.pk}"] = forms.CharField(
            label=_("Why, and what was already done"),
            required=False,
            max_length=8000,
            initial=need.text or "",
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("The partner reads this as you write it."),
        )
        self.fields[f"service_{need.pk}"] = forms.ChoiceField(
            label=_("Who can help"),
            required=False,
            choices=choices,
            initial=choices[0][0] if choices else "",
            widget=forms.RadioSelect,
        )


PARTS = ("pick", "asks_for", "service")
