"""How a batch reaches the database: COPY on PostgreSQL, executemany on SQLite. Whole or not."""

from contextlib import contextmanager
from datetime import datetime

from django.db import Error, connection, models, transaction

from .batch import table


@transaction.atomic
def write(batch) -> None:
    """All rows of a batch, in one transaction."""
    put = _copy if connection.vendor == "postgresql" else _insert
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _trust(cursor)
        for kind, rows in batch.written():
            put(cursor, kind, rows)


def _trust(cursor):
    """Foreign keys hold by construction: where the role may, they are not checked row by row."""
    try:
        with transaction.atomic():
            cursor.execute("SET LOCAL session_replication_role = replica")
    except Error:
        return


def _copy(cursor, table, rows):
    columns = ", ".join(f'"{column}"' for column in table.columns)
    with cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
        copy.write("".join(map(table.copied, rows)))


def _insert(cursor, table, rows):
    columns = ", ".join(f'"{column}"' for column in table.columns)
    marks = ", ".join(["%s"] * len(table.columns))
    spell = [_spelling(field) for field in table.fields]
    cursor.executemany(
        f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})',  # noqa: S608 - our own names
        [
            [
                turn(value) if turn and value is not None else value
                for turn, value in zip(spell, row, strict=True)
            ]
            for row in rows
        ],
    )


def _spelling(field):
    """What SQLite keeps where PostgreSQL has a type of its own."""
    if isinstance(field, models.UUIDField):
        return lambda value: value.replace("-", "")
    if isinstance(field, models.DateTimeField):
        return lambda value: str(datetime.fromisoformat(value).replace(tzinfo=None))
    if isinstance(field, models.BinaryField):
        return memoryview
    return None


def reserve(table, count) -> int:
    """The first of `count` ids that nobody else will be given."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            newest = table.model._base_manager.order_by("-pk").values_list("pk", flat=True)
            return (newest.first() or 0) + 1
        name = table.model._meta.pk.column
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table.name}"', name])
        (sequence,) = cursor.fetchone()
        cursor.execute("SELECT nextval(%s)", [sequence])
        (first,) = cursor.fetchone()
        cursor.execute("SELECT setval(%s, %s)", [sequence, first + count])
        return first + 1


def write_links(rows) -> None:
    """(position, entry, hash) of the chain."""
    if not rows:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _trust(cursor)
            with cursor.copy("COPY audit_link (position, entry_id, hash) FROM STDIN") as copy:
                copy.write("".join(f"{p}\t{e}\t{h}\n" for p, e, h in rows))
        else:
            cursor.executemany(
                "INSERT INTO audit_link (position, entry_id, hash) VALUES (%s, %s, %s)", rows
            )


@contextmanager
def indexes_built_afterwards(labels, progress):
    """Tables of these models that are empty are filled without indexes, but for their keys.

    On PostgreSQL, and where the role may; however it ends, the indexes are built.
    """
    empty = [kind for kind in map(table, labels) if not kind.model._base_manager.exists()]
    away = _take_away(empty) if connection.vendor == "postgresql" else []
    try:
        yield
    finally:
        if away:
            progress(f"Building {len(away)} indexes.")
        for statement in away:
            with connection.cursor() as cursor:
                cursor.execute(statement)


def _take_away(kinds):
    """Drop them; returns the statements that make them again."""
    again = []
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for kind in kinds:
                cursor.execute(UNIQUE, [kind.name])
                for name, definition in cursor.fetchall():
                    cursor.execute(f'ALTER TABLE "{kind.name}" DROP CONSTRAINT "{name}"')
                    add = f'ALTER TABLE "{kind.name}" ADD CONSTRAINT "{name}" {definition}'
                    again.append(add)
                cursor.execute(INDEXES, [kind.name])
                for name, definition in cursor.fetchall():
                    cursor.execute(f'DROP INDEX "{name}"')
                    again.append(definition)
    except Error:
        return []
    return again


UNIQUE = """SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = %s::regclass AND contype = 'u'"""
INDEXES = """SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.tablename = %s
    AND i.schemaname = current_schema()
    AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conname = i.indexname)"""
