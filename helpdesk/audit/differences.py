"""What an entry's action changed, field by field: from the history rows that it wrote."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from helpdesk.vault.fields import SealedField

from .models import EntryRow

TECHNICAL = {
    "id",
    "uid",
    "version",
    "submission_id",
    "data_key",
    "touched_at",
    "path",
    "depth",
    "numchild",
    "thread",
    "code",
    "client",
    "case",
    "referral",
    "registered_at",
    "registered_by",
    "opened_at",
    "opened_by",
    "made_at",
    "enrolled_at",
    "changed_at",
    "changed_by",
}


@dataclass
class Difference:
    """A field in which a history row differs from the one before. Sealed values are open here."""

    model: type[models.Model]
    field: models.Field
    before: Any
    after: Any
    is_new: bool
    client: int | None  # whose row it is, where it says so itself


def differences_of(entries) -> dict[int, list[Difference]]:
    """Entry id → what its history rows changed. One query for all, one for each table concerned."""
    tables: dict[str, list] = defaultdict(list)
    for entry, table, row in (
        EntryRow.objects.filter(entry__in=entries)
        .order_by("id")
        .values_list("entry", "table", "row")
    ):
        tables[table].append((entry, row))
    found: dict[int, list[Difference]] = defaultdict(list)
    for table, rows in tables.items():
        versions = _versions(apps.get_model(table), [row for _, row in rows])
        for entry, row in rows:
            found[entry] += _between(*versions[row]) if row in versions else []
    return found


def _versions(history, pks):
    """History row id → (the row before or None, itself), of all objects these rows are about."""
    about = history.objects.filter(history_id__in=pks).values("id")
    rows = history.objects.filter(id__in=about).order_by("id", "history_id")
    if any(isinstance(field, SealedField) for field in history._meta.fields):
        rows = rows.select_related("data_key")
    versions, last = {}, None
    for row in rows:
        versions[row.history_id] = (last if last and last.id == row.id else None, row)
        last = row
    return versions


def _between(before, after):
    for field in after._meta.concrete_fields:
        if field.name.startswith("history_") or field.name.removesuffix("_sealed") in TECHNICAL:
            continue
        old, new = getattr(before, field.attname, None), getattr(after, field.attname)
        if old != new and not (before is None and new in (None, "", [])):
            yield Difference(
                after.instance_type,
                after.instance_type._meta.get_field(field.name.removesuffix("_sealed")),
                _open(before, field) if before else None,
                _open(after, field),
                before is None,
                getattr(after, "client_id", None),
            )


def _open(row, field):
    """The value as a person may read it: sealed ones through their row's key."""
    return getattr(
        row,
        field.attname.removesuffix("_sealed") if isinstance(field, SealedField) else field.attname,
    )
