"""One answer for htmx and for plain forms."""

from urllib.parse import urlsplit

from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme


def render_part(request, template, context=None, *, else_to, status=200):
    """The fragment for htmx, which swaps it in place; for a plain form the page `else_to`."""
    if getattr(request, "htmx", False):
        return render(request, template, context, status=status)
    return redirect(else_to)


def take_up_draft(request, form):
    """A fresh form begins with its draft, if there is one: before anyone asks what it says."""
    drafting = getattr(request, "drafting", None)
    if drafting and not form.is_bound:
        drafting.fill(form)


def render_form(request, template, context, *, form):
    """The page with its form: 200 when fresh, 422 with errors, 409 when a rule said no.

    What was typed is kept in every case; a fresh form is filled from the draft, if there is one.
    """
    take_up_draft(request, form)
    status = 200
    if form.is_bound and form.errors:
        status = 409 if getattr(form, "refused", False) else 422
    return render(request, template, {"form": form, **context}, status=status)


def way_back(request, fallback="/"):
    """The page that the user came from, if it is ours; else `fallback`."""
    try:
        referer = urlsplit(request.META.get("HTTP_REFERER", ""))
    except ValueError:  # such as http://[
        return fallback
    if referer.netloc != request.get_host() or referer.path.startswith(("//", "/\\")):
        return fallback
    return referer.path + (f"?{referer.query}" if referer.query else "")


def our_own(url, request):
    """Path and query of an address that someone names to come back to; elsewhere: `/`."""
    if not url_has_allowed_host_and_scheme(url, request.get_host()):
        return "/"
    asked = urlsplit(url)
    return asked.path + (f"?{asked.query}" if asked.query else "") or "/"
