"""Claims of a case, and its deadlines."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from helpdesk.access.sight import may
from helpdesk.cases import actions
from helpdesk.cases.claim_forms import AddClaim, ChangeClaim, Receive, TakeBackReceipt
from helpdesk.cases.deadline_forms import AddDeadline
from helpdesk.cases.models import Claim, Deadline
from helpdesk.cases.money import shown
from helpdesk.core.rendering import render_form
from helpdesk.desk import draft_keys
from helpdesk.desk.answering import act_or_show
from helpdesk.desk.shell import under
from helpdesk.jobs.drafting import keeps_draft

from .case import form_page, visible_case


@form_page
@under("home")
@keeps_draft(gettext_lazy("Add a claim"), draft_keys.of_case)
def add_claim(request, code):
    case = visible_case(request, code)
    return act_or_show(
        request,
        AddClaim(request.POST or None, case=case),
        done=lambda made: _("The claim is added."),
        to=lambda made: made,
        case=case,
        title=_("Add a claim"),
        button=_("Add the claim"),
    )


@form_page
@under("home")
def claim(request, code, pk):
    """One claim with what came of it, and the form for what comes next."""
    case, found = _visible(request, code, pk)
    form = Receive(request.POST or None, claim=found)
    if form.is_bound and form.is_valid() and form.act(by=request.user):
        messages.success(request, _("What came is written down."))
        return redirect(found)
    page = {"case": case, "claim": found, "receipts": found.receipts.for_listing()}
    page["can_receive"] = may(request.user, "receive", case)
    return render_form(request, "desk/case/claim.html", page, form=form)


@form_page
@under("home")
def change_claim(request, code, pk):
    case, found = _visible(request, code, pk)
    return act_or_show(
        request,
        ChangeClaim(request.POST or None, row=found),
        done=lambda made: _("The claim is saved."),
        to=lambda made: made,
        case=case,
        title=_("Change the claim"),
        button=_("Save"),
    )


@form_page
@under("home")
def take_back_receipt(request, code, pk, receipt):
    """What was written down wrongly counts no more, and stays in sight."""
    case, found = _visible(request, code, pk)
    receipt = get_object_or_404(found.receipts.for_listing(), pk=receipt)
    receipt.claim = found
    return act_or_show(
        request,
        TakeBackReceipt(request.POST or None, receipt=receipt),
        done=lambda made: _("It is taken back. Write down what did come."),
        to=lambda made: found,
        case=case,
        title=_("Take back what was written down: %(sum)s")
        % {"sum": shown(receipt.amount, found.currency)},
        button=_("Take it back"),
        back=found.get_absolute_url(),
    )


@form_page
@under("home")
@keeps_draft(gettext_lazy("Add a deadline"), draft_keys.of_case)
def add_deadline(request, code):
    case = visible_case(request, code)
    return act_or_show(
        request,
        AddDeadline(request.POST or None, case=case, asked=request.GET),
        done=lambda made: _("The deadline is added. You are reminded before it lapses."),
        to=lambda made: case,
        case=case,
        title=_("Add a deadline"),
        button=_("Add the deadline"),
    )


@require_POST
@under("home")
def meet_deadline(request, code, pk):
    case = visible_case(request, code)
    deadlines = Deadline.objects.of_seen([case.pk]).select_related("data_key", "case__centre")
    actions.meet_deadline(get_object_or_404(deadlines, pk=pk), by=request.user)
    messages.success(request, _("The deadline is met."))
    return redirect(case)


def _visible(request, code, pk):
    case = visible_case(request, code)
    claims = Claim.objects.of_seen([case.pk]).for_listing()
    claims = claims.select_related("client__data_key", "case__centre")
    return case, get_object_or_404(claims, pk=pk)
