"""Making many tables in one step of a migration."""

from django.db.migrations.operations.base import Operation


class CreateModels(Operation):
    """Several `CreateModel`s, in the order of their foreign keys, as one operation.

    One by one, Django draws every model that is tied to the new one again, for each of them: with
    users at the middle of everything that is a minute and more; together it is once.
    """

    reversible = True

    def __init__(self, operations):
        self.operations = operations

    def deconstruct(self):
        return (type(self).__name__, [self.operations], {})

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # drawn anew when it is next asked for
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return "Create " + ", ".join(operation.name for operation in self.operations)
