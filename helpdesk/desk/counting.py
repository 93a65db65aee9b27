"""Many counts of a page at once, none of them read further than anyone counts."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet

CAP = 1000


@dataclass
class Counted:
    """Rows, what may be true of each ({flag: Q}; no Q: of all), and which flags together make
    each count ({name: flags}); without these, each flag is a count."""

    rows: QuerySet
    flags: dict[str, Q]
    counts: dict[str, tuple[str, ...]] | None = None


def counts_and_ids(counted, order, cap=CAP):
    """(every count of what is `Counted`, {count: ids of its rows in the order of these columns}).

    The rows are read once for all of it. Where they are more than the cap (a region, a nation),
    each count is taken by itself, at most cap + 1, so that none is read to its end, and instead of
    the ids there is None: whoever wants some asks for them.
    """
    flagged = _Flagged(counted)
    rows = flagged.rows(order, cap)
    if len(rows) > cap:
        return dict(zip(flagged.counts, _asked(flagged.apart(cap)), strict=True)), None
    ids = {name: flagged.having(rows, needed) for name, needed in flagged.counts.items()}
    return {name: len(having) for name, having in ids.items()}, ids


def capped_counts(*counted, cap=CAP):
    """Every count of all that is `Counted`, by name, in one query: of each no more than cap + 1
    rows are looked at."""
    groups = [_Flagged(one) for one in counted]
    found = iter(_asked([group.together(cap) for group in groups]))
    return {name: next(found) for group in groups for name in group.counts}


def counts_of(querysets, cap=CAP):
    """How many rows each queryset has, at most cap + 1 of each, all in one query."""
    parts = [
        _count(*rows.order_by().values("pk")[: cap + 1].query.sql_with_params())
        for rows in querysets.values()
    ]
    return dict(zip(querysets, _asked(parts), strict=True))


class _Flagged:
    """What is `Counted`, as SQL with its parameters."""

    def __init__(self, counted):
        base = counted.rows.order_by().values("pk").query
        compiler = base.get_compiler(using=counted.rows.db)
        self.sql, self.given = compiler.as_sql()
        self.table = counted.rows.model._meta.db_table
        self.met = {
            flag: compiler.compile(base.build_where(condition)) if condition else ("TRUE", ())
            for flag, condition in counted.flags.items()
        }
        self.counts = counted.counts or {flag: (flag,) for flag in counted.flags}

    def rows(self, order, cap):
        """(id, is each flag true, …) of at most cap + 1 rows, in this order."""
        select, of = self.sql.split(" FROM ", 1)
        flags = "".join(f", ({where})" for where, _given in self.met.values())
        by = ", ".join(f'"{self.table}"."{column}"' for column in order)
        with connection.cursor() as cursor:
            cursor.execute(
                f"{select}{flags} FROM {of} ORDER BY {by} LIMIT {cap + 1}",
                [*self._values(self.met), *self.given],
            )
            return cursor.fetchall()

    def having(self, rows, needed):
        """The ids of those rows that have all these flags."""
        for place in (1 + list(self.met).index(flag) for flag in needed):
            rows = [row for row in rows if row[place]]
        return [row[0] for row in rows]

    def together(self, cap):
        """One row: how many of them each count has."""
        names = {flag: f"is_{n}" for n, flag in enumerate(self.met)}
        flags = ", ".join(f"({where}) AS {names[flag]}" for flag, (where, _) in self.met.items())
        wheres = [" AND ".join(names[one] for one in needed) for needed in self.counts.values()]
        counts = ", ".join(f"COUNT(*) FILTER (WHERE {where})" for where in wheres)
        of = self.sql.split(" FROM ", 1)[1]
        return (
            f"SELECT {counts} FROM (SELECT {flags} FROM {of} LIMIT {cap + 1}) flagged",  # noqa: S608
            [*self._values(self.met), *self.given],
        )

    def apart(self, cap):
        """One row for each count."""
        return [
            _count(
                f"{self.sql}{''.join(f' AND ({self.met[one][0]})' for one in needed)}"
                f" LIMIT {cap + 1}",
                [*self.given, *self._values(needed)],
            )
            for needed in self.counts.values()
        ]

    def _values(self, flags):
        return [value for flag in flags for value in self.met[flag][1]]


def _count(sql, given):
    return f"SELECT COUNT(*) FROM ({sql}) counted", given  # noqa: S608


def _asked(parts):
    """Queries of one row each, side by side in one."""
    tables = ", ".join(f"({sql}) part_{n}" for n, (sql, _given) in enumerate(parts))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM {tables}",  # noqa: S608
            [value for _sql, given in parts for value in given],
        )
        return cursor.fetchone()


def spoken(count, cap=CAP):
    """A capped count as it is shown: "1,000+" beyond the cap."""
    return f"{cap:,}+" if count > cap else f"{count:,}"
