"""From a need to a packet that has left: choosing, preparing, sending."""

import uuid

from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from helpdesk.audit.trail import record_read
from helpdesk.core.rendering import render_form
from helpdesk.jobs.drafting import keeps_draft

from ..actions.timing import answer_due
from ..bundles import bundle_of, next_draft
from ..clocks import when
from ..composing import compose, shown, staying
from ..forms.drafting import ReferForm, RerouteForm
from ..forms.sending import PrepareForm
from ..forms.several import SeveralForm
from ..looking import case_key, case_to_refer, desk_draft
from ..models.referral import Status
from ..story import saved_by

get_and_post = require_http_methods(["GET", "POST"])


@get_and_post
@keeps_draft(gettext_lazy("Refer"), case_key)
def refer(request, case_code):
    """Who can help with a need of a case, and why; choosing one drafts the referral."""
    case = case_to_refer(request.user, case_code)
    form = ReferForm(request.POST or _begun(request), case=case, asked=request.GET)
    if not form.looks and form.is_valid() and (made := form.act(by=request.user)):
        return redirect("referrals:prepare", made.code)
    return render_form(request, "referrals/refer.html", {"case": case}, form=form)


@get_and_post
@keeps_draft(gettext_lazy("Refer for several needs"), case_key)
def refer_several(request, case_code):
    """One service for each of several needs; each is then sent on a yes of its own."""
    case = case_to_refer(request.user, case_code)
    form = SeveralForm(request.POST or None, case=case)
    if form.is_valid() and (made := form.act(by=request.user)):
        return redirect("referrals:prepare", made[0].code)
    return render_form(request, "referrals/several.html", {"case": case}, form=form)


def _begun(request):
    """What was typed before and not sent: shown as if one had asked who can help."""
    if typed := request.drafting.posted():
        typed["look"], typed["submission_id"] = "1", str(uuid.uuid4())
    return typed


@get_and_post
def reroute(request, code):
    """Another service in place of one that came to nothing, on the same thread."""
    referral = desk_draft(request.user, code)
    form = RerouteForm(request.POST or None, referral=referral)
    if not form.looks and form.is_valid() and (made := form.act(by=request.user)):
        return redirect("referrals:prepare", made.code)
    return render_form(request, "referrals/reroute.html", {"referral": referral}, form=form)


@get_and_post
def prepare(request, code):
    """What they will see and what stays here; then the client's yes, and sending on it."""
    referral = desk_draft(request.user, code)
    if referral.status != Status.DRAFT:
        return redirect(referral)
    form = PrepareForm(request.POST or None, row=referral, user=request.user)
    if form.does != "look" and form.is_valid() and (sent := form.act(by=request.user)):
        following = next_draft(sent, request.user)
        return redirect("referrals:prepare", following.code) if following else redirect(sent)
    return render_form(
        request, "referrals/prepare.html", _prepared(request, referral, form), form=form
    )


def _prepared(request, referral, form):
    """The draft as it is typed, in its two columns; the reading is recorded first."""
    record_read("opened", referral, by=request.user)
    conflicts = form.conflicts()
    draft = form.previewed()
    return {
        "referral": draft,
        "packet": shown(compose(draft)),
        "stays": staying(draft),
        "answer_by": when(answer_due(draft)),
        "words": form.words,
        "refusal": form.answers.refusal,
        "conflicts": conflicts,
        "saved": saved_by(draft) if conflicts else None,
        "bundle": bundle_of(draft, request.user),
    }


refer.under = refer_several.under = reroute.under = prepare.under = ("referrals:outgoing",)
