"""What a partner was sent, in its versions: reading one, and sending a new one."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from helpdesk.audit.trail import record_read
from helpdesk.core.rendering import render_form

from ..composing import compose, shown
from ..forms.amending import AmendForm
from ..looking import look_up, sent_by_desk
from ..story import saved_by
from ..versions import version_of


@require_GET
def packet(request, code, number):
    """One version, for either side: as it was sent."""
    referral = look_up(request.user, code).referral
    found = version_of(referral, number)
    record_read("opened", referral, by=request.user, packet=number)
    return render(request, "referrals/packet.html", {"referral": referral, "look": found})


@require_http_methods(["GET", "POST"])
def amend(request, code):
    """The packet anew, within the consent; the partner is told what changed and why."""
    referral = sent_by_desk(request.user, code)
    form = AmendForm(request.POST or None, row=referral)
    if form.does != "look" and form.is_valid() and form.act(by=request.user):
        messages.success(request, _("Sent. The partner is told that the packet has changed."))
        return redirect(referral)
    return render_form(
        request, "referrals/amend.html", _amended(request, referral, form), form=form
    )


def _amended(request, referral, form):
    """What the partner has now beside what it would have; the reading is recorded first."""
    record_read("opened", referral, by=request.user)
    conflicts = form.conflicts()
    now = referral.packet.content
    return {
        "referral": referral,
        "packet": shown(compose(form.previewed()), now),
        "now": shown(now),
        "conflicts": conflicts,
        "saved": saved_by(referral) if conflicts else None,
    }


packet.under = ("referrals:outgoing", "referrals:to_answer")
amend.under = ("referrals:outgoing",)
