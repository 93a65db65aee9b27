"""One spelling of every value, so that a row hashes alike when written and when read back."""

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from helpdesk.vault.values import Sealed


def spell(field: models.Field, value: Any) -> str:
    """The value as text: the same for the Python value and for what the database gives back."""
    if value is None:
        return "∅"
    if isinstance(value, Sealed):
        return value.data.hex()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal) and isinstance(field, models.DecimalField):
        return f"{value:.{field.decimal_places}f}"
    if isinstance(value, list | dict):
        return json.dumps(value, sort_keys=True, ensure_ascii=False)
    return str(field.get_prep_value(value))


def _is_empty(field, value) -> bool:
    """Whether a column says nothing: each has one such value, so that none stands for two."""
    if field.null or isinstance(field, models.JSONField):
        return value is None
    return value in ("", False, [])  # 0 too


def row_hash(model: type[models.Model], values: list[Any]) -> str:
    """SHA-256 over a row: `values` in the order of the model's concrete fields.

    What is empty is left out, so that a column which a later release adds, empty in all that was
    written before, leaves the hashes of that as they are.
    """
    spelled = sorted(
        f"{field.attname}={spell(field, value)}"
        for field, value in zip(model._meta.concrete_fields, values, strict=True)
        if not _is_empty(field, value)
    )
    return digest_of(model._meta.label_lower, spelled)


def row_hash_of(row: models.Model) -> str:
    """The hash of a row in memory."""
    return row_hash(type(row), [getattr(row, f.attname) for f in row._meta.concrete_fields])


def digest_of(*parts: Any) -> str:
    """SHA-256 in hex over the parts' canonical JSON."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()
