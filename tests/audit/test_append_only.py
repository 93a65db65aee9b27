"""The database itself refuses to change the past, on both engines."""

import pytest
from django.db import DatabaseError, connection, transaction

from helpdesk.audit.append_only import append_only_tables
from helpdesk.audit.models import Checkpoint

TABLES = append_only_tables()


@pytest.fixture
def full(case, maya, roshan, himal, kathmandu):
    """At least one row in the trail's own tables and most histories."""
    from helpdesk.audit.chain import link_entries
    from tests import make

    link_entries()
    Checkpoint.objects.create(position=1, hash="0" * 64, note="x")
    make.make_agreement(himal, kathmandu)
    make.make_service(himal)


def refused(sql):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return cursor.fetchone()[0]


def key(table):
    with connection.cursor() as cursor:
        return connection.introspection.get_primary_key_column(cursor, table)


def test_every_table_of_the_trail_and_of_history_is_meant():
    assert {
        "audit_entry",
        "audit_link",
        "clients_historicalclient",
        "cases_historicalnote",
        "referrals_historicalpacket",
    } <= set(TABLES)


def test_no_row_of_a_filled_table_can_be_updated_or_deleted(full):
    filled = [table for table in TABLES if rows(table)]
    assert len(filled) >= 10
    for table in filled:
        refused(f'UPDATE "{table}" SET "{key(table)}" = "{key(table)}"')
        refused(f'DELETE FROM "{table}"')


@pytest.mark.parametrize("table", TABLES)
def test_the_guard_stands_on_every_table(table, db):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
            )
            assert {name for (name,) in cursor.fetchall()} >= {f"{table}_update", f"{table}_delete"}
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled = 'O'",
                [table],
            )
            assert {name for (name,) in cursor.fetchall()} >= {f"{table}_rows", f"{table}_all"}


def test_truncating_is_refused_where_the_engine_knows_it(full):
    if connection.vendor == "postgresql":
        connection.check_constraints()  # nothing pending that would refuse it for another reason
        for table in TABLES:
            refused(f'TRUNCATE "{table}" CASCADE')


def test_replacing_a_row_is_refused_where_the_engine_knows_it(full):
    if connection.vendor == "sqlite":
        for table in (table for table in TABLES if rows(table)):
            refused(f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}" LIMIT 1')


def test_the_orm_is_refused_too(full):
    from helpdesk.audit.models import Entry

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.update(verb="nothing")
