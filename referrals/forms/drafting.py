"""Choosing a service for a need, and turning to another one."""

from urllib.parse import urlencode

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from helpdesk.core.forms import CreatingForm
from helpdesk.core.keyset import number_in
from services.kinds import Kind
from services.models import Service

from .. import actions
from ..candidates import Asking, find_candidates
from ..clocks import paces
from ..models import Referral

SHOWN, MOST = 20, 200  # services to choose among: at first, and at most


class ChoosingForm(CreatingForm):
    """Chooses a candidate; `asking()` and `tried()` say for whom, and who was asked before."""

    service = forms.ModelChoiceField(
        label=_("Who can help"),
        queryset=Service.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Choose who shall help."),
            "invalid_choice": _("This service does not fit any more. Choose another."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.looks = bool(self.data) and "look" in self.data
        fits = [row.pk for row in self.found.fits]
        self.fields["service"].queryset = Service.objects.filter(pk__among=fits)

    @cached_property
    def found(self):
        return find_candidates(self.asking(), tried=self.tried())

    @cached_property
    def fitting(self):
        """The best, and the chosen one where it stands further down; more when asked for."""
        return self.found.best(self.shown, also=self.chosen)

    @property
    def shown(self) -> int:
        """How many are shown: SHOWN, or as many as the button says that was pressed."""
        asked = number_in(self.data.get("look")) or 0
        return min(max(asked, SHOWN), MOST)

    @property
    def next(self) -> int:
        """How many the button for more shows; 0 when all are shown."""
        return self.shown + SHOWN if len(self.found.fits) > self.shown < MOST else 0

    @property
    def chosen(self) -> str:
        """The service that is ticked: what was sent, else the best fit."""
        best = self.found.fits
        return str(self.data.get("service") or (best[0].pk if best else ""))

    def tried(self):
        return ()

    def full_clean(self):
        super().full_clean()
        if self.looks:  # nothing is asked for yet
            self._errors = type(self._errors)() if self._errors else self._errors


class ReferForm(ChoosingForm):
    """A referral of one of a case's people. `look` shows candidates anew and asks for nothing."""

    client = forms.ModelChoiceField(label=_("Who"), queryset=None, empty_label=None)
    need = forms.ModelChoiceField(queryset=None, required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind of help"), choices=Kind.choices)
    urgency = forms.ChoiceField(label=_("Pace"), choices=paces)
    asks_for = forms.CharField(
        label=_("Why, and what was already done"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=8000,
        help_text=_("The partner reads this as you write it."),
    )

    field_order = ["client", "kind", "urgency", "asks_for", "service"]

    def __init__(self, data=None, *, case, asked):
        self.case = case
        self.people = list(case.people.all())
        self.needs = list(case.needs.select_related("data_key"))
        asked_for = number_in(asked.get("need"))
        need = next((need for need in self.needs if need.pk == asked_for), None)
        first = {
            "client": need.client_id if need else self.people[0].client_id,
            "kind": need.kind if need else _known_kind(asked.get("kind")),
            "need": need and need.pk,
            "urgency": case.urgency,
            "asks_for": (need and need.text) or "",
        }
        self.typed = data
        self.known = {
            **first,
            **{name: data[name] for name in ("client", "kind") if data and data.get(name)},
        }
        self.known["kind"] = _known_kind(self.known["kind"])
        super().__init__(data, initial=first)
        self.fields["client"].queryset = (
            type(case.lead).objects.for_listing().filter(case_roles__case=case)
        )
        self.fields["client"].label_from_instance = lambda client: client.display_name
        self.fields["need"].queryset = case.needs.select_related("data_key")
        if len(self.people) == 1:
            self.fields["client"].widget = forms.HiddenInput()

    @property
    def tail(self) -> str:
        """For whom the two light ways go on, as the end of an address."""
        person = self._person()
        return f"?{urlencode({'case': self.case.code, 'client': person.client.code})}"

    @property
    def more_needs(self) -> bool:
        """More than one need of the case waits for someone."""
        return sum(need.met_at is None for need in self.needs) > 1

    def _person(self):
        return next(
            (p for p in self.people if str(p.client_id) == str(self.known["client"])),
            self.people[0],
        )

    def asking(self):
        person = self._person()
        return Asking(person.client, self.case, person.journey, self.known["kind"])

    def perform(self, by):
        facts = {
            name: self.cleaned_data[name]
            for name in ("client", "service", "asks_for", "urgency", "need")
        }
        return actions.draft(
            self.case, by=by, submission_id=self.cleaned_data["submission_id"], **facts
        )


class RerouteForm(ChoosingForm):
    """Another service in place of one that came to nothing; those that were asked are left out."""

    def __init__(self, *args, referral, **kwargs):
        self.referral = referral
        super().__init__(*args, **kwargs)

    def asking(self):
        referral = self.referral
        person = (
            referral.case.people.filter(client=referral.client)
            .select_related("journey__data_key")
            .first()
        )
        return Asking(
            referral.client, referral.case, person and person.journey, referral.service.kind
        )

    def tried(self):
        """Whom the thread has asked; not those whose draft was discarded."""
        asked = Referral.objects.filter(thread=self.referral.thread)
        asked = asked.exclude(status=Referral.Status.DISCARDED)
        return set(asked.values_list("service_id", flat=True))

    def perform(self, by):
        return actions.reroute(self.referral, by=by, **self.cleaned_data)


def _known_kind(kind):
    return kind if kind in Kind.values else Kind.LEGAL
