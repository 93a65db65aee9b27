"""An agreement stops: its page asks what becomes of referrals; a list shows which lost cover."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from helpdesk.access.sight import demand
from helpdesk.core.rendering import render_form
from services.models import Agreement

from ..forms.stopping import EndForm, SuspendForm
from ..lists import lost_cover_list

get_and_post = require_http_methods(["GET", "POST"])


@get_and_post
def end_agreement(request, pk):
    """Asks first: what rests on the agreement ends with it, but for what is chosen."""
    return _stop(request, pk, EndForm)


@get_and_post
def suspend_agreement(request, pk):
    """Asks first, likewise."""
    return _stop(request, pk, SuspendForm)


@require_safe
def lost_cover(request):
    """Live referrals that no agreement covers, and those withdrawn that wait for someone else."""
    lost, to_reroute = lost_cover_list(request.user)
    return render(
        request, "referrals/desk/lost_cover.html", {"lost": lost, "to_reroute": to_reroute}
    )


def _stop(request, pk, form_class):
    agreements = Agreement.objects.visible_to(request.user).for_listing()
    agreement = get_object_or_404(agreements, pk=pk)
    demand(request.user, "administer", agreement)
    form = form_class(request.POST if request.method == "POST" else None, agreement=agreement)
    if form.is_valid() and form.act(by=request.user):
        messages.success(request, form.done)
        return redirect(agreement)
    context = {
        "agreement": agreement,
        "question": form.question % {"partner": agreement.partner.name},
    }
    return render_form(request, "referrals/stop_agreement.html", context, form=form)


end_agreement.under = suspend_agreement.under = ("services:directory",)
lost_cover.under = ("referrals:outgoing",)
