"""Whom others send to the centre: lists, the page, every act, and writing one down."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpdesk.access.sight import demand
from helpdesk.core.rendering import render_form

from ..forms.incoming import LogIncoming, ReferIn
from ..forms.incoming_acts import BY_VERB
from ..incoming import TABS, desk_list, look_up, sent_list

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def incoming(request):
    """Whom others send to the centre, by what is to be done; the late ones first."""
    name = request.GET.get("list") if request.GET.get("list") in TABS else "to-answer"
    listed = desk_list(request.user, name, request.GET.get("after", ""))
    page = {"listed": listed, "name": name, "heading": TABS[name][0], "empty": TABS[name][3]}
    return render(request, "referrals/incoming/list.html", page)


@require_safe
def referred_in(request):
    """Whom the partner sent to centres, and how it stands."""
    listed = sent_list(request.user, request.GET.get("after", ""))
    return render(request, "referrals/incoming/sent.html", {"listed": listed})


@get_and_post
def log_incoming(request):
    """The desk writes down whom another organisation sends."""
    demand(request.user, "log_incoming")
    form = LogIncoming(request.POST or None, user=request.user)
    page = {
        "title": _("Log an incoming referral"),
        "button": _("Log it"),
        "back": reverse("referrals:incoming"),
        "list_name": _("Incoming"),
    }
    return _write(request, form, page, _("Logged. It waits for your centre’s answer."))


@get_and_post
def refer_in(request):
    """The partner sends someone to a centre."""
    demand(request.user, "refer_in")
    form = ReferIn(request.POST or None, user=request.user)
    page = {
        "title": _("Refer someone to a centre"),
        "button": _("Send it to the centre"),
        "back": reverse("referrals:referred_in"),
        "list_name": _("Sent by us"),
        "nowhere": not form.fields["centre"].queryset.exists(),
    }
    return _write(request, form, page, _("Sent. The centre has been told; its answer comes here."))


def _write(request, form, page, done):
    if request.method == "POST" and form.is_valid() and (made := form.act(by=request.user)):
        messages.success(request, done)
        return redirect(made)
    return render_form(request, "referrals/incoming/form.html", page, form=form)


@require_safe
def one(request, code):
    """One address, two pages, by who looks."""
    look = look_up(request.user, code)
    return render(request, look.template, look.context())


@require_POST
def act(request, code, verb):
    """One step by either side; accepting leads on to looking for the person."""
    look = look_up(request.user, code)
    form = BY_VERB[verb](request.POST, incoming=look.incoming)
    if form.is_valid() and (made := form.act(by=request.user)):
        messages.success(request, form.done)
        found_by = f"{reverse('register')}?incoming={made.code}"
        return redirect(found_by if verb == "accept_incoming" else made)
    return render_form(request, look.template, look.context(form), form=form)


incoming.under = log_incoming.under = ("referrals:incoming",)
referred_in.under = refer_in.under = ("referrals:referred_in",)
one.under = act.under = ("referrals:incoming", "referrals:referred_in")
