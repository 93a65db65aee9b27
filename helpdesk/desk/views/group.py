"""A case of many people: all of them added at once, outcome and money of all on one page."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _lazy

from helpdesk.audit.trail import record_read
from helpdesk.core.keyset import number_in
from helpdesk.core.rendering import render_form
from helpdesk.desk import draft_keys
from helpdesk.desk.forms import group as forms
from helpdesk.desk.shell import under
from helpdesk.jobs.drafting import keeps_draft

from .case import form_page, visible_case


@form_page
@under("home")
@keeps_draft(_lazy("Add many people"), draft_keys.of_case)
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
    case = visible_case(request, code)
    narrow, chosen = forms.chosen_of(request.GET, case)
    people, more = forms.people_of_page(case, request.GET)
    claims = forms.claims_by_client(case, chosen, people)
    form = forms.GroupTable(
        request.POST or None, case=case, chosen=chosen, people=people, claims=claims
    )
    status = 200
    if form.is_bound:
        said = form.save_rows(request.user)
        if not any(row.errors for row in form.rows) and form.is_valid():
            messages.success(request, said)
            return redirect(_path(request, chosen, request.GET.get("from")))
        claims = forms.claims_by_client(case, chosen, people)
        form.look_again(claims)
        status = 422 if form.errors else 409
    else:
        said = ""
        record_read("opened", case, by=request.user)
    page = {"case": case, "narrow": narrow, "chosen": chosen, "said": said}
    page |= {
        "totals": forms.totals(claims),
        "here": _path(request, chosen, request.GET.get("from")),
    }
    page["more"] = _path(request, chosen, more) if more else ""
    response = render_form(request, "desk/case/group.html", page, form=form)
    response.status_code = status
    return response


def _path(request, chosen, start):
    """This table: the claims that it shows stand in its address."""
    party = chosen["party"].pk if chosen["party"] else ""
    query = {"kind": chosen["kind"], "currency": chosen["currency"], "party": party}
    return f"{request.path}?{urlencode({**query, 'from': number_in(start) or 0})}"
