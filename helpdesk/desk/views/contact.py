"""What ties contacts and help given to clients and cases."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from helpdesk.audit.trail import record_read
from helpdesk.clients.models import Client
from helpdesk.contacts.forms.helping import give_help_form
from helpdesk.contacts.listing import look_up
from helpdesk.core.rendering import render_form
from helpdesk.desk import search
from helpdesk.desk.answering import act_or_show
from helpdesk.desk.forms.opening import Tie
from helpdesk.desk.shell import under
from helpdesk.desk.views.case import visible_case

TIE = "desk/tie.html"


@require_POST
@under("home")
def give_help(request, code):
    case = visible_case(request, code)
    return act_or_show(
        request,
        give_help_form(case, request.POST),
        done=lambda made: _("The help is written down."),
        to=lambda made: case,
        case=case,
        title=_("Help given"),
        button=_("Save the help"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@under("contacts:contacts")
def tie(request, code):
    """Who it was: look, then choose."""
    contact = look_up(request.user, code)
    look = request.POST.get("look", "").strip()
    if look or "client" not in request.POST:
        return _look(request, contact, look or _said(request, contact))
    form = Tie(request.POST, contact=contact, user=request.user)
    if form.is_valid() and form.act(by=request.user):
        messages.success(request, _("Contact %(code)s is tied.") % {"code": contact.code})
        return redirect(contact)
    return render_form(request, TIE, {"contact": contact}, form=form)


def _said(request, contact):
    """The name that was given at the contact, to begin with."""
    return (contact.name or "") if request.method != "POST" else ""


def _look(request, contact, look):
    """Who may be meant, each with a button: a counted read."""
    hits = search.clients(request.user, look, limit=10) if look else []
    record_read("found", Client, by=request.user, clients=[hit.client for hit in hits])
    return render(request, TIE, {"contact": contact, "look": look, "hits": hits})
