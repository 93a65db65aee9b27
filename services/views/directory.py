"""What everyone reads: the directory, a partner, a service."""

from django.shortcuts import get_object_or_404, render

from helpdesk.access.sight import home_centre, may
from helpdesk.core.clock import now

from ..listing import page_of
from ..models import ContactPerson, Partner, Service
from ..opening import opening_of


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
            "sees_agreements": may(request.user, "see_agreements"),
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
            "contacts": ContactPerson.objects.visible_to(request.user).of(partner).for_listing(),
            "administers": may(request.user, "administer"),
            "keeps_contacts": may_keep_contacts(request.user, partner),
            "offers": may(request.user, "offer", partner),
            "leads": may(request.user, "administer_staff", partner),
        },
    )


def service(request, pk):
    """One service: whom it takes, where and when, and whether this centre may refer to it."""
    service = visible_service(request, pk)
    shown = {
        "costs": service.costs.all(),
        "terms": [tie.term for tie in service.terms.select_related("term__taxonomy")],
    }
    return render(
        request,
        "services/service.html",
        {**_where(service), **shown, **about(service, request.user)},
    )


def visible_service(request, pk):
    """The service with its agreement for the reader's centre, or 404."""
    services = Service.objects.visible_to(request.user).select_related("partner", "verified_by")
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
        "contacts": ContactPerson.objects.visible_to(user).to_call_for(service),
    }


def may_keep_contacts(user, partner):
    """The partner's lead, and whoever administers."""
    return may(user, "keep_contacts", partner) or may(user, "administer")


def _where(service):
    """Its places, and whether it is open at one of those that are said to be its own."""
    ties = service.ties()
    return {"ties": ties, "opening": opening_of(service, ties[0], now())}


def _ours(user):
    return Partner.objects.visible_to(user).of_worker(user).first()
