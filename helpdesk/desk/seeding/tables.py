"""How a row of each table is spelled: for the database, and for the trail's hash over it."""

import json
from datetime import datetime
from functools import cache
from hashlib import sha256

from django.db import models

from helpdesk.core.codes import CodesField
from helpdesk.vault.fields import SealedField

NULL = "\\N"  # COPY's word for it


class Table:
    """One model's columns. A row is a dict attname → plain value; moments and uuids are text."""

    def __init__(self, model):
        self.model = model
        self.label = model._meta.label_lower
        self.name = model._meta.db_table
        fields = model._meta.concrete_fields
        self.fields = fields
        self.attnames = [field.attname for field in fields]
        self.columns = [field.column for field in fields]
        self.sealed = {f.attname: _about(f) for f in fields if isinstance(f, SealedField)}
        self.fresh = [f.attname for f in fields if isinstance(f, models.UUIDField) and f.default]
        self.defaults = {f.attname: _default(f) for f in fields if f.attname not in self.fresh}
        self.cells = [(i, cell) for i, field in enumerate(fields) if (cell := _cell(field))]
        self.line = "\t".join(["%s"] * len(fields)) + "\n"
        self.history = getattr(model, "history", None) and Table(model.history.model)
        self._prepare_hash(fields)

    def _prepare_hash(self, fields):
        """(place, "name=, how it is spelled, its one empty value) in the order of the hash."""
        self.spellings = sorted(
            ((i, f'"{f.attname}=', _spelling(f), _empty(f)) for i, f in enumerate(fields)),
            key=lambda part: part[1],
        )

    def values(self, row) -> list:
        """The row in the order of the columns."""
        return [row[name] for name in self.attnames]

    def hash(self, values) -> str:
        """The same as audit.hashing.row_hash, some ten times as fast."""
        said = ",".join(
            f'{name}{spell(values[i]) if spell else values[i]}"'
            for i, name, spell, empty in self.spellings
            if values[i] not in empty
        )
        return sha256(f'["{self.label}",[{said}]]'.encode()).hexdigest()

    def copied(self, values) -> str:
        """The row as a line of COPY's text."""
        spelled = [NULL if value is None else value for value in values]
        for i, cell in self.cells:
            if values[i] is not None:
                spelled[i] = cell(values[i])
        return self.line % tuple(spelled)


def _about(field) -> bytes:
    return b"|%s|" % field.label.encode()


def _default(field):
    """What the field holds where a story says nothing, as the database spells it."""
    if field.primary_key or not field.has_default():
        return "" if field.empty_strings_allowed and not field.null and field.blank else None
    value = field.get_default()
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    return field.get_prep_value(value) if isinstance(field, CodesField) else value


def _cell(field):
    if isinstance(field, models.BinaryField):
        return lambda value: "\\\\x" + value.hex()
    if isinstance(field, models.CharField | models.TextField | models.JSONField):
        return None if field.choices else _escaped
    return None


def _escaped(text):
    if "\\" in text or "\n" in text or "\t" in text:
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
    return text


def _spelling(field):
    if isinstance(field, SealedField):
        return bytes.hex
    if isinstance(field, CodesField):
        return _codes
    if isinstance(field, models.CharField | models.TextField) and not field.choices:
        return _within_json
    return None


@cache
def _codes(text):
    return json.dumps(json.dumps([code for code in text.split(",") if code]))[1:-1]


def _empty(field):
    if field.null or isinstance(field, models.JSONField):
        return (None,)
    return ("", False, None)


def _within_json(text):
    if '"' in text or "\\" in text or not text.isprintable():
        return json.dumps(text, ensure_ascii=False)[1:-1]
    return text
