"""What everyone reads: the directory, a partner, a service."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helpdesk.access.sight import home_centre, may
from helpdesk.core.rendering import render_part

from ..forms import CapacityForm
from ..listing import page_of
from ..models import Partner, Service


def directory(request):
    """Every service that is offered now, narrowed by the filters in the address."""
    page = page_of(Service.objects.visible_to(request.user).active(), request.user, request.GET)
    return render(
        request,
        "services/directory.html",
        {
            "page": page,
            "chips": page.filters.chips() if page.filters.is_valid() else [],
            "administers": may(request.user, "administer"),
            "ours": _ours(request.user),
        },
    )


def partner(request, pk):
    """One partner: who it is, what it offers where, and the agreements with it."""
    partner = get_object_or_404(Partner.objects.visible_to(request.user), pk=pk)
    return render(
        request,
        "services/partner.html",
        {
            "partner": partner,
            "services": partner.services.for_listing(),
            "locations": partner.locations.with_hours(),
            "agreements": partner.agreements.for_listing(),
            "administers": may(request.user, "administer"),
            "offers": may(request.user, "offer", partner),
        },
    )


def service(request, pk):
    """One service: whom it takes, where and when, and whether this centre may refer to it."""
    service = visible_service(request, pk)
    return render(
        request, "services/service.html", {"ties": service.ties(), **about(service, request.user)}
    )


@require_POST
def set_capacity(request, pk):
    """One click of a partner worker or an administrator."""
    service = visible_service(request, pk)
    form = CapacityForm(request.POST, service=service)
    if form.is_valid():
        form.act(by=request.user)
        messages.success(request, _("The capacity is noted, and that it was checked today."))
    return render_part(
        request,
        "services/_capacity.html",
        about(visible_service(request, pk), request.user),
        else_to=service,
    )


def visible_service(request, pk):
    """The service with its agreement for the reader's centre, or 404."""
    services = Service.objects.visible_to(request.user).select_related("partner")
    centre = home_centre(request.user)
    return get_object_or_404(services.with_cover(centre) if centre else services, pk=pk)


def about(service, user):
    """What the service's page and its capacity fragment need to know of the reader."""
    offers = may(user, "offer", service)
    return {
        "service": service,
        "centre": home_centre(user),
        "may_change": offers or may(user, "administer"),
        "may_tell": may(user, "signpost"),
        "capacities": Service.Capacity.choices,
    }


def _ours(user):
    return Partner.objects.visible_to(user).of_worker(user).first()
