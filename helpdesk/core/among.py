"""`pk__among=ids`: like `__in`, with one parameter however many ids there are.

What someone sees by name may be hundreds of ids in every query of a page: written out one by one
they cost more to compile, send and parse than to look up.
"""

import json

from django.db import models
from django.db.models.lookups import Lookup


class Among(Lookup):
    """The key is one of these ids. Through a foreign key `case__pk__among`, which joins nothing."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        left, params = self.process_lhs(compiler, connection)
        ids = json.dumps(sorted(self.rhs))
        return f"{left} IN (SELECT value FROM json_each(%s))", [*params, ids]  # noqa: S608

    def as_postgresql(self, compiler, connection):
        left, params = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", [*params, sorted(self.rhs)]


models.BigAutoField.register_lookup(Among)
