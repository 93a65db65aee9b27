"""Lists by what is due first, in pages that cost the same wherever one stands."""

from datetime import UTC, datetime, timedelta

from django.db.models import F, Q

from helpdesk.core.keyset import number_in

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def soonest_first(rows, after="", size=25):
    """`size` rows after the key `after`, undated last; and the next page's key, "" on the last."""
    rows = rows.order_by(F("due_at").asc(nulls_last=True), "pk")
    found = list(rows.filter(_follows(after))[: size + 1])
    return found[:size], _key(found[size - 1]) if len(found) > size else ""


def newest_first(rows, after="", size=25):
    """`size` rows after the key `after`, the latest made first; and the next page's key or ""."""
    before = number_in(str(after))
    rows = rows.order_by("-pk") if before is None else rows.order_by("-pk").filter(pk__lt=before)
    found = list(rows[: size + 1])
    return found[:size], str(found[size - 1].pk) if len(found) > size else ""


def _key(row) -> str:
    if row.due_at is None:
        return f"-{row.pk}"
    return f"{(row.due_at - _EPOCH) // timedelta(microseconds=1)}-{row.pk}"


def _follows(key) -> Q:
    """What comes after the key; without a legible one, everything."""
    due, _dash, pk = str(key).partition("-")
    pk, moment = number_in(pk), number_in(due)
    if pk is None or (due and moment is None):
        return Q()
    if moment is None:
        return Q(due_at=None, pk__gt=pk)
    try:
        day = _EPOCH + timedelta(microseconds=moment)
    except OverflowError:
        return Q()
    return Q(due_at__gt=day) | Q(due_at=day, pk__gt=pk) | Q(due_at=None)
