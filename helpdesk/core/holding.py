"""What points at one row, asked of many tables in one statement: what holds nothing is not read."""

from django.db import connection


def holding(row, keys) -> set:
    """Of these foreign keys (fields of models), those by which anything points at the row."""
    quote = connection.ops.quote_name
    asked = (
        f"EXISTS(SELECT 1 FROM {quote(key.model._meta.db_table)}"  # noqa: S608
        f" WHERE {quote(key.column)} = %s)"
        for key in keys
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(asked)}", [row.pk] * len(keys))
        return {key for key, holds in zip(keys, cursor.fetchone(), strict=True) if holds}
