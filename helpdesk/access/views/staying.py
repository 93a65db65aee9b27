"""What an open page asks by itself, so that it shows nobody's data once its reader has left."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import reswap, retarget

from helpdesk.core.rendering import our_own, way_back

from .. import session_time

WARNED = 120  # seconds before the end


@require_safe
@login_not_required
def idle(request):
    """How long the log-in still lasts; it counts as nothing that she did. Over: the page goes.

    Without JavaScript the page leads here after the idle time, and stands empty until she is back.
    """
    way = our_own(request.headers.get("HX-Current-URL") or request.GET.get("next", ""), request)
    log_in = f"{reverse('account_login')}?{urlencode({'next': way}, safe='/')}"
    if not getattr(request, "htmx", False):
        if not request.user.is_authenticated:
            return redirect(log_in)
        return render(request, "account/idle.html", {"way": way})
    if request.user.is_authenticated:
        return _still_here(request)
    gone = render(request, "account/_gone.html", {"log_in": log_in})
    return retarget(reswap(gone, "innerHTML"), "body")


@require_POST
def stay(request):
    """She is there: the idle time begins anew."""
    if getattr(request, "htmx", False):
        return _still_here(request)
    return redirect(way_back(request))


def _still_here(request) -> HttpResponse:
    left = session_time.seconds_left(request.session)
    page = {"asks_in": left + 1}
    if left > WARNED:
        page["asks_in"] = left - WARNED
    else:
        page["minutes"] = max(1, -(-left // 60))
    return render(request, "account/_idle.html", page)
