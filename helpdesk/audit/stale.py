"""Two people typed at once: who saved first, when, and what both say."""

from django.utils import formats, timezone

from .models import Entry


def both_versions(form):
    """For components/stale.html: by, at, rows. None unless someone else saved the row meanwhile."""
    if not (form.is_bound and getattr(form, "stale", None)):
        return None
    changes = Entry.objects.about(form.stale).exclude(rows=None).select_related("by")
    last = changes.order_by("-id").first()
    rows = [
        {"label": label, "yours": yours, "theirs": theirs, "differs": True}
        for label, yours, theirs in form.conflicts()
    ]
    at = formats.date_format(timezone.localtime(last.at), "j M, H:i") if last else ""
    return {"by": last.by.name if last else "", "at": at, "rows": rows}
