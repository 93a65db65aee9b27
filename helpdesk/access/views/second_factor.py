"""The second factor: asked for at the door, and kept on one's own account."""

import segno
from allauth.account.internal.decorators import login_stage_required
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from helpdesk.core.refusal import Refused
from helpdesk.core.rendering import render_form

from ..second_factor import actions
from ..second_factor.codes import paper_codes_left, proposed_secret
from ..second_factor.forms import CodeForm, SetUpForm
from ..second_factor.required import is_required_of, mark
from ..second_factor.stage import SecondFactorStage
from ..sure import is_sure, note_sure

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@get_and_post
@login_stage_required(stage=SecondFactorStage.key, redirect_urlname="account_login")
def ask(request):
    """The last step of a log-in."""
    stage = request._login_stage
    person = stage.login.user
    if not person.is_active or not person.second_factor_at:
        return stage.abort()
    form = CodeForm(request.POST or None, request=request, person=person)
    if form.is_valid():
        return stage.exit()
    return render_form(request, "account/second_factor_ask.html", {"person": person}, form=form)


@get_and_post
def ask_again(request):
    """For a session that was begun before its person set a second factor up elsewhere."""
    way = get_next_redirect_url(request) or "/"
    if not request.user.second_factor_at:
        return redirect(way)
    form = _code_form(request)
    if form.is_valid():
        mark(request.session, request.user)
        note_sure(request, "mfa")
        return redirect(way)
    page = {"person": request.user, "next": way}
    return render_form(request, "account/second_factor_ask.html", page, form=form)


@get_and_post
def second_factor(request):
    """Whether one has a second factor; without one, the page that sets it up."""
    user = request.user
    way = get_next_redirect_url(request) or ""
    if user.second_factor_at and request.method != "POST":
        page = {"left": paper_codes_left(user), "required": is_required_of(user)}
        return render(request, "account/second_factor.html", page)
    fresh = is_sure(request)
    if not fresh and not user.has_usable_password():
        raise Refused(_("Log out, log in again, and set it up within five minutes."))
    secret = proposed_secret(user, request.session)
    form = SetUpForm(request.POST or None, request=request, secret=secret, fresh=fresh)
    if form.is_valid() and (codes := form.act(by=user)):
        return _begin(request, codes, way)
    page = {"square": _square(user, secret), "secret": _in_fours(secret), "next": way}
    page["required"] = is_required_of(user)
    return render_form(request, "account/second_factor_set_up.html", page, form=form)


@get_and_post
def renew_codes(request):
    """Ten new recovery codes, for a code of the app or the last one on paper."""
    form = _code_form(request)
    if form.is_valid():
        codes = actions.renew_codes(request.user, by=request.user)
        return render(request, "account/recovery_codes.html", {"codes": codes, "next": ""})
    return render_form(request, "account/recovery_codes_renew.html", {}, form=form)


@get_and_post
def take_off(request):
    """Without it, or on to another phone: for one more code."""
    form = _code_form(request)
    if form.is_valid():
        actions.take_off(request.user, by=request.user)
        messages.success(request, _("The second factor is off your account."))
        return redirect("second_factor" if is_required_of(request.user) else "me")
    page = {"required": is_required_of(request.user)}
    return render_form(request, "account/second_factor_off.html", page, form=form)


def _code_form(request):
    if not request.user.second_factor_at:
        raise Refused(_("There is no second factor on this account."))
    return CodeForm(request.POST or None, request=request, person=request.user)


def _begin(request, codes, way):
    """The session counts as one with the second factor, under a new key; the codes, once."""
    request.user.refresh_from_db()
    request.session.pop("second_factor_nonce", None)
    request.session.cycle_key()
    mark(request.session, request.user)
    return render(request, "account/recovery_codes.html", {"codes": codes, "next": way})


def _square(user, secret):
    """The picture that the app takes: an SVG without styles or scripts, as the headers demand."""
    url = get_adapter().build_totp_url(user, secret)
    code = segno.make(url, error="m", micro=False)
    drawn = code.svg_inline(omitsize=True, border=4, light="white")
    return mark_safe(drawn)  # noqa: S308 -- our own drawing, nothing typed


def _in_fours(secret):
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
