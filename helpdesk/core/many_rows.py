"""Rows by the thousand that nobody needs as objects: written past the models, by column."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, models


def insert_rows(model: type[models.Model], columns: str, rows: Iterable[Iterable[Any]]) -> None:
    """Insert these values of `columns`, attribute names with spaces between. Sends no signal."""
    fields = [_field(model, name) for name in columns.split()]
    names = ", ".join(_quoted(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {_quoted(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608
    _execute(sql, fields, rows)


def update_rows(model: type[models.Model], columns: str, rows: Iterable[Iterable[Any]]) -> None:
    """Set `columns` of the rows whose id stands last in each of `rows`. Keeps no history."""
    fields = [_field(model, name) for name in columns.split()]
    names = ", ".join(f"{_quoted(field.column)} = %s" for field in fields)
    key = _quoted(model._meta.pk.column)
    sql = f"UPDATE {_quoted(model._meta.db_table)} SET {names} WHERE {key} = %s"  # noqa: S608
    _execute(sql, [*fields, model._meta.pk], rows)


def _field(model, attname):
    return next(field for field in model._meta.concrete_fields if field.attname == attname)


def _quoted(name):
    return connection.ops.quote_name(name)


def _execute(sql, fields, rows):
    ready = [
        [f.get_db_prep_save(value, connection) for f, value in zip(fields, row, strict=True)]
        for row in rows
    ]
    if ready:
        with connection.cursor() as cursor:
            cursor.executemany(sql, ready)
