"""Finding people and everything else. Whatever is shown as found is a counted read."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from helpdesk.access.sight import may
from helpdesk.audit.trail import record_read
from helpdesk.clients.models import AccessRequest, Client
from helpdesk.core.keyset import number_in
from helpdesk.core.texts import box
from helpdesk.desk import elsewhere
from helpdesk.desk import search as find
from helpdesk.desk.answering import at_the_desk
from helpdesk.desk.counting import counts_of
from helpdesk.desk.shell import under
from referrals.models import Handover

LETTERS = 3
FEW = 5


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
@under("clients")
def search(request):
    query = _asked(request)
    if request.htmx:
        return _as_one_types(request, query)
    if found := find.jump(request.user, query):
        return redirect(found)
    results = find.everything(request.user, query)
    away = elsewhere.exactly(query, request.user) if not results.clients else []
    record_read("found", Client, by=request.user, clients=results.people())
    context = {"query": query, "results": results, "away": away}
    context["reviews"] = may(request.user, "review_break_glass")
    return render(request, "desk/search.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
@under("clients")
def clients(request):
    query = _asked(request)
    if found := find.jump(request.user, query):
        return redirect(found)
    if query:
        hits, before = find.clients(request.user, query), None
        away = elsewhere.exactly(query, request.user) if not hits else []
    else:
        hits, before = find.newest(request.user, number_in(request.GET.get("before")))
        away = []
    record_read("found", Client, by=request.user, clients=[hit.client for hit in hits])
    context = {"query": query, "hits": hits, "before": before, "away": away}
    owed = {
        "waiting": AccessRequest.objects.to_decide(request.user),
        "handovers": Handover.objects.to_answer(request.user),
    }
    return render(request, "desk/clients.html", {**context, **counts_of(owed)})


def _as_one_types(request, query):
    """A few of each group, under the search box; below three letters nobody is looked for."""
    results = find.everything(request.user, query, limit=FEW) if len(query) >= LETTERS else None
    if results and results.people():
        record_read("found", Client, by=request.user, clients=results.people())
    return render(request, "desk/found/_typed.html", {"query": query, "results": results})


def _asked(request):
    """What is looked for. By POST alone, so that no name stands in an address."""
    return box(request.POST, "q")
