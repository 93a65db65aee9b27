"""A case or a client on paper: for a purpose, by name or by code, each printing recorded."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record_read
from helpdesk.core.clock import now
from helpdesk.core.rendering import render_form
from helpdesk.desk.forms.summarising import Summarise
from helpdesk.desk.looking import client_or_404
from helpdesk.desk.record import CasePage, ClientPage
from helpdesk.desk.shell import under
from helpdesk.desk.summary import LINES, CaseSummary, ClientSummary

from .case import form_page, visible_case


@form_page
@under("home")
def case_summary(request, code):
    """One case on one or two sheets."""
    case = visible_case(request, code)
    demand(request.user, "summarise", case)
    page = CasePage(case, request.user, LINES)
    people = [person.client for person in case.people.all()]
    return _asked_or_printed(
        request, case, people, lambda said: CaseSummary(page, **said), case=case
    )


@form_page
@under("clients")
def client_summary(request, code):
    """A client with her journeys and cases, as far as the reader sees them."""
    client = client_or_404(request.user, code)
    demand(request.user, "summarise", client)
    page = ClientPage(client, request.user, LINES)
    return _asked_or_printed(
        request, client, [client], lambda said: ClientSummary(page, **said), client=client
    )


def _asked_or_printed(request, thing, people, make, **about):
    """The purpose first; with it, the sheet itself."""
    form = Summarise(request.POST if request.method == "POST" else None)
    if not (form.is_bound and form.is_valid()):
        words = {"title": _("Summary to print"), "button": _("Show the summary")}
        return render_form(request, "desk/form.html", {**about, **words}, form=form)
    summary = make(form.options)
    said = {"form": "summary", "purpose": form.cleaned_data["purpose"], "coded": summary.coded}
    record_read("printed", thing, by=request.user, clients=people, **said)
    context = {"summary": summary, "thing": thing, "purpose": form.purpose_in_words, "at": now()}
    return render(request, "desk/summary.html", {**about, **context})
