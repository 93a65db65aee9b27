"""Every live figure, counted once more in plain SQL that shares nothing with the product."""

import math
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from guardian.shortcuts import get_objects_for_user

from helpdesk.access.models import Centre
from helpdesk.cases.models import Case
from helpdesk.core.clock import now
from helpdesk.dashboards.caseload import Caseload
from helpdesk.dashboards.flow import FlowOfCases
from helpdesk.dashboards.partners import FunnelOfReferrals
from helpdesk.dashboards.people import PeopleServed
from helpdesk.dashboards.rolling import roll
from helpdesk.dashboards.spans import STEPS, in_words

from .test_numbers_and_lists_agree import asked_of

KATHMANDU = ZoneInfo("Asia/Kathmandu")
FROM = datetime(2025, 1, 1, tzinfo=KATHMANDU)
ASKED = "since=2025-01-01"


def stamp(moment):
    return connection.ops.adapt_datetimefield_value(moment)


@pytest.fixture(params=["nation", "region"])
def who(request, country, bimala, sushila, pokhara):
    """(person, the WHERE of the cases that she may count)."""
    roll()
    centres = Centre.objects.all()
    person = bimala
    if request.param == "region":
        person, centres = sushila, centres.filter(path__startswith=pokhara.path)
    named = get_objects_for_user(person, "cases.view_case", Case, use_groups=False)
    ids, shared = ([str(row.pk) for row in rows] for rows in (centres, named))
    seen = f"c.centre_id IN ({','.join(ids)})"
    return person, f"{seen} AND (NOT c.restricted OR c.id IN ({','.join([*shared, '0'])}))"


def select(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, [stamp(p) if isinstance(p, datetime) else p for p in params])
        return cursor.fetchall()


def one(sql, *params):
    return select(sql, *params)[0][0]


def count(where, *params):
    return one(f"SELECT COUNT(*) FROM cases_case c WHERE {where}", *params)


def aware(moment):
    """SQLite tells moments as texts."""
    moment = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("UTC"))


def test_the_caseload(who):
    person, mine = who
    sums, is_open = Caseload(asked_of(person, "")).sums, f"{mine} AND c.status = 'open'"
    ago = [now() - timedelta(days=days) for days in (0, 7, 30, 8, 31, 91, 181, 366)]
    assert sums["open"] == count(is_open) > 0
    assert sums["unassigned"] == count(f"{is_open} AND c.officer_id IS NULL")
    assert sums["overdue"] == count(f"{is_open} AND c.due_at < %s", ago[0])
    assert sums["untouched"] == count(f"{is_open} AND c.touched_at < %s", ago[2])
    assert sums["at_risk"] == count(f"{is_open} AND c.high_risk AND c.touched_at < %s", ago[1])
    younger = [0, *(count(f"{is_open} AND c.opened_at > %s", day) for day in ago[3:]), sums["open"]]
    bands = [sums[name] for name in sums if name.startswith("open_")]
    assert bands == [b - a for a, b in pairwise(younger)]


def test_the_caseload_of_each_officer(who):
    person, mine = who
    held = select(
        f"SELECT c.officer_id, COUNT(*) FROM cases_case c WHERE {mine} AND c.status = 'open'"
        " AND c.officer_id IS NOT NULL GROUP BY c.officer_id"
    )
    rows = Caseload(asked_of(person, "")).held
    assert {row["officer"]: row["open"] for row in rows if row["open"]} == dict(held)


def test_the_filters_of_stage_and_category(who):
    person, mine = who
    found = Caseload(asked_of(person, "stage=return&category=B")).sums["open"]
    kind = "c.stage = 'return' AND c.category LIKE 'B%%'"
    assert found == count(f"{mine} AND c.status = 'open' AND {kind} AND 1 = %s", 1)


def months_of(column, mine, more=""):
    rows = select(f"SELECT c.{column} FROM cases_case c WHERE {mine} {more}")
    days = Counter(aware(moment).astimezone(KATHMANDU).strftime("%Y-%m") for (moment,) in rows)
    return days


@pytest.mark.parametrize("kind", ["", "stage=return"])
def test_the_flow(who, kind):
    person, mine = who
    mine += " AND c.stage = 'return'" if kind else ""
    flow = FlowOfCases(asked_of(person, f"{ASKED}&{kind}"))
    opened = months_of("opened_at", mine)
    closed = months_of("closed_at", mine, "AND c.status = 'closed'")
    for first, month in zip(flow.shown, flow.months, strict=True):
        name = f"{first:%Y-%m}"
        assert (month.opened.n, month.closed.n) == (opened[name], closed[name]), name
        so_far = [sum(n for m, n in counts.items() if m <= name) for counts in (opened, closed)]
        assert month.pending == so_far[0] - so_far[1], name
    assert sum(closed.values()) > 0


FIRST = """
SELECT c.opened_at, (SELECT MIN(at) FROM (
  SELECT n.written_at AS at FROM cases_note n WHERE n.case_id = c.id
  UNION ALL SELECT h.written_at FROM contacts_helpgiven h
    WHERE h.case_id = c.id AND h.in_error_at IS NULL
  UNION ALL SELECT k.written_at FROM contacts_contact k
    WHERE k.case_id = c.id AND k.in_error_at IS NULL
  UNION ALL SELECT t.done_at FROM cases_task t WHERE t.case_id = c.id AND t.done_at IS NOT NULL
  UNION ALL SELECT r.sent_at FROM referrals_referral r WHERE r.case_id = c.id
    AND r.sent_at IS NOT NULL AND r.status <> 'entered_in_error') deeds WHERE at >= c.opened_at)
FROM cases_case c WHERE"""


def ranked(hours, share):
    """By nearest rank, and up to the next step that one can say."""
    if not hours:
        return "–"
    value = sorted(hours)[math.ceil(share * len(hours)) - 1]
    return in_words(next(step for step in STEPS if step >= value))


def test_how_long_it_takes(who):
    person, mine = who
    first, whole = FlowOfCases(asked_of(person, ASKED)).waits()
    begun = select(f"{FIRST} {mine} AND c.opened_at >= %s", FROM)
    hours = [(aware(then) - aware(at)).total_seconds() / 3600 for at, then in begun if then]
    assert (first.n, first.none) == (len(hours), len(begun) - len(hours))
    assert (first.median, first.p90) == (ranked(hours, 0.5), ranked(hours, 0.9))
    over = select(
        f"SELECT c.opened_at, c.closed_at FROM cases_case c WHERE {mine}"
        " AND c.status = 'closed' AND c.closed_at >= %s",
        FROM,
    )
    hours = [(aware(then) - aware(at)).total_seconds() / 3600 for at, then in over]
    assert (whole.n, whole.median, whole.p90) == (
        *(len(hours), ranked(hours, 0.5), ranked(hours, 0.9)),
    )


SENT = """FROM referrals_referral r JOIN cases_case c ON c.id = r.case_id
WHERE r.sent_at >= %s AND r.status <> 'entered_in_error' AND"""
STEPS_IN_SQL = {
    "sent": "1 = 1",
    "acknowledged": "r.acknowledged_at IS NOT NULL",
    "accepted": "r.decided_at IS NOT NULL AND r.status <> 'declined'",
    "completed": "r.decided_at IS NOT NULL AND (r.status = 'completed'"
    " OR (r.status = 'closed' AND r.reason = ''))",
    "confirmed": "r.status = 'closed' AND r.reason = '' AND r.decided_at IS NOT NULL",
    "declined": "r.status = 'declined'",
    "waitlisted": "r.status = 'waitlisted'",
    "no_reply": "r.status = 'no_response'",
    "stopped": "r.status IN ('withdrawn', 'consent_withdrawn')",
    "not_delivered": "r.decided_at IS NOT NULL AND (r.status = 'not_delivered'"
    " OR (r.status = 'closed' AND r.reason <> ''))",
}


def test_referrals_and_partners(who):
    person, mine = who
    page = FunnelOfReferrals(asked_of(person, ASKED))
    for which, rule in STEPS_IN_SQL.items():
        per_partner = dict(
            select(
                f"SELECT r.partner_id, COUNT(*) {SENT} {mine} AND {rule} GROUP BY r.partner_id",
                FROM,
            )
        )
        assert page.sums[which] == sum(per_partner.values()), which
        assert {row["partner"]: row[which] for row in page.rows if row[which]} == per_partner
    assert page.sums["completed"] > 0
    taken = select(f"SELECT r.sent_at, r.acknowledged_at {SENT} {mine}", FROM)
    hours = sorted(
        max(math.ceil((aware(then) - aware(at)).total_seconds() / 3600), 1)
        for at, then in taken
        if then
    )
    said = tuple(in_words(hours[math.ceil(share * len(hours)) - 1]) for share in (0.5, 0.9))
    assert page.scores()[-1].times["acknowledge"] == said


PART = """FROM cases_caseperson p JOIN cases_case c ON c.id = p.case_id
JOIN clients_client k ON k.id = p.client_id LEFT JOIN clients_journey j ON j.id = p.journey_id
LEFT JOIN access_area a ON a.id = k.area_id
WHERE k.merged_into_id IS NULL AND k.entered_in_error_at IS NULL
AND (c.closed_at IS NULL OR c.closed_at >= %s) AND"""


def split(what, mine, more=""):
    sql = f"SELECT {what}, COUNT(DISTINCT p.client_id) {PART} {mine} {more} GROUP BY 1"
    return {value: n for value, n in select(sql, FROM) if n}


def values(chart):
    return sorted(cell.value for _label, cells in chart.lines for cell in cells[:1] if cell.value)


def test_who_is_served(who):
    person, mine = who
    page = PeopleServed(asked_of(person, ASKED))
    assert page.n == one(f"SELECT COUNT(DISTINCT p.client_id) {PART} {mine}", FROM) > 0
    assert page.cases == count(f"{mine} AND (c.closed_at IS NULL OR c.closed_at >= %s)", FROM)
    for name, what in {
        "sex": "k.sex",
        "stage": "c.stage",
        "destination": "COALESCE(j.destination, '')",
        "origin": "COALESCE(SUBSTR(a.path, 1, 8), '')",
    }.items():
        expected = sorted(split(what, mine).values())
        assert values(getattr(page, f"by_{name}")()) == expected, name
    need = "SELECT n.kind, COUNT(DISTINCT n.client_id) FROM cases_need n"
    needs = f"{need} JOIN cases_caseperson p ON p.case_id = n.case_id AND p.client_id = n.client_id"
    whole = PART.removeprefix("FROM cases_caseperson p")
    assert values(page.by_need()) == sorted(
        n for _kind, n in select(f"{needs} {whole} {mine} GROUP BY 1", FROM)
    )


def test_ages(who):
    person, mine = who
    rows = select(f"SELECT DISTINCT p.client_id, k.birth_year {PART} {mine}", FROM)
    year = now().astimezone(KATHMANDU).year
    bands = Counter(band_of(born and year - born) for _pk, born in rows)
    chart = PeopleServed(asked_of(person, ASKED)).by_age()
    assert {str(label): cells[-1].value for label, cells in chart.lines} == {
        **dict.fromkeys((str(label) for label, _cells in chart.lines), 0),
        **bands,
    }


def band_of(age):
    if age is None:
        return "Not known"
    tops = {14: "Under 15", 17: "15–17", 24: "18–24", 34: "25–34", 49: "35–49", 59: "50–59"}
    return next((band for top, band in tops.items() if age <= top), "60 and over")
