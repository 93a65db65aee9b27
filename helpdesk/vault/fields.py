"""Sealed fields: `row.name` is the open value, `row.name_sealed` the bytes as stored.

`name_sealed` is the attname, as author_id is author's: whatever copies rows by attname
(simple-history, bulk copies, refresh_from_db, pickle) copies sealed bytes and opens nothing.
"""

import json

from django.conf import settings
from django.core import checks
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.expressions import Col
from django.db.models.lookups import IsNull
from django.forms import CharField

from .values import ERASED, Memo, Pending, Sealed

SUFFIX = "_sealed"


class OpenValue:
    """The descriptor under the field's plain name: opens when read, waits for save() when set."""

    def __init__(self, field):
        self.field = field

    def __get__(self, row, cls=None):
        if row is None:
            return self
        raw = getattr(row, self.field.attname)  # may load a deferred column
        if raw is None:
            return None
        if isinstance(raw, Pending):
            return raw.value
        memo = row.__dict__.get(self.field.memo)
        if not memo or memo.raw is not raw:
            memo = row.__dict__[self.field.memo] = Memo(raw, self.field.open(row, raw))
        return memo.value

    def __set__(self, row, value):
        if isinstance(value, Sealed | Pending):
            raise FieldError("Assign the open value; sealing happens at save().")
        old = row.__dict__.get(self.field.attname)
        if isinstance(old, Pending):
            old = old.old
        row.__dict__[self.field.attname] = None if value is None else Pending(value, old)


class SealedCol(Col):
    """The column in a query: may be selected and nothing else."""

    def resolve_expression(self, *args, **kwargs):
        raise FieldError(f"{self.target} is sealed: no ordering, no expressions.")


class SealedIsNull(IsNull):
    """Whether there is a value: the one thing that may be asked of a sealed column."""

    def process_lhs(self, compiler, connection, lhs=None):
        return compiler.compile(lhs or self.lhs)


class SealedField(models.BinaryField):
    """A JSON value sealed under the row's `data_key`, bound to model, field, key and row `uid`.

    Swapping persons, columns or rows makes it unreadable. Lookups, ordering, update() and
    fixtures raise FieldError: what must be found has match keys instead.
    """

    db_index: bool

    def __init__(self, *args, key="data_key", **kwargs):
        self.key = key
        super().__init__(*args, **{"editable": True, **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        if self.key != "data_key":
            kwargs["key"] = self.key
        return name, path, args, kwargs

    def get_attname(self):
        # Idempotent: simple-history sets field.name = attname on its copy.
        return self.name if self.name.endswith(SUFFIX) else self.name + SUFFIX

    def contribute_to_class(self, cls, name, private_only=False):
        super().contribute_to_class(cls, name, private_only)
        shown = self.attname.removesuffix(SUFFIX)
        self.memo = f"_open_{shown}"
        if not hasattr(self, "label"):  # the historic copy keeps its owner's label
            self.label = f"{cls._meta.label_lower}.{shown}"
        setattr(cls, shown, OpenValue(self))

    # --- sealing and opening

    def data_key(self, row):
        strict = getattr(settings, "VAULT_STRICT", False)
        if strict and not type(row)._meta.get_field(self.key).is_cached(row):
            raise FieldError(
                f"{self.label}: fetch its key with the rows, select_related({self.key!r})."
            )
        return getattr(row, self.key)

    def about(self, row) -> bytes:
        return b"|%s|%s" % (self.label.encode(), row.uid.bytes)

    def open(self, row, raw):
        """The open value, or ERASED once the key is destroyed."""
        key = self.data_key(row)
        return ERASED if key.is_destroyed else json.loads(key.open(raw.data, self.about(row)))

    def pre_save(self, row, add):
        raw = getattr(row, self.attname)
        if not isinstance(raw, Pending):
            return raw
        if isinstance(raw.old, Sealed) and self.open(row, raw.old) == raw.value:
            sealed = raw.old  # unchanged: the same bytes, so that history shows no false difference
        else:
            text = json.dumps(raw.value, ensure_ascii=False, separators=(",", ":"))
            sealed = Sealed(self.data_key(row).seal(text.encode(), self.about(row)))
        row.__dict__[self.memo] = Memo(sealed, raw.value)
        setattr(row, self.attname, sealed)
        return sealed

    # --- the database

    def from_db_value(self, value, expression, connection):
        return None if value is None else Sealed(value)

    def get_db_prep_value(self, value, connection, prepared=False):
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise FieldError(f"{self.label} is sealed: set it on a row and save().")
        return connection.Database.Binary(value.data)

    def get_col(self, alias, output_field=None):
        return SealedCol(alias, self, output_field)

    @property
    def cached_col(self):
        return SealedCol(self.model._meta.db_table, self)

    def get_lookup(self, name):
        if name == "isnull":
            return SealedIsNull
        raise FieldError(f"{self.label} is sealed: search its match keys, not {name!r}.")

    def get_transform(self, name):
        raise FieldError(f"{self.label} is sealed: no {name!r}.")

    # --- forms and fixtures

    def to_python(self, value):
        return value

    def validate(self, value, row):
        return super().validate(value.value if isinstance(value, Pending) else value, row)

    def value_from_object(self, row):
        return getattr(row, self.attname.removesuffix(SUFFIX))

    def value_to_string(self, row):
        raise FieldError(f"{self.label} is sealed: no fixtures.")

    def formfield(self, **kwargs):
        return models.Field.formfield(self, **{"form_class": CharField, **kwargs})

    def check(self, **kwargs):
        errors = super().check(**kwargs)
        ordering = {o.lstrip("-") for o in self.model._meta.ordering or () if isinstance(o, str)}
        if ordering & {self.name, self.attname}:
            errors.append(
                checks.Error(f"{self.label} is sealed: no ordering by it.", id="vault.E001")
            )
        if self.unique or self.db_index:
            errors.append(
                checks.Error(f"{self.label} is sealed: an index is useless.", id="vault.E002")
            )
        names = {field.name for field in self.model._meta.fields}
        if not {self.key, "uid"} <= names:
            errors.append(
                checks.Error(f"{self.label}: its row needs {self.key} and uid.", id="vault.E003")
            )
        return errors
