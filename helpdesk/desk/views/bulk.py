"""Many cases at once, and taking back what was just done."""

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helpdesk.core.rendering import render_form, way_back
from helpdesk.desk import undo as undoing
from helpdesk.desk import work
from helpdesk.desk.answering import at_the_desk
from helpdesk.desk.forms.bulk import ACTS, MOST
from helpdesk.desk.shell import under


@require_POST
@at_the_desk
@under("home")
def bulk(request):
    """Ask what is missing, then act on each ticked case; what is refused stays, with its reason."""
    act, codes = request.POST.get("do"), list(dict.fromkeys(request.POST.getlist("pick")))
    if act not in ACTS:
        raise Http404
    if not codes:
        messages.warning(request, _("Tick the cases first, then say what is to be done with them."))
        return redirect(_list(request))
    sent = request.POST if "go" in request.POST else None
    form = ACTS[act](sent, codes=codes, cases=work.picked(request.user, codes[:MOST]))
    if form.is_bound and form.is_valid() and (report := form.act(by=request.user)):
        _say(request, form, report)
        if not report.refused:
            return redirect(_list(request))
        form.refused, form.codes = True, report.refused_codes
        return _page(request, act, form, report)
    return _page(request, act, form, None)


@require_POST
@at_the_desk
def undo(request):
    report = undoing.undo(request.POST.get("what", ""), by=request.user)
    if report.done:
        messages.success(request, _("Taken back: %(n)s.") % {"n": len(report.done)})
    for _code, why in report.refused:
        messages.error(request, why)
    return redirect(way_back(request))


def _page(request, act, form, report):
    cases = [form.cases[code] for code in form.codes if code in form.cases]
    query = request.POST.get("back", "")
    page = {"act": act, "cases": cases, "report": report, "query": query, "back": _list(request)}
    response = render_form(request, "desk/work/bulk.html", page, form=form)
    if report:
        response.status_code = 409
    return response


def _say(request, form, report):
    if report.done:
        offer = (
            undoing.offer(form.takes_back, report.done, by=request.user, tag=form.tags)
            if form.takes_back
            else ""
        )
        messages.success(request, form.done(report), extra_tags=offer)


def _list(request):
    """The list that one came from: its address without anything else."""
    query = QueryDict(request.POST.get("back", "")[:500]).urlencode()
    return reverse("home") + (f"?{query}" if query else "")
