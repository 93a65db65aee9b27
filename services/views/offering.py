"""What partners say of their own services in one click: the capacity, and that all is right."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helpdesk.access.sight import demand
from helpdesk.core.rendering import render_part, way_back

from .. import actions
from ..forms import CapacityForm
from ..models import Partner, Service
from .directory import about, visible_service


def ours(request):
    """All that the worker's partner offers, with a button for everything that changes often."""
    demand(request.user, "offer")
    services = Service.objects.visible_to(request.user).of_worker(request.user)
    return render(
        request,
        "services/ours.html",
        {
            "services": services.select_related("partner", "verified_by"),
            "capacities": Service.Capacity.choices,
            "partner": Partner.objects.visible_to(request.user).of_worker(request.user).first(),
        },
    )


@require_POST
def set_capacity(request, pk):
    """One click of a partner worker or an administrator."""
    service = visible_service(request, pk)
    form = CapacityForm(request.POST, service=service)
    if form.is_valid() and form.act(by=request.user):
        messages.success(
            request, _("The capacity of %(service)s is noted.") % {"service": service.name}
        )
    return render_part(
        request,
        "services/_capacity.html",
        about(visible_service(request, pk), request.user),
        else_to=_back_to(request, service),
    )


@require_POST
def verify(request, pk):
    """It is all still right."""
    service = actions.verify(visible_service(request, pk), by=request.user)
    messages.success(
        request, _("Noted: %(service)s was checked today.") % {"service": service.name}
    )
    return redirect(_back_to(request, service))


def _back_to(request, service):
    """Where the button was, at the same service."""
    return f"{way_back(request, service.get_absolute_url())}#service-{service.pk}"
