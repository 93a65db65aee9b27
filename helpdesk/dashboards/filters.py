"""The filters of the figures' pages: they stand in the address, and each can be taken off."""

from datetime import date

from django import forms
from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from helpdesk.cases.categories import CATEGORIES
from helpdesk.clients.models.journey import Stage
from helpdesk.core.forms import ReadableForm

from .period import PERIODS, USUAL, Period, period_called
from .scope import Scope, scope_for

NAMES = dict(Stage.choices)
GROUPS = {str(group)[0]: group for group, _kinds in CATEGORIES}
KINDS = {code: label for _group, kinds in CATEGORIES for code, label in kinds}
OF_DAYS = ("period", "since", "until")


class ScopeForm(ReadableForm):
    """What is no filter of ours is not found."""

    centre = forms.CharField(required=False, max_length=8)
    below = forms.BooleanField(required=False)
    period = forms.ChoiceField(choices=PERIODS.items(), required=False)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)
    stage = forms.ChoiceField(choices=Stage.choices, required=False)
    category = forms.ChoiceField(choices=[*GROUPS.items(), *KINDS.items()], required=False)


def scope_of(request) -> Scope:
    """What the address asks about: her centres, days, stage and category."""
    form = ScopeForm(request.GET)
    if not form.is_valid():
        raise Http404
    asked = form.cleaned_data
    facts = {name: asked[name] for name in ("stage", "category")}
    words = {
        name: (value, f"{value} {KINDS[value]}" if value in KINDS else {**GROUPS, **NAMES}[value])
        for name, value in facts.items()
        if value
    }
    period, said = _period(asked)
    return scope_for(
        request.user,
        asked["centre"],
        asked["below"],
        period=period,
        words={**said, **words},
        **facts,
    )


def _period(asked):
    """The days, and how they stand in the address; ends that are the wrong way round are turned."""
    since, until = asked["since"], asked["until"]
    if not (since or until):
        code = asked["period"] or USUAL
        period = period_called(code)
        return period, {} if code == USUAL else {"period": (code, period.name)}
    year = period_called(USUAL)
    first, last = sorted((since or min(year.since, until), until or max(year.until, since)))
    return Period(first, last), {
        "since": (first.isoformat(), _("From %(day)s") % {"day": _day(first)}),
        "until": (last.isoformat(), _("Until %(day)s") % {"day": _day(last)}),
    }


def _day(day: date) -> str:
    return date_format(day)
