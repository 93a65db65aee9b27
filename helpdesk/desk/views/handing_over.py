"""Handing a client over to another centre, and answering when another one does."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpdesk.core.rendering import render_form
from helpdesk.desk import draft_keys
from helpdesk.desk.answering import act_or_show, at_the_desk
from helpdesk.desk.forms.handing_over import AcceptHandover, DeclineHandover, ProposeHandover
from helpdesk.desk.handing_over import HandoverPage, giver_of, handover_list
from helpdesk.desk.looking import client_or_404
from helpdesk.desk.shell import under
from helpdesk.jobs.drafting import keeps_draft
from referrals import actions


@require_http_methods(["GET", "HEAD", "POST"])
@under("clients")
@keeps_draft(gettext_lazy("Hand over"), draft_keys.of_client)
def hand_over(request, code):
    """Which centre, what goes along, and the client's yes."""
    person = client_or_404(request.user, code)
    giver = giver_of(request.user, person)
    form = ProposeHandover(
        request.POST or None, client=person, giver=giver, user=request.user, asked=request.GET
    )
    page = {"client": person, "giver": giver, "title": _("Hand over")}
    if form.looks:
        form.errors  # noqa: B018  cleans, and asks for nothing yet
        return render(request, "desk/handover/hand_over.html", {"form": form, **page})
    return act_or_show(
        request,
        form,
        done=lambda made: (
            _("%(centre)s is asked. You are told the answer.") % {"centre": made.to_centre}
        ),
        to=lambda made: made,
        template="desk/handover/hand_over.html",
        **page,
    )


@require_safe
@at_the_desk
@under("clients")
def handovers(request):
    """What waits for our answer, what we sent, and what is past."""
    context = {"listed": handover_list(request.user, request.GET)}
    return render(request, "desk/handover/list.html", context)


@require_safe
@at_the_desk
@under("clients")
def handover(request, code):
    return _show(request, HandoverPage(request.user, code))


@require_POST
@at_the_desk
@under("clients")
def accept_handover(request, code):
    page = HandoverPage(request.user, code)
    form = _accept(page, request.POST)
    if form.is_valid() and (made := form.act(by=request.user)):
        now_at = {"centre": made.to_centre}
        messages.success(request, _("The client is with %(centre)s now.") % now_at)
        return redirect(_after(page, made))
    return _show(request, page, form)


@require_POST
@at_the_desk
@under("clients")
def decline_handover(request, code):
    page = HandoverPage(request.user, code)
    form = _decline(page, request.POST)
    if form.is_valid() and form.act(by=request.user):
        messages.success(request, _("Declined, and the other centre is told."))
        return redirect("handovers")
    return _show(request, page, form)


@require_POST
@at_the_desk
@under("clients")
def withdraw_handover(request, code):
    page = HandoverPage(request.user, code)
    actions.withdraw_handover(page.handover, by=request.user)
    messages.success(request, _("The hand-over is taken back."))
    return redirect("handovers")


@require_POST
@at_the_desk
@under("clients")
def end_overlap(request, code):
    page = HandoverPage(request.user, code)
    actions.end_overlap(page.handover, by=request.user)
    messages.success(request, _("Your centre no longer reads what it handed over."))
    return redirect("handovers")


def _accept(page, data=None):
    return AcceptHandover(
        data, handover=page.handover, uncovered=page.uncovered, auto_id="id_accept_%s"
    )


def _decline(page, data=None):
    return DeclineHandover(data, handover=page.handover, auto_id="id_decline_%s")


def _after(page, made):
    """To her page; where someone here looks like her, to the two side by side first."""
    if page.alike and not made.restricted:
        return redirect("same_person", made.client.as_kept().code).url
    return made.client.as_kept().get_absolute_url()


def _show(request, page, form=None):
    accept = form if isinstance(form, AcceptHandover) else _accept(page)
    decline = form if isinstance(form, DeclineHandover) else _decline(page)
    page.record_reading()
    context = {"page": page, "handover": page.handover, "accept": accept, "decline": decline}
    return render_form(request, "desk/handover/page.html", context, form=form or accept)
