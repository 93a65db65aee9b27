"""The partner's people, for its lead."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from helpdesk.access.forms import ResetForm
from helpdesk.access.invitation import mail_link
from helpdesk.access.sight import demand
from helpdesk.core.rendering import render_form

from .. import actions
from ..models import Partner
from ..staff_forms import ChangeWorkerForm, InviteWorkerForm

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def staff(request, pk):
    """Everyone who works for the partner, by name."""
    partner = _led(request, pk)
    page = {"partner": partner, "people": partner.people().prefetch_related("groups")}
    return render(request, "services/staff.html", page)


@get_and_post
def invite_worker(request, pk):
    """A new account, and the mail with which its owner sets a password."""
    partner = _led(request, pk)
    form = InviteWorkerForm(request.POST or None, partner=partner, request=request)
    if form.is_valid() and (person := form.act(by=request.user)):
        if mail_link(person, by=request.user):
            words = _("A mail with a link to set a password went to %(email)s.")
            messages.success(request, words % {"email": person.email})
        else:
            messages.error(
                request,
                _("The mail could not be sent. “Forgot your password?” at the log-in sends it."),
            )
        return redirect("services:staff", partner.pk)
    page = {"partner": partner, "title": _("Invite someone"), "button": _("Invite")}
    return render_form(request, "services/staff_form.html", page, form=form)


@get_and_post
def change_worker(request, pk, person):
    """Lead or worker, switched off or on."""
    partner = _led(request, pk)
    someone = get_object_or_404(partner.people(), pk=person)
    form = ChangeWorkerForm(request.POST or None, person=someone, partner=partner, request=request)
    if request.method == "POST" and form.is_valid() and form.act(by=request.user):
        messages.success(request, _("Saved."))
        return redirect("services:staff", partner.pk)
    page = {"partner": partner, "title": someone.name, "button": _("Save"), "someone": someone}
    return render_form(request, "services/staff_form.html", page, form=form)


@get_and_post
def reset_second_factor(request, pk, person):
    """One of the partner's people lost the phone: she sets up a new one, and is told by mail."""
    partner = _led(request, pk)
    someone = get_object_or_404(partner.people(), pk=person)
    form = ResetForm(
        request.POST or None,
        person=someone,
        act=partial(actions.reset_second_factor, partner),
        request=request,
    )
    if form.is_valid() and form.act(by=request.user):
        messages.success(request, _("The second factor is reset. The person is told by mail."))
        return redirect("services:staff", partner.pk)
    page = {"someone": someone, "back": reverse("services:staff", args=[partner.pk])}
    return render_form(request, "access/reset_second_factor.html", page, form=form)


def _led(request, pk):
    """A partner whose people the user looks after; 403 for everyone else."""
    partners = Partner.objects.visible_to(request.user).select_related("staff", "leads")
    partner = get_object_or_404(partners, pk=pk)
    demand(request.user, "administer_staff", partner)
    return partner
