"""Two people typed at once: who saved first, when, and what both say."""

from django.utils import formats, timezone

from .models import Entry


def both_versions(form):
    """For components/stale.html: by, at, rows. None unless someone else saved the row meanwhile."""
    if not (form.is_bound and getattr(form, "stale", None)):
        return None
    last = _last_change(form.stale)
    rows = [
        {"label": label, "yours": yours, "theirs": theirs, "differs": True}
        for label, yours, theirs in form.conflicts()
    ]
    at = formats.date_format(timezone.localtime(last.at), "j M, H:i") if last else ""
    return {"by": last.by.name if last else "", "at": at, "rows": rows}


def _last_change(row):
    """The entry about the row; of what belongs to another record, the one that wrote it."""
    changes = Entry.objects.exclude(rows=None).select_related("by").order_by("-id")
    if last := changes.about(row).first():
        return last
    written = row.history.order_by("-history_id").values("history_id")[:1]
    return changes.filter(
        rows__table=row.history.model._meta.label_lower, rows__row=written
    ).first()
