"""The data protection officer's pages."""

from dataclasses import asdict

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpdesk.access.doors import only_for
from helpdesk.audit.models import Entry
from helpdesk.audit.trail import record_read
from helpdesk.audit.verify import verify as verify_audit
from helpdesk.core.keyset import newest_first

from .. import checkpoints
from ..forms.trail import LookForForm
from ..shell import under
from ..trail import entries_for, narrowed, people_for, state

ROWS = 50


@require_safe
@only_for("read_trail")
def trail(request):
    """Who did what, why, when and from where. Reading this page is an entry too."""
    form = LookForForm(request.GET, people=people_for(request.user))
    asked = form.asked()
    entries = narrowed(entries_for(request.user), **asked).select_related("by", "link")
    page = newest_first(entries, request.GET.get("before", ""), ROWS)
    context = {"form": form, "page": page, "state": state(), **_links(request, form, asked, page)}
    record_read("read_trail", Entry, by=request.user, asked=_told(asked))
    return render(request, "desk/trail.html", context)


@require_POST
@under("trail")
@only_for("read_trail")
def verify(request):
    """Check everything now, and say what was found."""
    report = verify_audit()
    record_read(
        "verified", Entry, by=request.user, entries=report.entries, problems=len(report.problems)
    )
    return render(
        request,
        "desk/trail_verified.html",
        {"report": report, "facts": asdict(report), "state": state()},
    )


@require_POST
@only_for("leave_checkpoint")
def leave_checkpoint(request):
    """A checkpoint now, not only in a quarter of an hour."""
    checkpoint = checkpoints.leave_checkpoint(by=request.user)
    if checkpoint is None:
        messages.info(request, _("Nothing has happened since the last checkpoint."))
    elif checkpoint.left_by:
        messages.success(
            request,
            _("Checkpoint %(position)s has left the server.") % {"position": checkpoint.position},
        )
    else:
        messages.warning(
            request, _("A checkpoint is signed but has not left this server. Copy it from below.")
        )
    return redirect("trail")


def _told(asked):
    """The filter as the entry keeps it: plain values."""
    return {name: getattr(value, "pk", None) or str(value) for name, value in asked.items()}


def _links(request, form, asked, page):
    """The chips, each leading to the list without it, and the next page."""

    def without(*names, **more):
        query = request.GET.copy()
        for name in ("before", *names):
            query.pop(name, None)
        query.update(more)
        return f"?{query.urlencode()}"

    chips = [{"label": form.shown(name), "url": without(name)} for name in asked]
    return {
        "chips": chips,
        "next_url": page.next and without(before=page.next),
        "first_url": "before" in request.GET and without(),
    }
