"""What an address asks for, and the handing over of an officer's cases."""

import uuid

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from helpdesk.access.models import User
from helpdesk.cases import actions
from helpdesk.core.forms import CreatingForm
from helpdesk.core.refusal import Refused
from referrals.models.referral import Status
from services.models import Partner

from .queries import CASE_LISTS, NOBODY, REFERRAL_LISTS, case_counts, cases, colleagues, officers, referrals, seen_cases


class Asked(forms.Form):
    """The filters in a list's address. What is no filter of ours is not found.

    Subclasses name the page, the titles of its lists by `which`, and the list that shows without one.
    """

    page: str
    titles: dict
    usual: str

    def __init__(self, data, scope):
        super().__init__(data)
        self.scope = scope

    @property
    def title(self):
        return self.titles[self.asked().get("which", self.usual)]

    def link(self, **changes) -> str:
        """The same list with another filter, or without one (None)."""
        return self.scope.link(self.page, **{**{name: self.data.get(name) for name in self.fields}, **changes})

    def chips(self) -> list[dict]:
        """The filters that are on besides `which`."""
        on = {name: value for name, value in self.asked().items() if name != "which"}
        return [{"label": self.said(name, value), "url": self.link(**{name: None})} for name, value in on.items()]

    def said(self, name, value) -> str:
        """A filter's value in words."""
        return str(dict(Status.choices).get(value, value))

    def asked(self) -> dict:
        if not self.is_valid():
            raise Http404
        return {name: value for name, value in self.cleaned_data.items() if value}


class CasesAsked(Asked):
    page, titles, usual = "figures_cases", CASE_LISTS, "open"
    which = forms.ChoiceField(choices=CASE_LISTS.items(), required=False)
    officer = forms.CharField(max_length=12, required=False)

    def clean_officer(self):
        asked = self.cleaned_data["officer"]
        if asked in ("", NOBODY):
            return asked
        return forms.ModelChoiceField(officers(self.scope)).clean(asked)

    def said(self, name, value):
        return _("Nobody yet") if value == NOBODY else super().said(name, value)

    def rows(self):
        return cases(self.scope, **self.asked())


class ReferralsAsked(Asked):
    page, titles, usual = "figures_referrals", REFERRAL_LISTS, "all"
    which = forms.ChoiceField(choices=REFERRAL_LISTS.items(), required=False)
    status = forms.ChoiceField(choices=Status.choices, required=False)
    partner = forms.ModelChoiceField(Partner.objects.none(), required=False)

    def __init__(self, data, scope):
        super().__init__(data, scope)
        self.fields["partner"].queryset = Partner.objects.visible_to(scope.user)

    def rows(self):
        return referrals(self.scope, **self.asked())


class Ticked(forms.MultipleChoiceField):
    """Codes of ticked rows. Each is judged by itself when it is acted on, not all by the worst."""

    def valid_value(self, value):
        return True


class ColleagueField(forms.ModelChoiceField):
    """People with the number of their open cases, so that the fullest desk is not given more."""

    loads: dict = {}

    def label_from_instance(self, person):
        count = self.loads.get(person.pk, 0)
        return ngettext("%(name)s, %(count)d open", "%(name)s, %(count)d open", count) % {
            "name": person.name, "count": count,
        }  # fmt: skip


class ReassignForm(CreatingForm):
    """An officer's cases go to a colleague, with a word on how they stand."""

    cases = Ticked(label=_("Cases"), error_messages={"required": _("Tick the cases that change hands.")})
    officer = ColleagueField(
        User.objects.none(), label=_("Give them to"), error_messages={"required": _("Choose who takes them.")}
    )
    note = forms.CharField(
        label=_("Hand-over note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept as a note in each of the cases."),
    )  # fmt: skip

    def __init__(self, *args, scope, before, **kwargs):
        super().__init__(*args, **kwargs)
        self.scope, self.before = scope, before
        self.fields["officer"].queryset = colleagues(scope, before)
        self.fields["officer"].loads = {row["officer"]: row["open"] for row in case_counts(scope)}

    def ticked(self):
        return self["cases"].value() or []

    def perform(self, by):
        """[(code, why not or "")], one for each ticked case: a refusal costs only its own row."""
        codes = dict.fromkeys(self.cleaned_data["cases"])
        found = {case.code: case for case in seen_cases(self.scope).filter(code__in=codes).select_related("centre")}
        return [(code, self._hand_over(found.get(code), by)) for code in codes]

    def _hand_over(self, case, by):
        try:
            self._assign(case, by)
        except (Refused, PermissionDenied) as error:
            return str(error) if isinstance(error, Refused) else _("You may not reassign this case.")
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
