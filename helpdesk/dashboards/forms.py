"""The filters that an address asks for."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from helpdesk.access.models import Area
from helpdesk.clients.models import Client
from helpdesk.core.forms import ReadableForm
from referrals.models.life import Reason, Status
from services.kinds import Kind
from services.models import Partner

from .filters import OF_DAYS
from .paging import newest_first, soonest_first
from .people import AGE_WORDS, NOT_KNOWN, UNKNOWN, people
from .period import month_of
from .queries import (
    CASE_LISTS,
    CASES_OF_DAYS,
    NOBODY,
    REFERRAL_LISTS,
    REFERRALS_OF_DAYS,
    cases,
    officers,
    referrals,
)


class Asked(ReadableForm):
    """The filters in a list's address. What is no filter of ours is not found.

    Subclasses name the page, the titles of its lists by `which`, the list without one, and the
    lists that look at the days of the period.
    """

    page: str
    titles: dict
    usual: str
    of_days: set = set()
    in_pages = staticmethod(soonest_first)

    def __init__(self, data, scope):
        super().__init__(data)
        self.scope = scope

    @property
    def which(self):
        return self.asked().get("which", self.usual)

    @property
    def title(self):
        return self.titles[self.which]

    @property
    def days(self):
        """The period that the list is of, in words; "" where it is of now."""
        return str(self.scope.period) if self.which in self.of_days else ""

    def link(self, **changes) -> str:
        """The same list with another filter, or without one (None)."""
        own = {name: self.data.get(name) for name in self.fields}
        return self.scope.link(self.page, **{**own, **changes})

    def chips(self, rows) -> list[dict]:
        """The filters that are on besides `which`; `rows` are those of the page."""
        on = {name: value for name, value in self.asked().items() if name != "which"}
        own = {name: self.data.get(name) for name in self.fields}
        return [
            *self.scope.chips(self.page, () if self.days else OF_DAYS, **own),
            *(
                {"label": self.said(name, value, rows), "url": self.link(**{name: None})}
                for name, value in on.items()
            ),
        ]

    def said(self, name, value, rows) -> str:
        """A filter's value in words."""
        labels = dict(getattr(self.fields[name], "choices", ())) if isinstance(value, str) else {}
        return str(labels.get(value, value))

    def asked(self) -> dict:
        if not self.is_valid():
            raise Http404
        return {name: value for name, value in self.cleaned_data.items() if value}


class MonthField(forms.DateField):
    """A month by its first day, as 2026-06; a month outside our times is none."""

    def to_python(self, value):
        return super().to_python(f"{value}-01" if value else value)


class CasesAsked(Asked):
    page, titles, usual, of_days = "figures_cases", CASE_LISTS, "open", CASES_OF_DAYS
    which = forms.ChoiceField(choices=CASE_LISTS.items(), required=False)
    officer = forms.RegexField(rf"^(\d{{1,12}}|{NOBODY})$", required=False)
    month = MonthField(required=False)

    @property
    def days(self):
        return "" if "month" in self.asked() else super().days

    def said(self, name, value, rows):
        """Her name stands in her rows; without any it is looked for among those overseen."""
        if name == "month":
            return str(month_of(value))
        if value == NOBODY:
            return _("Nobody yet")
        return (
            rows[0].officer.name if rows else get_object_or_404(officers(self.scope), pk=value).name
        )

    def rows(self):
        return cases(self.scope, **self.asked())


class ReferralsAsked(Asked):
    page, titles, usual, of_days = "figures_referrals", REFERRAL_LISTS, "all", REFERRALS_OF_DAYS
    which = forms.ChoiceField(choices=REFERRAL_LISTS.items(), required=False)
    status = forms.ChoiceField(choices=Status.choices, required=False)
    partner = forms.ModelChoiceField(Partner.objects.none(), required=False)
    reason = forms.ChoiceField(choices=Reason.choices, required=False)

    def __init__(self, data, scope):
        super().__init__(data, scope)
        self.fields["partner"].queryset = Partner.objects.visible_to(scope.user)

    def rows(self):
        return referrals(self.scope, **self.asked())


class PeopleAsked(Asked):
    """People with a part in a case that was open in the period."""

    page, titles, usual, of_days = "figures_people", {"": _("People served")}, "", {""}
    in_pages = staticmethod(newest_first)
    sex = forms.ChoiceField(choices=Client.Sex.choices, required=False)
    age = forms.ChoiceField(choices=AGE_WORDS.items(), required=False)
    origin = forms.CharField(max_length=20, required=False)
    destination = forms.ChoiceField(choices=[(UNKNOWN, NOT_KNOWN), *countries], required=False)
    need = forms.ChoiceField(choices=Kind.choices, required=False)

    def clean_origin(self):
        """An area, or the word for none."""
        code = self.cleaned_data["origin"]
        return code if code in ("", UNKNOWN) else get_object_or_404(Area, code=code)

    def said(self, name, value, rows):
        return str(NOT_KNOWN) if value == UNKNOWN else super().said(name, value, rows)

    def rows(self):
        return people(self.scope, **self.asked())
