"""Drafting, signing and ending the memoranda with partners."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand

from .. import actions
from ..answering import act_or_show
from ..forms import MakeAgreementForm
from ..models import Agreement, Partner


def make_agreement(request, pk):
    demand(request.user, "administer")
    partner = get_object_or_404(Partner.objects.visible_to(request.user), pk=pk)
    form = MakeAgreementForm(request.POST or None, partner=partner, by=request.user)
    return act_or_show(
        request,
        form,
        done=_("The agreement is drafted. It counts once it is signed."),
        title=_("Draft an agreement"),
        button=_("Draft"),
        partner=partner,
        back=partner.get_absolute_url(),
    )


def sign(request, pk):
    """Ask first: from its first day on, data may go to the partner."""
    return _after_asking(
        request,
        _visible(request, pk),
        actions.sign,
        _("It is signed."),
        button=_("Sign"),
        question=_("Have both sides signed the agreement with %(partner)s?"),
        consequences=lambda agreement: [
            _("From %(day)s on, %(centre)s and the centres below may refer clients to it.")
            % {"day": date_format(agreement.starts_on), "centre": agreement.centre.name},
            _("It can be ended on any day."),
        ],
    )


def end(request, pk):
    """Ask first: what rests on the agreement ends with it."""
    return _after_asking(
        request,
        _visible(request, pk),
        actions.end,
        _("It has ended."),
        button=_("End"),
        stop=True,
        question=_("End the agreement with %(partner)s today?"),
        consequences=lambda agreement: [
            _("%(centre)s and the centres below can send it nothing more under it.")
            % {"centre": agreement.centre.name},
            _(
                "At its next click the partner sees no more of "
                "referrals that rest on it, live or not."
            ),
            _("It cannot be taken up again: draft a new one."),
        ],
    )


def _after_asking(request, agreement, action, done, *, question, consequences, **page):
    demand(request.user, "administer", agreement.centre)
    if request.method == "POST":
        action(agreement, by=request.user)
        messages.success(request, done)
        return redirect(agreement)
    page |= {
        "question": question % {"partner": agreement.partner.name},
        "back": agreement.get_absolute_url(),
    }
    return render(
        request, "components/confirm.html", {**page, "consequences": consequences(agreement)}
    )


def _visible(request, pk):
    return get_object_or_404(Agreement.objects.visible_to(request.user).for_listing(), pk=pk)
