"""Many counts of a page in one query, none of them read further than anyone counts."""

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


def capped_counts(first, *others, cap=CAP):
    """Every count of what is `Counted`, at most cap + 1, by name.

    The rows of the first one are read once for all that is counted of them. Where they are more
    than the cap (a region, a nation), each count is taken by itself, so that none is read to its
    end. Of the others no more than cap + 1 rows are looked at.
    """
    groups = [_Flagged(counted) for counted in (first, *others)]
    found = list(_asked([group.together(cap) for group in groups]))
    counts = {}
    for group in groups:
        total, *flagged = (found.pop(0) for _ in range(1 + len(group.counts)))
        too_many = total > cap and group is groups[0] and group.counts
        each = _asked(group.apart(cap)) if too_many else flagged
        counts |= dict(zip(group.counts, each, strict=True))
    return counts


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
        self.met = {
            flag: compiler.compile(base.build_where(condition)) if condition else ("TRUE", ())
            for flag, condition in counted.flags.items()
        }
        self.counts = counted.counts or {flag: (flag,) for flag in counted.flags}

    def together(self, cap):
        """One row: how many there are, and how many of them each count has."""
        names = {flag: f"is_{n}" for n, flag in enumerate(self.met)}
        flags = [f"({where}) AS {names[flag]}" for flag, (where, _more) in self.met.items()]
        wheres = [" AND ".join(names[one] for one in needed) for needed in self.counts.values()]
        counts = ", ".join(["COUNT(*)", *(f"COUNT(*) FILTER (WHERE {where})" for where in wheres)])
        asked, of = ", ".join(flags or ["1"]), self.sql[self.sql.index("FROM") :]
        return (
            f"SELECT {counts} FROM (SELECT {asked} {of} LIMIT {cap + 1}) flagged",  # noqa: S608
            [*self._values(self.met), *self.given],
        )

    def apart(self, cap):
        """One row for each count."""
        return [
            _count(
                f"{self.sql} AND {' AND '.join(f'({self.met[one][0]})' for one in needed)}"
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
