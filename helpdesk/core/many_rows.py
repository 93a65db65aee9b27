"""Rows by the thousand that nobody needs as objects: written past the models, by column."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.db import connection, models

MOST_VALUES = 10_000  # in one statement, where the database sets no limit


def insert_rows(model: type[models.Model], columns: str, rows: Iterable[Iterable[Any]]) -> None:
    """Insert these values of `columns`, attribute names with spaces between. Sends no signal."""
    fields = [_field(model, name) for name in columns.split()]
    names = ", ".join(_quoted(field.column) for field in fields)
    places = f"({', '.join(['%s'] * len(fields))})"
    sql = f"INSERT INTO {_quoted(model._meta.db_table)} ({names}) VALUES "  # noqa: S608
    ready = _ready(fields, rows)
    at_once = (connection.features.max_query_params or MOST_VALUES) // len(fields)
    for start in range(0, len(ready), at_once):
        some = ready[start : start + at_once]
        with connection.cursor() as cursor:
            cursor.execute(sql + ", ".join([places] * len(some)), list(chain(*some)))


def update_rows(model: type[models.Model], columns: str, rows: Iterable[Iterable[Any]]) -> None:
    """Set `columns` of the rows whose id stands last in each of `rows`. Keeps no history."""
    fields = [_field(model, name) for name in columns.split()]
    names = ", ".join(f"{_quoted(field.column)} = %s" for field in fields)
    key = _quoted(model._meta.pk.column)
    sql = f"UPDATE {_quoted(model._meta.db_table)} SET {names} WHERE {key} = %s"  # noqa: S608
    if ready := _ready([*fields, model._meta.pk], rows):
        with connection.cursor() as cursor:
            cursor.executemany(sql, ready)


def _field(model, attname):
    return next(field for field in model._meta.concrete_fields if field.attname == attname)


def _quoted(name):
    return connection.ops.quote_name(name)


def _ready(fields, rows):
    """The values as the database takes them."""
    return [
        [f.get_db_prep_save(value, connection) for f, value in zip(fields, row, strict=True)]
        for row in rows
    ]
