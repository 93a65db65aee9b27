"""What a supervisor sees of her centres, and the handing over of cases."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.core.clock import now
from helpdesk.core.rendering import render_form
from helpdesk.desk.shell import under

from .caseload import Caseload
from .counter import Counter
from .forms import CasesAsked, ReferralsAsked
from .handover import HandOver, ReassignForm
from .listing import listing
from .referring import Referring
from .scope import scope_for
from .tiles import tiles


def figures(request):
    scope = _scope(request)
    caseload, referring = Caseload(scope), Referring(scope)
    page = {
        "tiles": tiles(scope, caseload, referring),
        "caseload": caseload,
        "referring": referring,
    }
    return render(request, "dashboards/figures.html", {"scope": scope, "moment": now(), **page})


@under("figures")
def contacts(request):
    scope = _scope(request)
    page = {"scope": scope, "moment": now(), "counter": Counter(scope)}
    return render(request, "dashboards/contacts.html", page)


@under("figures")
def cases(request):
    asked = CasesAsked(request.GET, _scope(request))
    return render(request, "dashboards/cases.html", listing(asked, request.GET.get("after", "")))


@under("figures")
def referrals(request):
    asked = ReferralsAsked(request.GET, _scope(request))
    return render(
        request, "dashboards/referrals.html", listing(asked, request.GET.get("after", ""))
    )


@under("figures")
def reassign(request, pk):
    hand_over = HandOver(_scope(request), pk)
    form = ReassignForm(request.POST if request.method == "POST" else None, hand_over=hand_over)
    if form.is_valid():
        _tell(request, form.act(by=request.user), form.cleaned_data["officer"])
        return redirect(request.get_full_path())
    return render_form(request, "dashboards/reassign.html", {"hand_over": hand_over}, form=form)


def _scope(request):
    return scope_for(request.user, request.GET.get("centre", ""))


def _tell(request, done, officer):
    """What became of each ticked case."""
    given = [code for code, why_not in done if not why_not]
    if given:
        words = ngettext(
            "Now with %(officer)s: %(codes)s.", "Now with %(officer)s: %(codes)s.", len(given)
        )
        messages.success(request, words % {"officer": officer, "codes": ", ".join(given)})
    for code, why_not in done:
        if why_not:
            messages.warning(
                request,
                _("%(code)s has not changed hands: %(reason)s") % {"code": code, "reason": why_not},
            )
