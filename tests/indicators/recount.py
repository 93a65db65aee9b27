"""Every indicator and its splits, counted once more in plain SQL, within the database."""

from collections import Counter
from datetime import datetime, time, timedelta
from decimal import Decimal
from statistics import median_low
from zoneinfo import ZoneInfo

from django.db import connection

from helpdesk.core.clock import now
from helpdesk.dashboards.indicators import INDICATORS, SPLITS, count

from . import plain_sql

OF_CASES = ("cases", "parts", "tasks", "referrals", "claims")  # their stage is the case's
BANDS = [14, 17, 24, 34, 49, 59]


def quoted(value):
    return f"'{value}'"


def moment(value):
    return quoted(connection.ops.adapt_datetimefield_value(value))


class Reader:
    """What counts for whom, as conditions on a case `k` and a client `c`."""

    def __init__(self, user=None, centres=()):
        self.ordinary = "NOT k.restricted"
        self.served = "EXISTS (SELECT 1 FROM clients_serving s WHERE s.client_id = c.id)"
        if user is None:
            return
        named = f"""(SELECT s.content_object_id FROM cases_casesharing s JOIN auth_permission p
            ON p.id = s.permission_id WHERE s.user_id = {user.pk} AND p.codename = 'view_case')"""
        self.ordinary = f"(NOT k.restricted OR k.id IN {named})"
        hers = ", ".join(map(str, centres))
        by_name = f"""EXISTS (SELECT 1 FROM cases_caseperson p WHERE p.client_id = c.id
            AND p.case_id IN {named})"""
        lent = f"""EXISTS (SELECT 1 FROM cases_overlap o LEFT JOIN cases_case k ON k.id = o.case_id
            WHERE o.client_id = c.id AND o.until > {moment(now())} AND (o.person_id = {user.pk}
            OR (o.person_id IS NULL AND o.centre_id IN ({hers})
                AND (k.id IS NULL OR NOT k.restricted))))"""
        broken = f"""EXISTS (SELECT 1 FROM cases_breakglass b JOIN cases_caseperson p
            ON p.case_id = b.case_id WHERE p.client_id = c.id AND b.by_id = {user.pk}
            AND b.until > {moment(now())})"""
        here = self.served.replace("= c.id", f"= c.id AND s.centre_id IN ({hers})")
        self.served = f"({here} OR {by_name} OR ({self.served} AND ({lent} OR {broken})))"


def fill(sql, ids, period, reader=None):
    """The statement for these centres, days and this reader (all ordinary rows, if none)."""
    reader = reader or Reader()
    zone = ZoneInfo(period.zone)
    begin = datetime.combine(period.first, time.min, zone)
    end = datetime.combine(period.last + timedelta(days=1), time.min, zone)
    values = {
        "ids": f"({','.join(map(str, ids))})",
        "begin": moment(begin),
        "end": moment(end),
        "first": quoted(period.first.isoformat()),
        "last": quoted(period.last.isoformat()),
        "ordinary": reader.ordinary,
        "served": reader.served,
        **{f"day{n}": moment(end - timedelta(days=n)) for n in range(400)},
    }
    return sql.format(**values).replace("%%", "%")


def rows_of(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def run(sql, ids, period, reader=None):
    """The rows of a plain statement."""
    return rows_of(fill(sql, ids, period, reader))


def recounted(ids, period, reader=None):
    """Every number."""
    return {
        code: rows_of(f"SELECT COUNT(*) FROM ({fill(sql, ids, period, reader)}) counted")[0][0]
        for code, sql in plain_sql.NUMBERS.items()
    }


def values_of(year):
    """Split → SQL of a person `f`: her value, '' where it is not known."""
    bands = " ".join(f"WHEN {year} - f.born <= {top} THEN '{top}'" for top in BANDS)
    plain = {name: f"COALESCE(f.{name}, '')" for name in ("stage", "destination", "sector")}
    return {
        "sex": "COALESCE(f.sex, '')",
        "age": f"CASE WHEN f.born IS NULL THEN '' {bands} ELSE '200' END",
        "origin": "SUBSTR(COALESCE(f.path, ''), 1, 8)",
        "district": "SUBSTR(COALESCE(f.path, ''), 1, 12)",
        "disability": "CASE WHEN COALESCE(f.disability, '') IN ('', ',') THEN ''"
        " WHEN f.disability LIKE '%none%' THEN 'no' ELSE 'yes' END",
        **plain,
        "channel": "COALESCE(f.channel, '')",
        "migrant": "CASE WHEN f.journey IS NOT NULL THEN 'migrant'"
        " WHEN f.family THEN 'family' ELSE '' END",
    }


SAID = {
    "sex": "s.sex",
    "stage": "s.stage",
    "destination": "s.destination",
    "origin": "SUBSTR(COALESCE(s.path, ''), 1, 8)",
    "district": "SUBSTR(COALESCE(s.path, ''), 1, 12)",
}


def split_up(indicator, splits, ids, period, reader=None):
    """Split → value → how many: all the splits in one statement."""
    of, said = values_of(period.last.year), ""
    values = [of[split] for split in splits]
    if indicator.unit == "contacts":
        said = f"LEFT JOIN ({plain_sql.SAID}) s ON s.id = r.id"
        values = [
            f"COALESCE(NULLIF({value}, ''), {SAID[split]}, '')" if split in SAID else value
            for split, value in zip(splits, values, strict=True)
        ]
    numbers = ", ".join(map(str, range(1, len(splits) + 1)))
    sql = fill(plain_sql.NUMBERS[indicator.code], ids, period, reader)
    facts = "id, sex, born, path, disability, stage, destination, sector, channel, journey, family"
    found = {split: Counter() for split in splits}
    for *row, n in rows_of(
        f"WITH r(id, person) AS ({sql}), f({facts}) AS ({plain_sql.FACTS})"
        f" SELECT {', '.join(values)}, COUNT(*) FROM r LEFT JOIN f ON f.id = r.person {said}"
        f" GROUP BY {numbers}"
    ):
        for split, value in zip(splits, row, strict=True):
            found[split][value] += n
    return found


NUMBERS = [one for one in INDICATORS if one.code in plain_sql.NUMBERS]


def compare_numbers(asked, reader=None) -> int:
    """Now and in the period before. How many figures were compared."""
    totals = count(NUMBERS, asked).totals
    for when, period in (("now", asked.period), ("before", asked.period.before)):
        found = {code: totals[code][when] for code in totals}
        again = recounted(asked.ids, period, reader)
        differ = {code: (found[code], n) for code, n in again.items() if found[code] != n}
        assert not differ, (asked.user, period, when, differ)
    return 2 * len(NUMBERS)


def _fits(one, split):
    """A case's stage is its own; some splits are of people alone."""
    return one.unit in SPLITS[split].units and not (split == "stage" and one.unit in OF_CASES)


def compare_splits(asked, splits, reader=None) -> int:
    """Every number by each of these splits; the parts add up to the whole."""
    counted = {split: count(NUMBERS, asked, SPLITS[split]) for split in splits}
    compared = 0
    for one in NUMBERS:
        fit = [split for split in splits if _fits(one, split)]
        again_by = split_up(one, fit, asked.ids, asked.period, reader) if fit else {}
        for split, again in again_by.items():
            parts = counted[split].parts
            found = {value: by[one.code]["now"] for value, by in parts.items() if one.code in by}
            assert {v: n for v, n in found.items() if n} == dict(again), (split, one.code)
            assert sum(found.values()) == counted[split].totals[one.code]["now"], (split, one.code)
            compared += len(again)
    return compared


def compare_money_and_days(asked, reader=None) -> int:
    """Sums, in each currency to the hundredth; medians to the tenth of a day."""
    others = [one for one in INDICATORS if one.money or one.days or one.sums]
    totals = count(others, asked).totals
    for code, sql in plain_sql.SUMS.items():
        ((n,),) = run(sql, asked.ids, asked.period, reader)
        assert totals[code]["now"] == (n or 0), code
    for code, sql in plain_sql.MONEY.items():
        rows = run(f"{sql} GROUP BY m.currency", asked.ids, asked.period, reader)
        found, again = totals[code]["now"], {c: Decimal(str(a)) for c, a in rows if a}
        assert found.keys() == again.keys(), (code, found, again)
        assert all(abs(found[c] - again[c]) < Decimal("0.01") for c in again), (code, found, again)
    for code, sql in plain_sql.DAYS.items():
        passed = sorted(_days(*pair) for pair in run(sql, asked.ids, asked.period, reader))
        middle, _most, n = totals[code]["now"]
        assert n == len(passed), (code, n, len(passed))
        assert not passed or abs(middle - median_low(passed)) < 0.06, code
    return len(others)


def _days(begun, over):
    if isinstance(begun, str):
        begun, over = datetime.fromisoformat(begun), datetime.fromisoformat(over)
    return (over - begun).total_seconds() / 86400


def everything(asked, reader=None, splits=None) -> int:
    """All of it; `splits`: those to compare by, all that a person has if none are said."""
    splits = list(splits or values_of(2000))
    compared = compare_numbers(asked, reader) + compare_money_and_days(asked, reader)
    return compared + sum(
        compare_splits(asked, splits[n : n + 4], reader) for n in range(0, len(splits), 4)
    )
