"""Each indicator against a recount in plain SQL: a seeded country with restricted cases."""

import random
from collections import Counter
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from statistics import median_low
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from guardian.shortcuts import assign_perm

from helpdesk.access.models import Centre, User
from helpdesk.cases.models import Case, Task
from helpdesk.clients.models import Client
from helpdesk.core import per_request
from helpdesk.core.clock import today
from helpdesk.dashboards.indicators import INDICATORS, SPLITS, Asked, count
from helpdesk.dashboards.indicators.periods import Period
from helpdesk.desk import seeding
from referrals.models import Feedback, Referral, Signpost, Step
from tests import make

from . import plain_sql
from .meetings import add_meetings

N, ZONE = 200, "Asia/Kathmandu"


@pytest.fixture
def country(db):
    """A seeded country, some of whose cases are restricted; (overseer, centre ids)."""
    seeding.seed(N, 3)
    rng = random.Random(N)
    ids = list(Case.objects.values_list("pk", flat=True))
    Case.objects.filter(pk__in=rng.sample(ids, len(ids) // 8)).update(restricted=True)
    for pk in Client.objects.values_list("pk", flat=True):
        if rng.random() < 0.3:
            Client.objects.filter(pk=pk).update(disability=rng.choice([["none"], ["seeing"]]))
    add_what_seeding_leaves_out(rng)
    centres = list(Centre.objects.exclude(depth=1)) or list(Centre.objects.all())
    root = Centre.objects.get(depth=1)
    overseer = make.make_user("Overseer", teams=[root.supervisors])
    return overseer, frozenset(centre.pk for centre in [root, *centres])


def add_what_seeding_leaves_out(rng):
    """Words on results, signposts, follow-ups done: past the actions, as only the counts matter."""
    by = User.objects.first()
    referrals = list(Referral.objects.select_related("client"))
    Feedback.objects.bulk_create(
        Feedback(
            referral=referral, data_key_id=referral.data_key_id, by=by, said_by="client",
            reached="yes", helped=rng.choice(["fully", "partly", "no"]),
            satisfied=rng.choice(["yes", "no", ""]),
        )
        for referral in referrals
        if rng.random() < 0.5
    )  # fmt: skip
    named = {"kind": "redirection", "given": ["name"], "agreed_how": "spoken"}
    Signpost.objects.bulk_create(
        Signpost(
            code=f"SP-{number}", centre_id=referral.centre_id, client=referral.client, by=by,
            case_id=referral.case_id, service_id=referral.service_id, at=referral.made_at,
            partner_id=referral.partner_id, data_key_id=referral.data_key_id,
            **rng.choice([named, {"kind": "signposting"}]),
        )
        for number, referral in enumerate(referrals)
    )  # fmt: skip
    answered = Step.objects.filter(after="acknowledged").order_by("id").values_list("pk", flat=True)
    Step.objects.filter(pk__in=list(answered)[:5]).update(after="waitlisted")
    for task in Task.objects.all():
        if rng.random() < 0.6:
            done = task.due_at + timedelta(days=rng.randint(-3, 3))
            Task.objects.filter(pk=task.pk).update(done_at=done, done_by=by)

    add_meetings(rng, by)


def run(sql, ids, period):
    """The rows of a plain statement."""
    zone = ZoneInfo(period.zone)
    begin = datetime.combine(period.first, time.min, zone)
    end = datetime.combine(period.last + timedelta(days=1), time.min, zone)
    adapt = connection.ops.adapt_datetimefield_value

    def quoted(value):
        return f"'{value}'"

    values = {
        "ids": f"({','.join(map(str, ids))})",
        "begin": quoted(adapt(begin)),
        "end": quoted(adapt(end)),
        "first": quoted(period.first.isoformat()),
        "last": quoted(period.last.isoformat()),
        **{f"day{n}": quoted(adapt(end - timedelta(days=n))) for n in range(400)},
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.format(**values).replace("%%", "%"))
        return cursor.fetchall()


def a_period(rng):
    first = today() - timedelta(days=rng.randint(20, 500))
    return Period(first, first + timedelta(days=rng.randint(5, 200)), ZONE)


def test_every_number_equals_the_recount(country):
    overseer, ids = country
    numbers = [one for one in INDICATORS if one.shape == "number" and not one.sums]
    assert {one.code for one in numbers} == set(plain_sql.NUMBERS)
    for seed in range(4):
        period = a_period(random.Random(seed))
        for asked in (Asked(ids, period, overseer), Asked(ids, period)):
            totals = count(numbers, asked).totals
            for when, one in (("now", period), ("before", period.before)):
                assert {code: totals[code][when] for code in totals} == recounted(ids, one)


def recounted(ids, period):
    return {code: len(run(sql, ids, period)) for code, sql in plain_sql.NUMBERS.items()}


def test_the_country_has_something_to_count(country):
    """Else the recounts above would agree on nothing."""
    overseer, ids = country
    period = Period(today() - timedelta(days=2000), today(), ZONE)
    totals = count(INDICATORS, Asked(ids, period, overseer)).totals
    never = {code for code, found in totals.items() if not found["now"]}
    assert never <= {"outcome_died"}


def test_one_centre_counts_its_own_alone(country):
    overseer, ids = country
    period = Period(today() - timedelta(days=2000), today(), ZONE)
    some = frozenset(sorted(ids)[-1:])
    numbers = [one for one in INDICATORS if one.shape == "number" and not one.sums]
    totals = count(numbers, Asked(some, period, overseer)).totals
    assert {code: found["now"] for code, found in totals.items()} == recounted(some, period)


def test_sums_equal_the_recount(country):
    overseer, ids = country
    sums = [one for one in INDICATORS if one.sums]
    assert {one.code for one in sums} == set(plain_sql.SUMS)
    for seed in range(4):
        period = a_period(random.Random(seed))
        totals = count(sums, Asked(ids, period, overseer)).totals
        for code, sql in plain_sql.SUMS.items():
            assert totals[code]["now"] == (run(sql, ids, period)[0][0] or 0)


@pytest.mark.parametrize("split", ["sex", "age", "centre", "session"])
def test_heads_are_split_as_they_were_counted_and_add_up(split, country):
    overseer, ids = country
    period = Period(today() - timedelta(days=2000), today(), ZONE)
    heads = [one for one in INDICATORS if one.unit == "heads"]
    counted = count(heads, Asked(ids, period, overseer), SPLITS[split])
    found = {value: by["sessions_counted"]["now"] for value, by in counted.parts.items()}
    column = {"centre": "s.centre_id", "session": "s.kind", "sex": "x.sex", "age": "x.band"}[split]
    sql = plain_sql.SUMS["sessions_counted"].replace("SELECT", f"SELECT {column},", 1)
    bands = {"": "", "0_14": "14", "25_34": "34", "60": "200"} if split == "age" else {}
    rows = run(f"{sql} GROUP BY {column}", ids, period)
    assert found == {bands.get(value, str(value)): n for value, n in rows}
    assert sum(found.values()) == counted.totals["sessions_counted"]["now"] > 0


def test_money_equals_the_recount_in_each_currency(country):
    overseer, ids = country
    period = Period(today() - timedelta(days=2000), today(), ZONE)
    money = [one for one in INDICATORS if one.money]
    totals = count(money, Asked(ids, period, overseer)).totals
    for code, sql in plain_sql.MONEY.items():
        found = {c: Decimal(str(a)) for c, a in run(f"{sql} GROUP BY m.currency", ids, period)}
        assert totals[code]["now"].keys() == found.keys()
        assert all(abs(totals[code]["now"][c] - found[c]) < Decimal("0.01") for c in found)


def test_days_equal_the_recount(country):
    overseer, ids = country
    period = Period(today() - timedelta(days=2000), today(), ZONE)
    days = [one for one in INDICATORS if one.days]
    totals = count(days, Asked(ids, period, overseer)).totals
    for code, sql in plain_sql.DAYS.items():
        passed = sorted(_days(*pair) for pair in run(sql, ids, period))
        middle, _most, n = totals[code]["now"]
        assert n == len(passed)
        assert abs(middle - median_low(passed)) < 0.06


def _days(begun, over):
    if isinstance(begun, str):
        begun, over = datetime.fromisoformat(begun), datetime.fromisoformat(over)
    return (over - begun).total_seconds() / 86400


def facts(period):
    """person → {split: value}, as plain SQL knows her."""
    found = {}
    bands = [14, 17, 24, 34, 49, 59, 200]
    for row in run(plain_sql.FACTS, [0], period):
        pk, sex, year, path, disability, stage, to, sector, channel, journey, family = row
        found[pk] = {
            "sex": sex,
            "age": str(next(b for b in bands if period.last.year - year <= b)) if year else "",
            "origin": (path or "")[:8],
            "district": (path or "")[:12],
            "disability": ""
            if disability in ("", ",")
            else "no"
            if "none" in disability
            else "yes",
            "stage": stage or "",
            "destination": to or "",
            "sector": sector or "",
            "channel": channel or "",
            "migrant": "migrant" if journey else "family" if family else "",
        }
    return found


OF_CASES = ("cases", "parts", "tasks", "referrals", "claims")  # their stage is the case's


def test_every_split_equals_the_recount_and_adds_up(country):
    overseer, ids = country
    period = Period(date(today().year - 4, 3, 1), today(), ZONE)
    known, said = facts(period), _said(period)
    rows = {code: run(sql, ids, period) for code, sql in plain_sql.NUMBERS.items()}
    for split in next(known[pk] for pk in known if pk):
        numbers = [
            one
            for one in INDICATORS
            if one.code in rows
            and one.unit in SPLITS[split].units
            and not (split == "stage" and one.unit in OF_CASES)
        ]
        counted = count(numbers, Asked(ids, period, overseer), SPLITS[split])
        for one in numbers:
            compare(counted, one, split, rows[one.code], known, said)


def compare(counted, one, split, rows, known, said):
    recount: Counter = Counter()
    for row, person in rows:
        value = known[person][split] if person else ""
        if one.unit == "contacts":
            value = value or said[row].get(split, "")
        recount[value] += 1
    found = {value: by[one.code]["now"] for value, by in counted.parts.items() if one.code in by}
    assert {v: n for v, n in found.items() if n} == dict(recount), (split, one.code)
    assert sum(found.values()) == counted.totals[one.code]["now"] == len(rows)


def _said(period):
    """What was said at a contact: (split → value) by the contact's id."""
    return {
        pk: {
            "sex": sex,
            "stage": stage,
            "origin": (path or "")[:8],
            "district": (path or "")[:12],
            "destination": to,
        }
        for pk, sex, stage, path, to in run(plain_sql.SAID, [0], period)
    }


def test_a_restricted_case_counts_for_those_who_are_named_alone(kathmandu, sarita, bimala):
    case = make.make_case(make.make_client(kathmandu, sarita), sarita)
    Case.objects.filter(pk=case.pk).update(restricted=True)
    period, ids = Period(today(), today(), ZONE), frozenset([kathmandu.pk])
    opened = [one for one in INDICATORS if one.code in ("cases_opened", "people_with_new_case")]

    def counted(**whose):
        return [
            found["now"] for found in count(opened, Asked(ids, period, **whose)).totals.values()
        ]

    assert counted(user=bimala) == [0, 0]
    assign_perm("cases.view_case", bimala, case)
    per_request.forget()
    assert counted(user=bimala) == [1, 1]
    assert counted(user=bimala, ordinary=True) == [0, 0]
    assert counted() == [0, 0]
