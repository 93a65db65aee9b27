"""Registering a client: search first, then one page."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from helpdesk.audit.trail import record_read
from helpdesk.clients.finding import look_alikes
from helpdesk.clients.models import Client
from helpdesk.core.rendering import render_form, take_up_draft
from helpdesk.core.texts import box
from helpdesk.desk import elsewhere
from helpdesk.desk.answering import at_the_desk
from helpdesk.desk.forms.opening import begun_by
from helpdesk.desk.forms.registration import Register
from helpdesk.desk.search import split
from helpdesk.desk.shell import under
from helpdesk.jobs.drafting import keeps_draft

BEGINS = ("contact", "incoming")


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
@under("clients")
@keeps_draft(gettext_lazy("Register a client"))
def register(request):
    if request.method != "POST":
        return _fresh(request, "", **begun_by(request.user, request.GET))
    if "look_only" in request.POST:
        return _fresh(request, box(request.POST, "look"))
    form = Register(request.POST, user=request.user)
    if "look_again" in request.POST or "not_her" in request.POST:
        form.errors.clear()  # looking is not saving: nothing is wrong yet
        return _page(request, form, box(request.POST, "look"))
    if form.is_valid() and (made := form.act(by=request.user)):
        return _registered(request, *made)
    return _page(request, form, box(request.POST, "look"))


@require_POST
@at_the_desk
def look_again(request):
    """Who may be the same person, by all that is typed so far: asked whenever a field is left."""
    form = Register(request.POST, user=request.user, looking=True)
    found = _look_alikes(request, form, box(request.POST, "look"))
    return render(request, "desk/register/_found.html", {"form": form, **found})


def _fresh(request, look, **begun):
    """An empty form that begins with what was looked for, or with what a contact said."""
    look = look or " ".join(filter(None, (begun.get("name"), begun.get("phone_number"))))
    words, figures = split(look)
    number = "document_number" if any(map(str.isalpha, figures)) else "phone_number"
    initial = {"name": words, number: figures, **begun}
    if (typed := request.drafting.posted()) and _begins_otherwise(typed, begun):
        request.drafting.leave()
    return _page(request, Register(user=request.user, initial=initial), look)


def _begins_otherwise(typed, begun):
    """The draft is of somebody else than the contact or the referral that this begins with."""
    return any(typed.get(name, "") != begun.get(name, "") for name in BEGINS if name in begun)


def _page(request, form, look):
    """The form, and beside it who may be the same person."""
    take_up_draft(request, form)
    found = _look_alikes(request, form, look)
    return render_form(request, "desk/register.html", {"look": look, **found}, form=form)


def _look_alikes(request, form, look):
    """Who may be meant, here and elsewhere, and whether anything was asked: a counted read."""
    described = form.described(look)
    asked = described.says_something
    apart = [client.pk for client in form.apart]
    hits = look_alikes(described, user=request.user, exclude=apart) if asked else []
    if hits:
        record_read("found", Client, by=request.user, clients=[hit.client for hit in hits])
    away = elsewhere.registered(described, look, request.user) if asked else []
    return {"hits": hits, "asked": asked, "away": away}


def _registered(request, client, case):
    what = {"name": client.display_name, "code": client.code, "case": case.code if case else ""}
    if case:
        messages.success(
            request, _("%(name)s is registered (%(code)s), and case %(case)s is open.") % what
        )
    else:
        messages.success(request, _("%(name)s is registered (%(code)s). No case is open.") % what)
    return redirect("register") if "next" in request.POST else redirect(case or client)
