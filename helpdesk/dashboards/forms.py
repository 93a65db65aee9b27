"""The filters that an address asks for."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from helpdesk.core.forms import ReadableForm
from referrals.models.referral import Status
from services.models import Partner

from .queries import CASE_LISTS, NOBODY, REFERRAL_LISTS, cases, officers, referrals


class Asked(ReadableForm):
    """The filters in a list's address. What is no filter of ours is not found.

    Subclasses name the page, the titles of its lists by `which`, and the list without one.
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
        return self.scope.link(
            self.page, **{**{name: self.data.get(name) for name in self.fields}, **changes}
        )

    def chips(self, rows) -> list[dict]:
        """The filters that are on besides `which`; `rows` are those of the page."""
        on = {name: value for name, value in self.asked().items() if name != "which"}
        return [
            {"label": self.said(name, value, rows), "url": self.link(**{name: None})}
            for name, value in on.items()
        ]

    def said(self, name, value, rows) -> str:
        """A filter's value in words."""
        return str(dict(Status.choices).get(value, value))

    def asked(self) -> dict:
        if not self.is_valid():
            raise Http404
        return {name: value for name, value in self.cleaned_data.items() if value}


class CasesAsked(Asked):
    page, titles, usual = "figures_cases", CASE_LISTS, "open"
    which = forms.ChoiceField(choices=CASE_LISTS.items(), required=False)
    officer = forms.RegexField(rf"^(\d{{1,12}}|{NOBODY})$", required=False)

    def said(self, name, value, rows):
        """Her name stands in her rows; without any it is looked for among those overseen."""
        if value == NOBODY:
            return _("Nobody yet")
        return (
            rows[0].officer.name if rows else get_object_or_404(officers(self.scope), pk=value).name
        )

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
