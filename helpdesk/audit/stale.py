"""Two people typed at once: who saved first, when, and what both say."""

from django.utils import formats, timezone

from .models import Entry


def both_versions(form):
    """For components/stale.html: by, at, rows. None unless someone else saved the row meanwhile."""
    if form.stale is None:
        return None
    last = (
        Entry.objects.about(form.stale)
        .select_related("by")
        .exclude(detail={})
        .order_by("-id")
        .first()
    )
    rows = [
        {"label": label, "yours": yours, "theirs": theirs, "differs": True}
        for label, yours, theirs in form.conflicts()
    ]
    return {
        "by": last.by if last else "–",
        "at": formats.date_format(timezone.localtime(last.at), "H:i") if last else "",
        "rows": rows,
    }
