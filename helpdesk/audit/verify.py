"""Verification: is the trail whole, and does it agree with what the tables say?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.db import models

from .append_only import tracked_models
from .chain import START, next_hash, outside_notes, read_note
from .hashing import row_hash, spell
from .models import Checkpoint, Entry, EntryClient, EntryRow, Link

CHUNK = 5_000


@dataclass
class Problem:
    """What does not hold, and where."""

    place: str
    what: str

    def __str__(self):
        return f"{self.place}: {self.what}"


@dataclass
class Report:
    """How much was checked, and every problem."""

    entries: int = 0
    links: int = 0
    checkpoints: int = 0
    history_rows: int = 0
    rows: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not self.problems


def verify(checkpoint_file: str | None = None) -> Report:
    """Check digests, links, checkpoints, history rows and base rows. Reads only."""
    report = Report()
    for check in (_entries, _links, _history, _base_rows):
        report.problems += check(report)
    report.problems += _checkpoints(report, checkpoint_file)
    return report


def _chunks(queryset, key="id") -> Iterator[list]:
    """Lists of CHUNK rows in the order of their key, which stands first in each row."""
    last = None
    while True:
        rows = queryset if last is None else queryset.filter(**{f"{key}__gt": last})
        chunk = list(rows.order_by(key)[:CHUNK])
        if not chunk:
            return
        last = chunk[-1][0]
        yield chunk


def _by_entry(model, first, last, *columns):
    rows = (
        model.objects.filter(entry__gte=first, entry__lte=last)
        .order_by("entry_id")
        .values_list("entry_id", *columns)
    )
    return {
        entry: [row[1:] for row in group] for entry, group in groupby(rows, key=lambda row: row[0])
    }


def _entries(report) -> Iterator[Problem]:
    for chunk in _chunks(Entry.objects.values_list("id", "digest", "at", *Entry.CONTENT)):
        rows = _by_entry(EntryRow, chunk[0][0], chunk[-1][0], "table", "row", "hash")
        clients = _by_entry(EntryClient, chunk[0][0], chunk[-1][0], "client")
        for pk, digest, at, *content in chunk:
            report.entries += 1
            uids = [uid for (uid,) in clients.get(pk, ())]
            if digest != Entry.digest_for(at, content, rows.get(pk, []), uids):
                yield Problem(f"entry {pk}", "its content does not match its digest")


def _links(report) -> Iterator[Problem]:
    before, expected = START, 1
    for chunk in _chunks(Link.objects.values_list("position", "hash", "entry_id"), "position"):
        digests = dict(
            Entry.objects.filter(pk__in=[entry for *_, entry in chunk]).values_list("pk", "digest")
        )
        for position, hash_, entry in chunk:
            report.links += 1
            digest = digests.get(entry, "")
            if position != expected:
                yield Problem(f"link {expected}", f"missing: the next one is {position}")
            elif not digest:
                yield Problem(f"link {position}", "its entry is gone")
            elif hash_ != next_hash(before, position, digest):
                yield Problem(
                    f"link {position}", "does not follow from the one before it and its entry"
                )
            before, expected = hash_, position + 1


def _checkpoints(report, file) -> Iterator[Problem]:
    hashes: dict[int, str | None] = dict(
        Link.objects.filter(position__in=Checkpoint.objects.values("position")).values_list(
            "position", "hash"
        )
    )
    notes = [
        *Checkpoint.objects.order_by("id").values_list("note", flat=True),
        *outside_notes(file),
    ]
    for note in notes:
        report.checkpoints += 1
        try:
            position, hash_ = read_note(note)
        except ValueError as error:
            yield Problem("a checkpoint", str(error))
            continue
        if position not in hashes:
            hashes[position] = (
                Link.objects.filter(position=position).values_list("hash", flat=True).first()
            )
        if hashes[position] is None:
            yield Problem(f"link {position}", "missing: a checkpoint vouches for it")
        elif hashes[position] != hash_:
            yield Problem(f"link {position}", "differs from what a checkpoint vouches for")


def _history(report) -> Iterator[Problem]:
    for model in tracked_models():
        history = model.history.model
        yield from _history_of(history, [f.attname for f in history._meta.concrete_fields], report)


def _history_of(history, names, report) -> Iterator[Problem]:
    table = history._meta.label_lower
    known = EntryRow.objects.filter(table=table)
    seen = 0
    for chunk in _chunks(history.objects.values_list("history_id", *names), "history_id"):
        hashes = dict(
            known.filter(row__range=(chunk[0][0], chunk[-1][0])).values_list("row", "hash")
        )
        for pk, *values in chunk:
            report.history_rows += 1
            seen += pk in hashes
            if pk not in hashes:
                yield Problem(f"{table} {pk}", "no entry speaks of this history row")
            elif hashes[pk] != row_hash(history, values):
                yield Problem(f"{table} {pk}", "the history row was changed")
    if seen != known.count():
        there = history.objects.values("history_id")
        for pk in known.exclude(row__in=there).values_list("row", flat=True)[:100]:
            yield Problem(f"{table} {pk}", "the history row is gone")


def _base_rows(report) -> Iterator[Problem]:
    for model in tracked_models():
        history = model.history.model
        tracked = [
            f
            for f in model._meta.concrete_fields
            if f.attname in {h.attname for h in history._meta.concrete_fields}
        ]
        yield from _compare(model, history, tracked, report)
        newest = (
            history.objects.values("id").annotate(newest=models.Max("history_id")).values("newest")
        )
        alive = history.objects.filter(history_id__in=newest).exclude(history_type="-")
        for pk in alive.exclude(id__in=model._base_manager.values("id")).values_list(
            "id", flat=True
        )[:100]:
            yield Problem(
                f"{model._meta.label_lower} {pk}", "the row is gone, and no history row says why"
            )


def _compare(model, history, fields, report) -> Iterator[Problem]:
    names = [f.attname for f in fields]
    for chunk in _chunks(model._base_manager.values_list("id", *names)):
        ids = (chunk[0][0], chunk[-1][0])
        newest = (
            history.objects.filter(id__range=ids)
            .values("id")
            .annotate(n=models.Max("history_id"))
            .values("n")
        )
        before = {
            row[0]: row[1:]
            for row in history.objects.filter(history_id__in=newest).values_list("id", *names)
        }
        for pk, *values in chunk:
            report.rows += 1
            place = f"{model._meta.label_lower} {pk}"
            if pk not in before:
                yield Problem(place, "the row has no history")
                continue
            for f, now_, then in zip(fields, values, before[pk], strict=True):
                if spell(f, now_) != spell(f, then):
                    yield Problem(place, f"{f.attname} differs from its newest history row")
