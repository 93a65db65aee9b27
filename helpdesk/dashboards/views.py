"""What a supervisor sees of her centres, and the handing over of cases."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from helpdesk.audit.stale import both_versions
from helpdesk.audit.trail import record_read
from helpdesk.clients.models import Client
from helpdesk.core import tables
from helpdesk.core.clock import now
from helpdesk.core.rendering import render_form
from helpdesk.desk.shell import under

from . import blocks
from .bar import FilterBar
from .caseload import Caseload
from .counter import Counter
from .filters import scope_of
from .flow import FlowOfCases
from .forms import CasesAsked, PeopleAsked, ReferralsAsked
from .handover import HandOver, ReassignForm
from .listing import listing
from .partners import FunnelOfReferrals
from .people import PeopleServed
from .pictures import CHARTS, FILES
from .referring import Referring
from .reports.views import sheet
from .scope import at_the_centre, scope_for
from .thresholds import ThresholdForm, threshold_at, watched
from .tiles import tiles


def figures(request):
    scope = scope_of(request)
    caseload = Caseload(scope, everybody=request.GET.get("officers") == "all")
    referring = Referring(scope)
    page = {
        "tiles": tiles(scope, caseload, referring),
        "caseload": caseload,
        "referring": referring,
    }
    return _page(request, "figures", scope, page)


@under("figures")
def flow(request):
    scope = scope_of(request)
    return _page(request, "figures_flow", scope, {"flow": FlowOfCases(scope)})


@under("figures")
def partners(request):
    scope = scope_of(request)
    return _page(request, "figures_partners", scope, {"referring": FunnelOfReferrals(scope)})


@under("figures")
def served(request):
    scope = scope_of(request)
    return _page(request, "figures_served", scope, {"served": PeopleServed(scope)})


@under("figures")
def contacts(request):
    scope = at_the_centre(scope_of(request))
    return _page(request, "figures_contacts", scope, {"counter": Counter(scope)})


@under("figures")
def chart(request, name, ending):
    if name not in CHARTS or ending not in FILES:
        raise Http404
    kind, drawn = FILES[ending]
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return HttpResponse(drawn(CHARTS[name](scope_of(request))), content_type=kind, headers=headers)


@under("figures")
@require_safe
def table(request, name, ending):
    """One block of these pages as a file."""
    if name not in blocks.NAMES or ending not in tables.TYPES:
        raise Http404
    scope = scope_of(request)
    rows = blocks.rows_of(name, scope)
    record_read("downloaded", scope.top, by=request.user, clients=[], what=name, form=ending)
    return sheet(rows, ending, name)


@under("figures")
def thresholds(request):
    scope = at_the_centre(scope_of(request))
    return _page(request, "figures_thresholds", scope, {"watched": watched(scope)})


@under("figures")
def threshold(request, code):
    row = threshold_at(scope_for(request.user, code).chosen)
    form = ThresholdForm(request.POST if request.method == "POST" else None, row=row)
    if form.is_valid() and form.act(by=request.user):
        told = _("Saved. The supervisors of %(centre)s are told once, when it is passed.")
        messages.success(request, told % {"centre": row.centre})
        return redirect("figures_thresholds")
    page = {"centre": row.centre, "stale": both_versions(form)}
    return render_form(request, "dashboards/threshold.html", page, form=form)


@under("figures")
def cases(request):
    asked = CasesAsked(request.GET, scope_of(request))
    return render(request, "dashboards/cases.html", listing(asked, request.GET.get("after", "")))


@under("figures")
def referrals(request):
    asked = ReferralsAsked(request.GET, scope_of(request))
    page = listing(asked, request.GET.get("after", ""))
    return render(request, "dashboards/referrals.html", page)


@under("figures")
def people(request):
    asked = PeopleAsked(request.GET, scope_of(request))
    page = listing(asked, request.GET.get("after", ""))
    record_read("found", Client, by=request.user, clients=page["rows"])
    return render(request, "dashboards/people.html", page)


@under("figures")
def reassign(request, pk):
    hand_over = HandOver(scope_of(request), pk)
    form = ReassignForm(request.POST if request.method == "POST" else None, hand_over=hand_over)
    if form.is_valid():
        _tell(request, form.act(by=request.user), form.cleaned_data["officer"])
        return redirect(request.get_full_path())
    return render_form(request, "dashboards/reassign.html", {"hand_over": hand_over}, form=form)


def _page(request, name, scope, page):
    """One of the pages of figures, with the filters above it."""
    frame = {"scope": scope, "moment": now(), "bar": FilterBar(scope, name)}
    return render(request, f"dashboards/{name.removeprefix('figures_')}.html", {**frame, **page})


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
