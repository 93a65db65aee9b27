"""What points at a row, asked of many tables with the row itself: what holds nothing is not read.

`with_holding(rows, keys)` fetches rows that know it; `holding(row, keys)` says it of one. A page
made of `Parts` asks for no part of which its row has nothing.
"""

from functools import wraps

from django.db.models import Field, Func, Model, TextField
from django.utils.functional import cached_property


class Held(Func):
    """Of these foreign keys (fields of models), by which anything points at the row: "1011…".

    Plain SQL: a page asks of twenty tables, and Django takes long to put that together.
    """

    output_field = TextField()
    arity = 1

    def __init__(self, row, keys):
        asked = (
            f"CASE WHEN EXISTS(SELECT 1 FROM {key.model._meta.db_table} held"  # noqa: S608
            f" WHERE held.{key.column} = %(expressions)s) THEN '1' ELSE '0' END"
            for key in keys
        )
        super().__init__(row, template=f"({' || '.join(asked)})")


def with_holding(rows, keys):
    """The rows, each knowing in the same query what points at it."""
    return rows.annotate(held=Held("pk", keys))


def holding(row, keys) -> set:
    """Of these foreign keys, those by which anything points at the row.

    A row that was not fetched `with_holding` of the same keys is asked now.
    """
    if not hasattr(row, "held"):
        same = with_holding(type(row)._base_manager.filter(pk=row.pk), keys)
        row.held = same.values_list("held", flat=True).get()
    return {key for key, mark in zip(keys, row.held, strict=True) if mark == "1"}


class Parts:
    """A page of one row, made of what points at it. Needs: holding."""

    KEY_OF: dict[type[Model], Field]  # by which foreign key each model's rows point at the page's
    holding: set

    def has(self, model) -> bool:
        return self.KEY_OF[model] in self.holding


def part(model):
    """Makes a method of `Parts` that gives rows of a model a list, read once; empty, without a
    query even being put together, where the page has none."""

    def as_list(rows_of):
        @wraps(rows_of)
        def read(page):
            return list(rows_of(page)) if page.has(model) else []

        return cached_property(read)

    return as_list
