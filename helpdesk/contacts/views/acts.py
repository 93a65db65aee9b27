"""What is done with contacts: log, correct, enter in error, give help."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from helpdesk.access.sight import demand
from helpdesk.audit.stale import both_versions
from helpdesk.core.rendering import render_form

from .. import actions
from ..forms import logging
from ..forms.helping import give_help_form
from ..listing import look_up, look_up_help

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def log(request):
    """One small form. "Log and next" begins the next one with the same channel and day."""
    demand(request.user, "log")
    asked = request.POST if request.method == "POST" else request.GET
    form = logging.Log(request.POST or None, user=request.user, asked=asked)
    if form.is_valid() and (made := form.act(by=request.user)):
        messages.success(request, _("Contact %(code)s is logged.") % {"code": made.code})
        return redirect(_next_log(made) if "next" in request.POST else made)
    return render_form(request, "contacts/log.html", {"known": form.known}, form=form)


def _next_log(made):
    asked = {"channel": made.channel, "on": made.happened_on.isoformat()}
    return f"{reverse('contacts:log')}?{urlencode(asked)}"


@form_page
def correct(request, code):
    contact = look_up(request.user, code)
    form = logging.Correct(request.POST or None, row=contact)
    page = {"title": _("Correct the contact"), "button": _("Correct")}
    return _act(request, form, contact, _("The contact is corrected."), **page)


@form_page
def enter_in_error(request, code):
    contact = look_up(request.user, code)
    form = logging.EnterInError(request.POST or None, act=actions.enter_in_error, row=contact)
    page = {
        "title": _("Entered in error"),
        "button": _("Take it out"),
        "words": _("It is no longer listed or counted. What was written stays in the history."),
    }
    return _act(request, form, contact, _("The contact is taken out of the lists."), **page)


@form_page
def enter_help_in_error(request, pk):
    given = look_up_help(request.user, pk)
    act = actions.enter_help_in_error
    form = logging.EnterInError(request.POST or None, act=act, row=given)
    page = {
        "title": _("Help entered in error"),
        "button": _("Take it out"),
        "words": _("This help is no longer listed or counted. A need that it met is open again."),
    }
    return _act(request, form, given, _("The help is taken out of the lists."), **page)


@form_page
def give_help(request, code):
    contact = look_up(request.user, code)
    form = give_help_form(contact, request.POST or None)
    page = {"title": _("Help given"), "button": _("Save the help")}
    return _act(request, form, contact, _("The help is written down."), **page)


def _act(request, form, about, done, **page):
    """Act on a sent form, or show it with all that was typed."""
    if request.method == "POST" and form.is_valid() and form.act(by=request.user):
        messages.success(request, done)
        return redirect(about)
    page |= {"about": about, "stale": both_versions(form)}
    return render_form(request, "contacts/form.html", page, form=form)
