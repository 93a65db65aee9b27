"""What administrators change in the directory, and partners of their own."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand, may

from .. import forms
from ..answering import act_or_show
from ..hours_form import HoursForm
from ..models import Location, Partner, Service


def make_partner(request):
    demand(request.user, "administer")
    form = forms.MakePartnerForm(request.POST or None)
    return act_or_show(
        request,
        form,
        done=_("The partner is listed. Nothing is sent to it before an agreement is signed."),
        title=_("Add a partner"),
        button=_("Add"),
        back=reverse("services:directory"),
    )


def change_partner(request, pk):
    demand(request.user, "administer")
    partner = _partner(request, pk)
    form = forms.ChangePartnerForm(request.POST or None, row=partner)
    return act_or_show(
        request,
        form,
        done=_("Saved."),
        title=_("Change %(name)s") % {"name": partner.name},
        button=_("Save"),
        back=partner.get_absolute_url(),
    )


def make_service(request, pk):
    partner = _partner(request, pk)
    demand_own_or_administrator(request.user, partner)
    form = forms.MakeServiceForm(request.POST or None, partner=partner)
    return act_or_show(
        request,
        form,
        done=_("The service is in the directory."),
        title=_("Add a service"),
        button=_("Add"),
        **_of(partner),
    )


def change_service(request, pk):
    service = get_object_or_404(
        Service.objects.visible_to(request.user).select_related("partner"), pk=pk
    )
    demand_own_or_administrator(request.user, service.partner)
    form = forms.ChangeServiceForm(request.POST or None, row=service)
    return act_or_show(
        request,
        form,
        done=_("Saved, and noted that it was checked today."),
        title=_("Change %(name)s") % {"name": service.name},
        button=_("Save"),
        back=service.get_absolute_url(),
        partner=service.partner,
    )


def make_location(request, pk):
    demand(request.user, "administer")
    partner = _partner(request, pk)
    form = forms.MakeLocationForm(request.POST or None, partner=partner)
    return act_or_show(
        request,
        form,
        done=_("The place is in the directory."),
        title=_("Add a place"),
        button=_("Add"),
        **_of(partner),
    )


def change_hours(request, pk):
    demand(request.user, "administer")
    location = get_object_or_404(
        Location.objects.visible_to(request.user).select_related("partner"), pk=pk
    )
    form = HoursForm(request.POST or None, location=location)
    return act_or_show(
        request,
        form,
        template="services/hours_form.html",
        done=_("The opening hours are saved."),
        title=_("When %(place)s is open") % {"place": location.name},
        **_of(location.partner),
    )


def _partner(request, pk):
    return get_object_or_404(Partner.objects.visible_to(request.user), pk=pk)


def _of(partner):
    return {"partner": partner, "back": partner.get_absolute_url()}


def demand_own_or_administrator(user, partner):
    if not (may(user, "offer", partner) or may(user, "administer")):
        raise PermissionDenied
