"""Tables that only grow: the database itself refuses UPDATE, DELETE and TRUNCATE."""

from django.apps import apps
from django.db.migrations.operations.base import Operation

WORDS = "append-only: the trail is never changed"

POSTGRES = [
    """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION '{words}'; END $$""",
    """CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table}
       FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER {table}_all BEFORE TRUNCATE ON {table}
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
]
POSTGRES_LIFT = [
    "DROP TRIGGER IF EXISTS {table}_rows ON {table}",
    "DROP TRIGGER IF EXISTS {table}_all ON {table}",
]
SQLITE = [
    """CREATE TRIGGER {table}_update BEFORE UPDATE ON {table}
       BEGIN SELECT RAISE(ABORT, '{words}'); END""",
    """CREATE TRIGGER {table}_delete BEFORE DELETE ON {table}
       BEGIN SELECT RAISE(ABORT, '{words}'); END""",
]
SQLITE_LIFT = ["DROP TRIGGER IF EXISTS {table}_update", "DROP TRIGGER IF EXISTS {table}_delete"]


def statements(vendor: str, table: str, *, lift: bool = False) -> list[str]:
    """The SQL that guards `table` on this engine, or lifts the guard."""
    kind = {"postgresql": (POSTGRES, POSTGRES_LIFT), "sqlite": (SQLITE, SQLITE_LIFT)}[vendor][lift]
    return [sql.format(table=table, words=WORDS) for sql in kind]


def append_only_tables() -> list[str]:
    """Every table that must be guarded: the trail's own and every history table."""
    own = [m._meta.db_table for m in apps.get_app_config("audit").get_models()]
    histories = [m.history.model._meta.db_table for m in tracked_models()]
    return sorted(own + histories)


def tracked_models():
    """The models that keep history rows."""
    return [m for m in apps.get_models() if hasattr(m._meta, "simple_history_manager_attribute")]


class AppendOnly(Operation):
    """In a migration, right after the table is created: guard it.

    SQLite rebuilds a table when it is altered and loses its triggers: repeat this there.
    """

    reversible = True

    def __init__(self, *tables):
        self.tables = tables

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        self._run(schema_editor, lift=True)
        self._run(schema_editor, lift=False)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        self._run(schema_editor, lift=True)

    def _run(self, schema_editor, lift):
        for table in self.tables:
            for sql in statements(schema_editor.connection.vendor, table, lift=lift):
                schema_editor.execute(sql, params=None)

    def describe(self):
        return f"Guard {', '.join(self.tables)} against change"
