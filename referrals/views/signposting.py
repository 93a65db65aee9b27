"""The light kinds: she is told about a service, or sent there with a printed note."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from helpdesk.access.sight import may
from helpdesk.audit.trail import record_read
from helpdesk.core.rendering import render_form
from services.models import Service

from ..forms.signposting import BY_KIND
from ..lists import signposts_list
from ..models import Signpost
from ..paper import places_of


@require_http_methods(["GET", "POST"])
def signpost(request, pk, kind):
    """One form, two kinds; done, it leads to what she may take along."""
    service = get_object_or_404(
        Service.objects.visible_to(request.user).select_related("partner"), pk=pk
    )
    if not may(request.user, BY_KIND[kind].verb):
        raise PermissionDenied(kind)
    form = BY_KIND[kind](
        request.POST or None, service=service, user=request.user, asked=request.GET
    )
    if form.is_valid() and (made := form.act(by=request.user)):
        messages.success(request, _("Noted as %(code)s.") % {"code": made.code})
        return redirect(made)
    return render_form(request, "referrals/signpost.html", {"service": service}, form=form)


@require_GET
def signposted(request, code):
    """What was said, and a note on paper to take along."""
    seen = Signpost.objects.visible_to(request.user).named_by_sight(request.user).for_listing()
    made = get_object_or_404(seen.select_related("client__area"), code=code)
    record_read("opened", made, by=request.user)
    phone = _phone(made) if made.names_her and made.sees_client else None
    return render(
        request,
        "referrals/signposted.html",
        {"made": made, "places": places_of(made.service), "phone": phone},
    )


@require_GET
def signposts(request):
    """The centre's signposting and re-direction, apart from its referrals."""
    listed = signposts_list(request.user, request.GET.get("after", ""))
    return render(request, "referrals/desk/signposts.html", {"listed": listed})


def _phone(made):
    """The first number at which she may be called."""
    return made.client.phones.for_listing().exclude(safe="no").order_by("pk").first()


signpost.under = signposted.under = signposts.under = ("referrals:outgoing",)
