"""Running after partners that are late: the list, a call that is logged, the silent ones."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from helpdesk.access.sight import demand, may
from helpdesk.core.rendering import render_form, way_back

from ..chasing import EMPTY, NONE_LATE, OTHERS, TABS, chase_list, partner_named
from ..forms.chasing import ChaseForm
from ..looking import desk_draft
from ..silence import board


@require_GET
def to_chase(request):
    """An officer's late referrals, a supervisor's centres', by what is late."""
    known = {**TABS, **OTHERS}
    name = request.GET.get("list") if request.GET.get("list") in known else "late"
    partner = request.GET.get("partner", "")
    listed = chase_list(request.user, name, partner, request.GET.get("after", ""))
    return render(
        request,
        "referrals/desk/to_chase.html",
        {
            "listed": listed,
            "name": name,
            "heading": known[name],
            "empty": EMPTY.get(name, NONE_LATE),
            "partner": partner_named(request.user, partner),
            "oversees": may(request.user, "see_figures"),
        },
    )


@require_http_methods(["GET", "POST"])
def chase(request, code):
    """Log a call, a letter or a visit; one click from the list, or with what was said."""
    referral = desk_draft(request.user, code)
    demand(request.user, "chase", referral)
    form = ChaseForm(request.POST or None, referral=referral)
    if form.is_valid() and form.act(by=request.user):
        messages.success(request, _("Noted that you ran after %(code)s.") % {"code": code})
        return redirect(way_back(request, reverse("referrals:to_chase")))
    return render_form(request, "referrals/desk/chase.html", {"referral": referral}, form=form)


@require_GET
def silent_partners(request):
    """Who has what of ours, who is late, who never answers."""
    lines = board(request.user)
    context = {"lines": lines, "days": settings.REFERRAL_FIGURE_DAYS}
    return render(request, "referrals/desk/silent_partners.html", context)


to_chase.under = chase.under = silent_partners.under = ("referrals:outgoing",)
