"""What someone with the database's password can do: change rows with the guard lifted."""

from contextlib import contextmanager

from django.db import connection

from helpdesk.audit.append_only import append_only_tables, statements


@contextmanager
def unguarded():
    """In the block append-only triggers are off, foreign keys unchecked; then all is back."""
    with connection.cursor() as cursor:
        run(cursor, lift=True)
        yield cursor
        run(cursor, lift=False)


def run(cursor, lift):
    for table in append_only_tables():
        for sql in statements(connection.vendor, table, lift=lift):
            cursor.execute(sql)


def attack(sql, params=()):
    """One statement past the guard; it must have hit something."""
    with unguarded() as cursor:
        cursor.execute(sql, params)
        assert cursor.rowcount > 0, sql
