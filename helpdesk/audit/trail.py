"""Writing the trail. `record()` is every action's fourth beat; `record_read()` precedes a page."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models, transaction

from helpdesk.core import per_request
from helpdesk.core.clock import now

from .hashing import row_hash_of
from .models import Entry, EntryClient, EntryRow


class Unrecorded(RuntimeError):
    """A change was committed that no entry speaks of: a programming error, shown at once."""


@dataclass
class HistoryRow:
    """A history row that waits for its entry. It hangs on the transaction, and vanishes with it."""

    table: str
    row: int
    hash: str
    recorded: bool = False

    def __call__(self):
        if not self.recorded:
            raise Unrecorded(f"{self.table} {self.row} was saved without record().")


def note_history_row(sender, history_instance, **kwargs):
    """The receiver on simple-history: keep the row's hash for the entry that follows."""
    row = HistoryRow(sender._meta.label_lower, history_instance.pk, row_hash_of(history_instance))
    if not connection.in_atomic_block:
        raise Unrecorded(f"{row.table} was saved outside an action.")
    transaction.on_commit(row)


def _history_rows() -> list[HistoryRow]:
    """Rows of this transaction without an entry. A rolled back savepoint takes its own away."""
    waiting = [call for _, call, *_ in connection.run_on_commit if isinstance(call, HistoryRow)]
    return [row for row in waiting if not row.recorded]


def forget_recorded() -> None:
    """Let go of rows that have their entry: loading a country in one transaction stays quick."""
    connection.run_on_commit = [
        waiting
        for waiting in connection.run_on_commit
        if not (isinstance(waiting[1], HistoryRow) and waiting[1].recorded)
    ]


def record(verb, about, *, by, why="", clients=None, **detail):
    """Write the entry for what was just done, in the same transaction.

    `about` is a row (or a model, for what has no row); `why` a coded reason or a rule's words,
    never free text; `detail` plain values without anything personal. Raises where `by` is missing.
    """
    if by is None or by.pk is None:
        raise ImproperlyConfigured(
            "An entry names who did it: pass by=…, a named system user for scheduled work."
        )
    rows = _history_rows()
    entry = _write(verb, about, by, str(why)[:200], detail, rows, _client_uids(about, clients))
    for row in rows:
        row.recorded = True
    return entry


@transaction.atomic
def record_read(verb, about, *, by, clients=None, **detail):
    """Write that `by` saw something, in its own short transaction, before anything is shown."""
    return _write(verb, about, by, "", detail, [], _client_uids(about, clients))


def _write(verb, about, by, why, detail, rows, clients):
    request = per_request.current()
    is_row = isinstance(about, models.Model)
    entry = Entry(
        at=now(),
        by=by,
        verb=verb,
        label=about._meta.label_lower,
        key=about.pk if is_row else None,
        code=str(getattr(about, "code", "") or "") if is_row else "",
        why=why,
        detail=detail,
        request_id=request.id,
        where=request.where[:60],
    )
    hashes = [(row.table, row.row, row.hash) for row in rows]
    content = [getattr(entry, name) for name in Entry.CONTENT]
    entry.digest = Entry.digest_for(entry.at, content, hashes, clients)
    entry.save(force_insert=True)
    EntryRow.objects.bulk_create(
        EntryRow(entry=entry, table=t, row=r, hash=h) for t, r, h in hashes
    )
    EntryClient.objects.bulk_create(EntryClient(entry=entry, client=uid) for uid in clients)
    return entry


def _client_uids(about, clients) -> list[UUID]:
    if clients is not None:
        return [client.uid for client in clients]
    find = getattr(about, "client_uids", None)
    return list(find()) if find and isinstance(about, models.Model) else []
