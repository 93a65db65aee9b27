"""The lists of referrals: the desk's, and the partner's four."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from ..forms.filtering import FilterForm
from ..forms.partner_desk import PartnerFilter
from ..lists import DESK, PARTNER, desk_list, partner_list


@require_GET
def outgoing(request):
    """The desk's referrals by what is to be done about them."""
    name = request.GET.get("list") if request.GET.get("list") in DESK else "live"
    form = FilterForm(request.GET, user=request.user)
    listed = desk_list(request.user, name, form.chosen, request.GET.get("after", ""))
    return render(
        request,
        "referrals/desk/list.html",
        {
            "listed": listed,
            "form": form,
            "name": name,
            "heading": DESK[name][0],
            "empty": DESK[name][3],
        },
    )


@require_GET
def of_partner(request, name):
    """One of the partner's lists, each row with its clock."""
    form = PartnerFilter(request.GET, user=request.user)
    listed = partner_list(request.user, name, form, request.GET.get("after", ""))
    page = {"heading": PARTNER[name][0], "empty": PARTNER[name][3]}
    return render(request, "referrals/partner/list.html", {"listed": listed, "form": form, **page})
