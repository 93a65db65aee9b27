"""Registering a client: search first, then one page."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from helpdesk.audit.trail import record_read
from helpdesk.clients.finding import look_alikes
from helpdesk.clients.models import Client
from helpdesk.core.rendering import render_form
from helpdesk.desk.answering import at_the_desk
from helpdesk.desk.forms.registration import Register
from helpdesk.desk.shell import under


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
@under("clients")
def register(request):
    if request.method != "POST":
        return _fresh(request, "")
    if "look_only" in request.POST:
        return _fresh(request, request.POST.get("look", ""))
    form = Register(request.POST, user=request.user)
    if "look_again" in request.POST:
        form.errors.clear()  # looking is not saving: nothing is wrong yet
        return _page(request, form, request.POST.get("look", ""))
    if form.is_valid() and (made := form.act(by=request.user)):
        return _registered(request, *made)
    return _page(request, form, form.data.get("look", ""))


@require_POST
@at_the_desk
def look_again(request):
    """Who may be the same person, by all that is typed so far: asked whenever a field is left."""
    look = request.POST.get("look", "")
    hits, asked = _look_alikes(request, Register(request.POST, user=None), look)
    return render(request, "desk/register/_found.html", {"hits": hits, "asked": asked})


def _fresh(request, look):
    """An empty form that begins with what was looked for."""
    words = " ".join(part for part in look.split() if not any(map(str.isdigit, part)))
    figures = " ".join(part for part in look.split() if any(map(str.isdigit, part)))
    initial = {"name": words, "phone_number": figures}
    return _page(request, Register(user=request.user, initial=initial), look)


def _page(request, form, look):
    """The form, and beside it who may be the same person."""
    hits, asked = _look_alikes(request, form, look)
    page = {"look": look, "hits": hits, "asked": asked}
    return render_form(request, "desk/register.html", page, form=form)


def _look_alikes(request, form, look):
    """(hits, whether there was anything to look for). What is found is a counted read."""
    described = form.described(look)
    asked = described.says_something
    hits = look_alikes(described, user=request.user) if asked else []
    if hits:
        record_read("found", Client, by=request.user, clients=[hit.client for hit in hits])
    return hits, asked


def _registered(request, client, case):
    what = {"name": client.display_name, "code": client.code, "case": case.code if case else ""}
    if case:
        messages.success(
            request, _("%(name)s is registered (%(code)s), and case %(case)s is open.") % what
        )
    else:
        messages.success(request, _("%(name)s is registered (%(code)s). No case is open.") % what)
    return redirect("register") if "next" in request.POST else redirect(case or client)
