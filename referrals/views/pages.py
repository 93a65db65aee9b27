"""The referral's page, and every act on it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from helpdesk.core.rendering import render_form

from ..forms.acts import BY_VERB
from ..looking import DeskLook, look_up
from ..models.referral import Status


@require_GET
def referral(request, code):
    """One address, two pages, by who looks. A draft is prepared first."""
    look = look_up(request.user, code)
    if look.referral.status == Status.DRAFT and isinstance(look, DeskLook):
        return redirect("referrals:prepare", code)
    return render(request, look.template, look.context())


@require_POST
def act(request, code, verb):
    """One step by either side; where a rule says no, the page again with what was typed."""
    look = look_up(request.user, code)
    form = BY_VERB[verb](request.POST, referral=look.referral)
    if form.is_valid() and form.act(by=request.user):
        messages.success(request, form.done)
        return redirect(look.after(form))
    return render_form(request, look.template, look.context(form), form=form)


referral.under = act.under = ("referrals:outgoing", "referrals:to_answer")
