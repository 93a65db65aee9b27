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


def row_hash(model: type[models.Model], values: list[Any]) -> str:
    """SHA-256 over a row: `values` in the order of the model's concrete fields."""
    spelled = [
        f"{field.attname}={spell(field, value)}"
        for field, value in zip(model._meta.concrete_fields, values, strict=True)
    ]
    return digest_of(model._meta.label_lower, spelled)


def row_hash_of(row: models.Model) -> str:
    """The hash of a row in memory."""
    return row_hash(type(row), [getattr(row, f.attname) for f in row._meta.concrete_fields])


def digest_of(*parts: Any) -> str:
    """SHA-256 in hex over the parts' canonical JSON."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()
