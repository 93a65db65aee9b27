"""Pages of group sessions."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpdesk.access.sight import demand
from helpdesk.audit.stale import both_versions
from helpdesk.audit.trail import record_read
from helpdesk.clients.models import Client
from helpdesk.core.rendering import render_form
from referrals.paper import square

from ..models import Attendance
from ..tabs import tabs
from . import actions
from .forms import Change, Enrol, SetUp, TakeAttendance
from .listing import SessionList, look_up, open_sessions, people_of

form_page = require_http_methods(["GET", "HEAD", "POST"])
State = Attendance.State
BLANKS = range(12)  # lines of the list for those who come without having enrolled


@require_safe
def sessions(request):
    listed = SessionList(request.user, request.GET)
    page = {"listed": listed, "tabs": tabs("sessions:sessions")}
    return render(request, "contacts/sessions/list.html", page)


@form_page
def set_up(request):
    demand(request.user, "hold_session")
    form = SetUp(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid() and (made := form.act(by=request.user)):
        messages.success(request, _("The session is set up."))
        return redirect(made)
    return render_form(request, "contacts/sessions/set_up.html", {}, form=form)


@require_safe
def choose(request):
    """In which session a client is to be enrolled."""
    demand(request.user, "enrol")
    clients = Client.objects.visible_to(request.user).for_listing()
    client = clients.filter(code=request.GET.get("client", "")).first()
    if client is None:
        raise Http404
    page = {"client": client, "sessions": open_sessions(request.user)}
    return render(request, "contacts/sessions/choose.html", page)


@require_safe
def session(request, code):
    form = Enrol(session=None, user=request.user)
    return _page(request, look_up(request.user, code), form)


def _page(request, row, form):
    people = people_of(row, request.user)
    record_read("opened", row, by=request.user, clients=[one.client for one in people])
    page = {
        "session": row,
        "people": people,
        "unseen": row.taken + row.waiting - len(people),
        "heads": [one for one in row.headcounts.all() if one.people] if row.counted else [],
    }
    return render_form(request, "contacts/sessions/session.html", page, form=form)


@form_page
def change(request, code):
    row = look_up(request.user, code)
    form = Change(request.POST or None, row=row, user=request.user)
    if request.method == "POST" and form.is_valid() and form.act(by=request.user):
        messages.success(request, _("The session is changed."))
        return redirect(row)
    page = {"title": _("Change the session"), "button": _("Save"), "about": row}
    page["kin"] = (reverse("sessions:sessions"), _("Group sessions"))
    page["stale"] = both_versions(form)
    return render_form(request, "contacts/form.html", page, form=form)


@require_POST
def cancel(request, code):
    row = actions.cancel(look_up(request.user, code), by=request.user)
    messages.success(request, _("The session is cancelled. Tell those who are on its list."))
    return redirect(row)


@require_POST
def enrol(request, code):
    """Codes from cards; what is wrong with one of them is said on the session's page."""
    row = look_up(request.user, code)
    form = Enrol(request.POST, session=row, user=request.user)
    if form.is_valid() and (made := form.act(by=request.user)):
        messages.success(request, _told(made))
        return redirect(row)
    return _page(request, row, form)


def _told(made):
    waiting = sum(one.state == State.WAITING for one in made)
    on_list = len(made) - waiting
    words = ngettext("%(n)s person is on the list.", "%(n)s people are on the list.", on_list)
    told = [words % {"n": on_list}] if on_list else []
    if waiting:
        words = ngettext("%(n)s waits: it is full.", "%(n)s wait: it is full.", waiting)
        told.append(words % {"n": waiting})
    return " ".join(told)


@require_POST
def leave(request, code, number):
    row = look_up(request.user, code)
    moved = actions.leave(_one(row, request.user, number), by=request.user)
    messages.success(request, _("Taken off the list."))
    if moved:
        messages.info(request, _moves_up(moved, request.user))
    return redirect(row)


def _moves_up(moved, user):
    """By her code; whom the reader does not see is not named."""
    if Client.objects.visible_to(user).filter(pk=moved.client_id).exists():
        return _("%(code)s moves up: tell the client.") % {"code": moved.client}
    return _("The next one moves up. Whoever enrolled the client sees it on the list.")


@form_page
def attendance(request, code):
    """Who came, by list and by count, saved in one go."""
    row = look_up(request.user, code)
    demand(request.user, "hold_session", row)
    people = people_of(row, request.user)
    form = TakeAttendance(request.POST or None, row=row, people=people)
    if request.method == "POST" and form.is_valid() and form.act(by=request.user):
        messages.success(request, _("The attendance is written down."))
        return redirect(row)
    record_read("opened", row, by=request.user, clients=[one.client for one in people])
    page = {"session": row, "stale": both_versions(form)}
    return render_form(request, "contacts/sessions/attendance.html", page, form=form)


@require_safe
def paper(request, code):
    """The list to print and sign: a counted read of all who stand on it."""
    row = look_up(request.user, code)
    people = people_of(row, request.user, *Attendance.HOLDING)
    record_read("printed", row, by=request.user, clients=[one.client for one in people])
    page = {"session": row, "people": people, "blanks": BLANKS}
    return render(request, "contacts/sessions/paper.html", page)


@require_safe
def certificates(request, code):
    """One for everybody on the list who came."""
    row = look_up(request.user, code)
    return _certificates(request, row, people_of(row, request.user, State.ATTENDED))


@require_safe
def certificate(request, code, number):
    row = look_up(request.user, code)
    found = _one(row, request.user, number)
    if found.state != State.ATTENDED:
        raise Http404
    return _certificates(request, row, [found])


def _certificates(request, row, people):
    record_read("printed", row, by=request.user, clients=[one.client for one in people])
    for one in people:
        one.square = square(one.code)
    page = {"session": row, "people": people}
    return render(request, "contacts/sessions/certificates.html", page)


def _one(row, user, number):
    """One line of the list that the user sees, or 404."""
    rows = Attendance.objects.visible_to(user).filter(session=row, number=number)
    if (found := rows.for_listing().first()) is None:
        raise Http404
    found.session = row
    return found
