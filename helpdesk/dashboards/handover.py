"""An officer's cases go to colleagues: when she leaves, is ill, or has too many."""

import uuid

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from helpdesk.cases import actions
from helpdesk.core.forms import CreatingForm
from helpdesk.core.refusal import Refused

from .paging import soonest_first
from .queries import cases, officers_for, seen_cases

AT_ONCE = 100  # cases on the page; the next follow when these have gone


class HandOver:
    """An officer's most urgent cases, and who can take them over: their centres' people."""

    def __init__(self, scope, pk):
        self.scope = scope
        self.cases, _next = soonest_first(cases(scope, officer=pk).for_listing(), size=AT_ONCE)
        people = {
            person.pk: person
            for person in officers_for(scope, {case.centre_id for case in self.cases})
        }
        if pk not in people:
            raise Http404
        self.officer = people.pop(pk)
        self.colleagues = [person for person in people.values() if person.takes]


class Ticked(forms.MultipleChoiceField):
    """Codes of ticked rows. Each is judged by itself when it is acted on, not all by the worst."""

    def valid_value(self, value):
        return True


class ReassignForm(CreatingForm):
    """An officer's cases go to a colleague, with a word on how they stand."""

    NOTHING_TICKED = _("Tick the cases that change hands.")

    cases = Ticked(label=_("Cases"), required=False)
    everything = forms.BooleanField(required=False)
    officer = forms.ChoiceField(
        label=_("Give them to"), error_messages={"required": _("Choose who takes them.")}
    )
    note = forms.CharField(
        label=_("Hand-over note"),
        help_text=_("Kept as a note in each of the cases."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, hand_over, **kwargs):
        super().__init__(*args, **kwargs)
        self.scope, self.before = hand_over.scope, hand_over.officer
        self.people = {str(person.pk): person for person in hand_over.colleagues}
        self.fields["officer"].choices = [
            ("", _("Choose…")),
            *((pk, _load(p)) for pk, p in self.people.items()),
        ]

    def clean_officer(self):
        return self.people[self.cleaned_data["officer"]]

    def clean(self):
        """Some cases are ticked, or all are meant."""
        if not (self.cleaned_data.get("cases") or self.cleaned_data.get("everything")):
            self.add_error("cases", self.NOTHING_TICKED)
        return super().clean()

    def ticked(self):
        return self["cases"].value() or []

    def _meant(self):
        """The codes of the ticked cases, or of all her open ones, also those not on the page."""
        if not self.cleaned_data["everything"]:
            return dict.fromkeys(self.cleaned_data["cases"])
        hers = cases(self.scope, officer=self.before.pk).by_urgency()
        return dict.fromkeys(hers.values_list("code", flat=True))

    def perform(self, by):
        """[(code, why not or "")], one for each case: a refusal costs only its own row."""
        codes = self._meant()
        found = {
            case.code: case
            for case in seen_cases(self.scope).filter(code__in=codes).select_related("centre")
        }
        return [(code, self._hand_over(found.get(code), by)) for code in codes]

    def _hand_over(self, case, by):
        try:
            self._assign(case, by)
        except (Refused, PermissionDenied) as error:
            return (
                str(error) if isinstance(error, Refused) else _("You may not reassign this case.")
            )
        return ""

    @transaction.atomic
    def _assign(self, case, by):
        if case is None:
            raise Refused(_("This case is not among those that you oversee."))
        if case.officer_id != self.before.pk:
            raise Refused(_("It is no longer with %(officer)s.") % {"officer": self.before})
        actions.assign(case, by=by, officer=self.cleaned_data["officer"])
        if text := self.cleaned_data["note"]:
            once = uuid.uuid5(self.cleaned_data["submission_id"], case.code)
            actions.note(case, by=by, submission_id=once, text=text)


def _load(person):
    """With the number of her open cases, so that the fullest desk is not given more."""
    words = ngettext("%(name)s, %(count)d open", "%(name)s, %(count)d open", person.open)
    return words % {"name": person.name, "count": person.open}
