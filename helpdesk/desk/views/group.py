"""A case of many people: all of them added at once, outcome and money of all on one page."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy

from helpdesk.audit.trail import record_read
from helpdesk.cases.models import Case
from helpdesk.core.rendering import render_form
from helpdesk.desk import draft_keys, work
from helpdesk.desk.forms import group as forms
from helpdesk.desk.shell import under
from helpdesk.jobs.drafting import keeps_draft

from .case import form_page, visible_case


@form_page
@under("home")
@keeps_draft(gettext_lazy("Add many people"), draft_keys.of_case)
def add_people(request, code):
    case = visible_case(request, code)
    form = forms.AddPeople(request.POST or None, case=case, user=request.user)
    report = form.act(by=request.user) if form.is_bound and form.is_valid() else None
    if report and not report.refused:
        messages.success(request, str(report))
        return redirect(case)
    page = {"case": case, "report": report}
    if report:
        form.refused = True
        form.data = form.data.copy()
        form.data["people"] = "\n".join(report.refused_codes)
    response = render_form(request, "desk/case/add_people.html", page, form=form)
    response.status_code = 409 if report else response.status_code
    return response


@form_page
@under("home")
def group(request, code):
    """The table; what is refused stays in it, with its reason."""
    cases = work.with_partners(Case.objects.visible_to(request.user))
    case = get_object_or_404(cases.for_listing(), code=code)
    table = forms.Table(case, request.GET, request.POST or None)
    here = _path(request, table.chosen, table.start)
    if table.form.is_bound and table.save(request.user):
        messages.success(request, table.said)
        return redirect(here)
    if not table.form.is_bound:
        people = [person.client for person in table.people]
        record_read("opened", case, by=request.user, clients=people)
    more = _path(request, table.chosen, table.more) if table.more else ""
    page = {"case": case, "table": table, "here": here, "more": more}
    response = render_form(request, "desk/case/group.html", page, form=table.form)
    response.status_code = table.status
    return response


def _path(request, chosen, start):
    """This table: the claims that it shows stand in its address."""
    party = chosen["party"].pk if chosen["party"] else ""
    query = {"kind": chosen["kind"], "currency": chosen["currency"], "party": party}
    return f"{request.path}?{urlencode({**query, 'from': start})}"
