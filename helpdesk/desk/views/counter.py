"""A client of another centre: she is here, or access is asked for; and the home centre's answer."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpdesk.audit.trail import record_read
from helpdesk.clients.models import AccessRequest
from helpdesk.core.rendering import render_form
from helpdesk.desk import elsewhere
from helpdesk.desk.answering import at_the_desk
from helpdesk.desk.forms.counter import AskAccess, Grant, Refuse, SheIsHere
from helpdesk.desk.shell import under

SHOWN = 50


@require_POST
@at_the_desk
@under("clients")
def she_is_here(request):
    """Opens the record with a reason: no waiting, and the home centre is told."""
    form = _form(request, SheIsHere)
    if form.is_bound and form.is_valid() and (client := form.act(by=request.user)):
        messages.success(
            request,
            _("The record is open, and %(centre)s has been told.") % {"centre": client.centre},
        )
        return redirect(client)
    context = {
        "question": _("Open a record of %(centre)s?") % {"centre": elsewhere.place_of(form.client)},
        "consequences": [
            _("Only for a client who is here now."),
            _("Your name, the time and the reason are recorded, and the home centre is told."),
            _("From then on your centre serves the client too."),
        ],
        "button": _("Open the record"),
        "back": "/",
    }
    return render_form(request, "components/confirm.html", context, form=form)


@require_POST
@at_the_desk
@under("clients")
def ask_access(request):
    """She is not here: the home centre decides."""
    form = _form(request, AskAccess)
    if form.is_bound and form.is_valid() and (made := form.act(by=request.user)):
        messages.success(
            request, _("%(centre)s is asked; you are told the answer.") % {"centre": form.place}
        )
        return redirect(made)
    context = {
        "question": _("Ask %(centre)s for access?") % {"centre": form.place},
        "consequences": [
            _("The team there reads your reason and decides."),
            _("Until then you see nothing of the record."),
        ],
        "button": _("Ask for access"),
        "back": "/",
    }
    return render_form(request, "components/confirm.html", context, form=form)


@require_safe
@at_the_desk
@under("clients")
def access_requests(request):
    """What other centres ask of us and opened, and what we asked of them."""
    rows = list(_seen(request.user)[:SHOWN])
    return render(request, "desk/access/list.html", {"rows": rows})


@require_safe
@at_the_desk
@under("clients")
def access_request(request, code):
    """Who asks, why and for how long; and the two answers."""
    return _show(request, _asked(request, code))


@require_POST
@at_the_desk
@under("clients")
def grant_access(request, code):
    return _decide(request, code, Grant, _("Access is granted, and the colleague is told."))


@require_POST
@at_the_desk
@under("clients")
def refuse_access(request, code):
    return _decide(request, code, Refuse, _("Access is refused, and the colleague is told."))


def _form(request, form_class):
    client, centre = elsewhere.read_token(request.POST.get("token", ""), request.user)
    form = form_class(
        request.POST if "sent" in request.POST else None,
        client=client,
        centre=centre,
        initial={"token": request.POST["token"]},
    )
    form.place = elsewhere.place_of(client)
    return form


def _decide(request, code, form_class, done):
    asked = _asked(request, code)
    form = form_class(request.POST, asked=asked, auto_id=f"id_{form_class.__name__.lower()}_%s")
    if form.is_valid() and form.act(by=request.user):
        messages.success(request, done)
        return redirect("access_requests")
    return _show(request, asked, form=form)


def _show(request, asked, form=None):
    grant = form if isinstance(form, Grant) else Grant(asked=asked, auto_id="id_grant_%s")
    refuse = form if isinstance(form, Refuse) else Refuse(asked=asked, auto_id="id_refuse_%s")
    record_read("opened", asked, by=request.user, clients=[asked.client] if asked.named else [])
    context = {"asked": asked, "grant": grant, "refuse": refuse}
    return render_form(request, "desk/access/request.html", context, form=form or grant)


def _asked(request, code):
    return get_object_or_404(_seen(request.user), code=code)


def _seen(user):
    return AccessRequest.objects.visible_to(user).named_to(user).for_listing()
