"""Finding people and everything else. Whatever is shown as found is a counted read."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from helpdesk.audit.trail import record_read
from helpdesk.clients.models import Client
from helpdesk.core.keyset import number_in
from helpdesk.core.texts import box
from helpdesk.desk import search as find
from helpdesk.desk.answering import at_the_desk
from helpdesk.desk.shell import under


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
@under("clients")
def search(request):
    query = _asked(request)
    if found := find.jump(request.user, query):
        return redirect(found)
    results = find.everything(request.user, query)
    record_read("found", Client, by=request.user, clients=results.people())
    return render(request, "desk/search.html", {"query": query, "results": results})


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
@under("clients")
def clients(request):
    query = _asked(request)
    if found := find.jump(request.user, query):
        return redirect(found)
    if query:
        hits, before = find.clients(request.user, query), None
    else:
        hits, before = find.newest(request.user, number_in(request.GET.get("before")))
    record_read("found", Client, by=request.user, clients=[hit.client for hit in hits])
    return render(request, "desk/clients.html", {"query": query, "hits": hits, "before": before})


def _asked(request):
    """What is looked for. By POST alone, so that no name stands in an address."""
    return box(request.POST, "q")
