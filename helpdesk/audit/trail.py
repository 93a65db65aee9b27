"""Writing the trail. `record()` is every action's fourth beat; `record_read()` precedes a page.

`save_many()` and `record_many()` do the same for many rows, in as many queries as for one.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models, transaction

from helpdesk.core import per_request
from helpdesk.core.clock import now
from helpdesk.core.many_rows import insert_rows

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


@dataclass
class Deed:
    """One of many things that were done at once: what `record()` would be told of it."""

    verb: str
    about: models.Model
    rows: list[HistoryRow]
    clients: list[Any]  # each with its uid
    detail: dict[str, Any] = field(default_factory=dict)


def note_history_row(sender, history_instance, **kwargs):
    """The receiver on simple-history: keep the row's hash for the entry that follows."""
    _await_entry(history_instance)


def _await_entry(history_instance) -> HistoryRow:
    table = history_instance._meta.label_lower
    row = HistoryRow(table, history_instance.pk, row_hash_of(history_instance))
    if not connection.in_atomic_block:
        raise Unrecorded(f"{row.table} was saved outside an action.")
    transaction.on_commit(row)
    return row


def save_many(rows) -> list[HistoryRow]:
    """Create these rows of one model with their history; what waits for an entry, in their order.

    As after save(), a transaction that commits without record_many() fails.
    """
    if not rows:
        return []
    type(rows[0])._base_manager.bulk_create(rows)
    return begin_history(rows)


def begin_history(rows) -> list[HistoryRow]:
    """The first history row of each of these rows of one model, which are there already.

    For save_many(), and for what was there before its model kept history.
    """
    history = type(rows[0]).history
    kept = history.bulk_history_create(rows, default_date=now(), default_change_reason=None)
    return [_await_entry(row) for row in kept]


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
    _demand_a_name(by)
    rows = _history_rows()
    entry = _write(verb, about, by, str(why)[:200], detail, rows, _client_uids(about, clients))
    for row in rows:
        row.recorded = True
    return entry


def record_many(deeds: list[Deed], *, by) -> list[Entry]:
    """Write an entry for each deed, in their order, with the history rows that are its own."""
    _demand_a_name(by)
    told = [(deed, _spelled(deed.rows), [client.uid for client in deed.clients]) for deed in deeds]
    entries = Entry.objects.bulk_create(
        _entry(deed.verb, deed.about, by, "", deed.detail, hashes, clients)
        for deed, hashes, clients in told
    )
    _proof([(e, *proof) for e, (_deed, *proof) in zip(entries, told, strict=True)])
    for deed in deeds:
        for row in deed.rows:
            row.recorded = True
    return entries


def _demand_a_name(by):
    if by is None or by.pk is None:
        raise ImproperlyConfigured(
            "An entry names who did it: pass by=…, a named system user for scheduled work."
        )


@transaction.atomic
def record_read(verb, about, *, by, clients=None, **detail):
    """Write that `by` saw something, in its own short transaction, before anything is shown."""
    return _write(verb, about, by, "", detail, [], _client_uids(about, clients))


def _write(verb, about, by, why, detail, rows, clients):
    hashes = _spelled(rows)
    entry = _entry(verb, about, by, why, detail, hashes, clients)
    entry.save(force_insert=True)
    _proof([(entry, hashes, clients)])
    return entry


def _spelled(rows):
    return [(row.table, row.row, row.hash) for row in rows]


def _entry(verb, about, by, why, detail, hashes, clients) -> Entry:
    """An entry with its digest, not written yet."""
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
    content = [getattr(entry, name) for name in Entry.CONTENT]
    entry.digest = Entry.digest_for(entry.at, content, hashes, clients)
    return entry


def _proof(told):
    """The history rows and the clients of each of these entries."""
    rows = [(entry.pk, *row) for entry, hashes, _clients in told for row in hashes]
    insert_rows(EntryRow, "entry_id table row hash", rows)
    people = [(entry.pk, uid) for entry, _hashes, clients in told for uid in clients]
    insert_rows(EntryClient, "entry_id client", people)


def _client_uids(about, clients) -> list[UUID]:
    if clients is not None:
        return [client.uid for client in clients]
    find = getattr(about, "client_uids", None)
    return list(find()) if find and isinstance(about, models.Model) else []
