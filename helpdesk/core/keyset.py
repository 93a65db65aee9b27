"""Long lists in pages that cost the same wherever one stands."""

from dataclasses import dataclass, field

from django.db.models import Q


@dataclass
class Page:
    """The rows of one page; `next` is the key to ask the following one with, "" on the last."""

    rows: list = field(default_factory=list)
    next: str = ""

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)


def newest_first(rows, before, size) -> Page:
    """`size` rows older than the id `before`."""
    rows = rows.order_by("-pk")
    return _page(rows.filter(pk__lt=int(before)) if str(before).isdigit() else rows, size)


def by_name(rows, after, size) -> Page:
    """`size` rows that follow the one with the id `after`, in the order of their names."""
    rows = rows.order_by("name", "pk")
    last = (
        rows.filter(pk=int(after)).values_list("name", "pk").first()
        if str(after).isdigit()
        else None
    )
    return _page(
        rows.filter(Q(name__gt=last[0]) | Q(name=last[0], pk__gt=last[1])) if last else rows, size
    )


def _page(rows, size):
    found = list(rows[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else "")
