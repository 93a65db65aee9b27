"""How the directory's pages answer: a form that acts, or is shown again with all that was typed."""

from django.contrib import messages
from django.shortcuts import redirect

from helpdesk.audit.stale import both_versions
from helpdesk.core.rendering import render_form


def act_or_show(request, form, *, done, template="services/form.html", **page):
    """Act on a sent form, then say `done` on the page of what came of it; else show the form."""
    if request.method == "POST" and form.is_valid() and (made := form.act(by=request.user)):
        messages.success(request, done)
        return redirect(made)
    return render_form(request, template, {"stale": both_versions(form), **page}, form=form)
