"""What happened to one client, case or referral."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from helpdesk.audit.trail import record_read
from helpdesk.cases.models import Case
from helpdesk.clients.models import Client
from helpdesk.core.keyset import newest_first
from referrals.models import Referral

from ..history import find, with_changes
from ..shell import under

ROWS = 25


@under("clients")
@require_safe
def client_history(request, code):
    """Who saw and changed her record."""
    return _history(request, Client, code)


@under("home")
@require_safe
def case_history(request, code):
    """Who saw and changed the case."""
    return _history(request, Case, code)


@under("referrals:outgoing")
@require_safe
def referral_history(request, code):
    """Who moved the referral, and who read it."""
    return _history(request, Referral, code)


def _history(request, model, code):
    thing, entries, open_ = find(request.user, model, code)
    if entries is None:
        raise Http404
    page = newest_first(entries.select_related("by"), request.GET.get("before", ""), ROWS)
    client = thing if model is Client else None
    rows = page.rows
    page.rows = with_changes(rows, request.user, client) if open_ else [(e, []) for e in rows]
    record_read("read_history", thing or model, by=request.user, of=code)
    context = {
        "thing": thing,
        "code": code,
        "page": page,
        "is_first": "before" not in request.GET,
        "kind": model._meta.verbose_name,
    }
    return render(request, "desk/history.html", context)
