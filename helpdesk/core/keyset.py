"""Long lists in pages that cost the same wherever one stands."""

from dataclasses import dataclass, field

from django.db.models import Q


def number_in(text) -> int | None:
    """A row's id as it stands in an address; None for anything else, and for what no row can have.

    int() would take any script's digits, and the database nothing beyond eight bytes.
    """
    text = str(text or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


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
    rows, before = rows.order_by("-pk"), number_in(before)
    return _page(rows if before is None else rows.filter(pk__lt=before), size)


def by_name(rows, after, size) -> Page:
    """`size` rows that follow the one with the id `after`, in the order of their names."""
    rows = rows.order_by("name", "pk")
    last = rows.filter(pk=number_in(after)).values_list("name", "pk").first()
    return _page(
        rows.filter(Q(name__gt=last[0]) | Q(name=last[0], pk__gt=last[1])) if last else rows, size
    )


def _page(rows, size):
    found = list(rows[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else "")
