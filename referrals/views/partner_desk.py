"""The partner's own desk: who handles a referral, and its appointments."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpdesk.audit.stale import both_versions
from helpdesk.audit.trail import record_read
from helpdesk.core.rendering import render_form

from .. import actions
from ..forms.partner_desk import Allot, ChangeAppointment, MakeAppointment
from ..partner_desk import appointment_at_partner, appointment_of, as_calendar, at_partner

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@get_and_post
def allot(request, code):
    """Who at the partner handles it."""
    referral = at_partner(request.user, code)
    form = Allot(request.POST or None, referral=referral, user=request.user)
    done = _("Noted. The centre sees who handles it.")
    return _act(request, form, referral, done, title=_("Who handles %(code)s"), button=_("Save"))


@get_and_post
def make_appointment(request, code):
    """When and where the partner sees the client."""
    referral = at_partner(request.user, code)
    form = MakeAppointment(request.POST or None, referral=referral)
    done = _("The appointment is made. The centre has been told, and tells the client.")
    page = {"title": _("Make an appointment for %(code)s"), "button": _("Make the appointment")}
    return _act(request, form, referral, done, **page)


@get_and_post
def change_appointment(request, code, pk):
    """Another day, hour or place."""
    appointment = appointment_at_partner(request.user, code, pk)
    form = ChangeAppointment(request.POST or None, row=appointment)
    done = _("The appointment is moved. The centre has been told.")
    page = {"title": _("Move the appointment of %(code)s"), "button": _("Save")}
    return _act(request, form, appointment.referral, done, **page)


@require_POST
def keep_appointment(request, code, pk):
    """The client came; perhaps this was the first contact."""
    appointment = appointment_at_partner(request.user, code, pk)
    begin = request.POST.get("begin") == "on"
    actions.keep_appointment(appointment, by=request.user, begin=begin)
    messages.success(request, _("Noted: the client came."))
    return redirect(appointment.referral)


@require_POST
def miss_appointment(request, code, pk):
    """The client did not come."""
    appointment = appointment_at_partner(request.user, code, pk)
    actions.miss_appointment(appointment, by=request.user)
    messages.success(request, _("Noted: the client did not come. The centre has been told."))
    return redirect(appointment.referral)


@require_POST
def cancel_appointment(request, code, pk):
    """It will not take place."""
    appointment = appointment_at_partner(request.user, code, pk)
    actions.cancel_appointment(appointment, by=request.user)
    messages.success(request, _("Cancelled. The centre has been told."))
    return redirect(appointment.referral)


@require_GET
def calendar(request, code, pk):
    """The appointment as a file for a calendar: the code, and nobody's name."""
    appointment = appointment_of(request.user, code, pk)
    record_read("downloaded", appointment, by=request.user)
    name = f"{appointment.referral.code}-{appointment.pk}.ics"
    return HttpResponse(
        as_calendar(appointment),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _act(request, form, referral, done, *, title, button):
    """Act on a sent form and go back to the referral, or show it with all that was typed."""
    if request.method == "POST" and form.is_valid() and form.act(by=request.user):
        messages.success(request, done)
        return redirect(referral)
    page = {
        "title": title % {"code": referral.code},
        "button": button,
        "referral": referral,
        "stale": both_versions(form),
    }
    return render_form(request, "referrals/partner/form.html", page, form=form)


for view in (allot, make_appointment, change_appointment):
    view.under = ("referrals:to_answer",)
