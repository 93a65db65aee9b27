"""The day of a centre, and what is done with one appointment."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpdesk.access.sight import demand
from helpdesk.audit.stale import both_versions
from helpdesk.audit.trail import record_read
from helpdesk.core.icalendar import event
from helpdesk.core.rendering import render_form

from ..models import Appointment
from ..tabs import tabs
from . import actions, reminding
from .flags import flags
from .forms import Appoint, Reappoint
from .listing import DayList, beside, look_up

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def day(request):
    """Who is expected at the centre, today unless another day is asked for."""
    listed = DayList(request.user, request.GET)
    page = {"listed": listed, "tabs": tabs("appointments:day")}
    return render(request, "contacts/appointments/day.html", page)


@require_safe
def paper(request):
    """The same on paper: a counted read of all who stand on it."""
    listed = DayList(request.user, request.GET)
    clients = [row.known for row in listed.rows if row.known]
    record_read("printed", listed.centre, by=request.user, clients=clients, what="appointments")
    return render(request, "contacts/appointments/paper.html", {"listed": listed})


@form_page
def make(request):
    """For a client, or on a case, that the address names."""
    demand(request.user, "appoint")
    asked = request.POST if request.method == "POST" else request.GET
    form = Appoint(request.POST or None, user=request.user, asked=asked)
    if form.known is None:
        raise Http404
    if request.method == "POST" and form.is_valid() and (made := form.act(by=request.user)):
        messages.success(request, _("The appointment is made: %(when)s.") % {"when": made.when})
        return redirect(made)
    return render_form(request, "contacts/appointments/make.html", {}, form=form)


@require_safe
def appointment(request, code):
    row = look_up(request.user, code)
    page = {
        "appointment": row,
        "flags": flags(row, beside(row, request.user) if row.is_standing else []),
        "missed": actions.missed_by(row.client, request.user),
        "phones": _to_call(row),
    }
    record_read("opened", row, by=request.user)
    return render(request, "contacts/appointments/appointment.html", page)


def _to_call(row):
    asked = row.is_standing and row.remind_by == Appointment.Remind.CALL
    return list(reminding.safe_phones(row.client)) if asked else []


@form_page
def change(request, code):
    row = look_up(request.user, code)
    form = Reappoint(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid() and (made := form.act(by=request.user)):
        messages.success(request, _("Saved: %(when)s.") % {"when": made.when})
        return redirect(row)
    page = {"title": _("Move or change the appointment"), "button": _("Save"), "about": row}
    page["kin"] = (reverse("appointments:day"), _("Appointments"))
    page["stale"] = both_versions(form)
    return render_form(request, "contacts/form.html", page, form=form)


@require_POST
def keep(request, code):
    made = actions.keep(look_up(request.user, code), by=request.user)
    messages.success(
        request,
        _("Noted: the client came. Contact %(code)s is logged.") % {"code": made.contact.code},
    )
    return redirect(made)


@require_POST
def miss(request, code):
    made = actions.miss(look_up(request.user, code), by=request.user)
    messages.success(request, _("Noted: the client did not come."))
    return redirect(made)


@require_POST
def cancel(request, code):
    made = actions.cancel(look_up(request.user, code), by=request.user)
    messages.success(request, _("The appointment is cancelled."))
    return redirect(made)


@require_safe
def calendar(request, code):
    """The appointment as a file for a calendar: the code, and nobody's name."""
    row = look_up(request.user, code)
    record_read("downloaded", row, by=request.user)
    text = event(
        uid=row.uid,
        starts_at=row.at,
        ends_at=row.ends_at,
        words=row.code,
        path=row.get_absolute_url(),
        version=row.version,
        cancelled=row.state == Appointment.State.CANCELLED,
    )
    name = f'attachment; filename="{row.code}.ics"'
    kind = "text/calendar; charset=utf-8"
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": name})
