"""How the desk's pages answer: a form acts or is shown again; the door for those who work here."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect

from helpdesk.access.roles import DESK
from helpdesk.access.sight import roles_of
from helpdesk.audit.stale import both_versions
from helpdesk.core.rendering import render_form


def at_the_desk(view):
    """A page of the desk itself: to everyone who does no casework it is not there."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not roles_of(request.user) & DESK:
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


def act_or_show(request, form, *, done, to, undo=None, template="desk/form.html", **page):
    """Act on a sent form: then `done(made)` says what is true now, on the page `to(made)`.

    `undo(made)`, where it can be taken back, is undo.offer()'s.
    A form that is fresh, wrong, refused or stale is shown with all that was typed.
    """
    if request.method == "POST" and form.is_valid() and (made := form.act(by=request.user)):
        messages.success(request, done(made), undo(made) if undo else "")
        return redirect(to(made))
    return render_form(request, template, {"stale": both_versions(form), **page}, form=form)
