"""Costs and terms of a service, accessibility of a place: added, changed, removed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import actions
from ..answering import act_or_show
from ..detail_forms import (
    ChangeAccessibilityForm,
    ChangeCostForm,
    ClassifyForm,
    MakeAccessibilityForm,
    MakeCostForm,
)
from ..models import Accessibility, Cost, Location, Service
from .changing import demand_own_or_administrator


def make_cost(request, pk):
    service = _of_partner(request, Service, pk)
    form = MakeCostForm(request.POST or None, owner=service)
    return _answer(request, form, service, title=_("Add a cost"), button=_("Add"))


def change_cost(request, pk):
    cost = _detail(request, Cost, "service", pk)
    form = ChangeCostForm(request.POST or None, row=cost)
    return _answer(request, form, cost.service, title=_("Change a cost"), button=_("Save"))


@require_POST
def drop_cost(request, pk):
    cost = _detail(request, Cost, "service", pk)
    actions.drop_cost(cost, by=request.user)
    messages.success(request, _("Removed."))
    return redirect(cost.service)


def classify(request, pk):
    """Which terms of the lists that others use fit the service."""
    service = _of_partner(request, Service, pk)
    form = ClassifyForm(request.POST or None, service=service)
    return _answer(request, form, service, title=_("Terms"), button=_("Save"))


def make_accessibility(request, pk):
    place = _of_partner(request, Location, pk)
    form = MakeAccessibilityForm(request.POST or None, owner=place)
    title = _("What helps people with a disability")
    return _answer(request, form, place, title=title, button=_("Add"))


def change_accessibility(request, pk):
    row = _detail(request, Accessibility, "location", pk)
    form = ChangeAccessibilityForm(request.POST or None, row=row)
    title = _("What helps people with a disability")
    return _answer(request, form, row.location, title=title, button=_("Save"))


@require_POST
def drop_accessibility(request, pk):
    row = _detail(request, Accessibility, "location", pk)
    actions.drop_accessibility(row, by=request.user)
    messages.success(request, _("Removed."))
    return redirect(row.location)


def _answer(request, form, owner, **page):
    page |= {"partner": owner.partner, "back": owner.get_absolute_url()}
    return act_or_show(request, form, done=_("Saved."), **page)


def _of_partner(request, model, pk):
    """The service or place, for those who may change it."""
    rows = model.objects.visible_to(request.user).select_related("partner")
    row = get_object_or_404(rows, pk=pk)
    demand_own_or_administrator(request.user, row.partner)
    return row


def _detail(request, model, owner, pk):
    rows = model.objects.visible_to(request.user).select_related(f"{owner}__partner")
    row = get_object_or_404(rows, pk=pk)
    demand_own_or_administrator(request.user, getattr(row, owner).partner)
    return row
