"""How the directory's pages answer: a form that acts, or is shown again with all that was typed."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime

from helpdesk.audit.models import Entry
from helpdesk.core.rendering import render_form


def act_or_show(request, form, *, done, template="services/form.html", **page):
    """Act on a sent form, then say `done` on the page of what came of it; else show the form."""
    if request.method == "POST" and form.is_valid() and (made := form.act(by=request.user)):
        messages.success(request, done)
        return redirect(made)
    return render_form(request, template, {"stale": stale(form), **page}, form=form)


def stale(form):
    """What components/stale.html shows when someone else saved meanwhile; None otherwise."""
    if not (form.is_bound and getattr(form, "stale", None)):
        return None
    entries = Entry.objects.about(form.stale).exclude(rows=None).select_related("by")
    entry = entries.order_by("-id").first()
    rows = [
        {"label": label, "yours": yours, "theirs": theirs, "differs": True}
        for label, yours, theirs in form.conflicts()
    ]
    at = date_format(localtime(entry.at), "j M, H:i") if entry else ""
    return {"by": entry.by.name if entry else "", "at": at, "rows": rows}
