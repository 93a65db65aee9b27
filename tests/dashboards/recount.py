"""Every live figure once more, in plain SQL that shares nothing with the product.

`Recount(person, centres).everything()` compares all that the pages of figures say to this person,
who oversees these centres, and returns how many figures it compared.
"""

import math
from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.db import connection

from helpdesk.core.clock import now, today
from helpdesk.dashboards.caseload import Caseload
from helpdesk.dashboards.counter import Counter as AtTheCounter
from helpdesk.dashboards.flow import FlowOfCases
from helpdesk.dashboards.partners import FunnelOfReferrals
from helpdesk.dashboards.people import PeopleServed
from helpdesk.dashboards.referring import Referring
from helpdesk.dashboards.spans import STEPS, in_words
from helpdesk.dashboards.tiles import tiles

ZONES = {"NP": "Asia/Kathmandu"}  # where none is set
DAY = timedelta(days=1)
LIVE = "'sent', 'acknowledged', 'information_requested', 'waitlisted', 'accepted', 'in_progress'"
REPORTED = "'completed', 'not_delivered'"
FIRST = """(SELECT MIN(at) FROM (
  SELECT n.written_at AS at FROM cases_note n WHERE n.case_id = c.id
  UNION ALL SELECT h.written_at FROM contacts_helpgiven h
    WHERE h.case_id = c.id AND h.in_error_at IS NULL
  UNION ALL SELECT k.written_at FROM contacts_contact k
    WHERE k.case_id = c.id AND k.in_error_at IS NULL
  UNION ALL SELECT t.done_at FROM cases_task t WHERE t.case_id = c.id AND t.done_at IS NOT NULL
  UNION ALL SELECT r.sent_at FROM referrals_referral r WHERE r.case_id = c.id
    AND r.sent_at IS NOT NULL AND r.status <> 'entered_in_error') deeds WHERE at >= c.opened_at)"""
# Closed, and each of its people was entered in error: none of them has another outcome.
REAL = """(c.closed_at IS NULL OR c.id NOT IN (SELECT q.case_id FROM cases_caseperson q
  GROUP BY q.case_id HAVING MIN(q.outcome) = 'in_error' AND MAX(q.outcome) = 'in_error'))"""
YES = "r.decided_at IS NOT NULL AND r.status <> 'declined'"
STEPS_OF_REFERRALS = {
    "sent": "TRUE",
    "acknowledged": "r.acknowledged_at IS NOT NULL",
    "accepted": YES,
    "completed": f"{YES} AND (r.status = 'completed' OR (r.status = 'closed' AND r.reason = ''))",
    "confirmed": f"{YES} AND r.status = 'closed' AND r.reason = ''",
    "declined": "r.status = 'declined'",
    "waitlisted": "r.status = 'waitlisted'",
    "no_reply": "r.status = 'no_response'",
    "stopped": "r.status IN ('withdrawn', 'consent_withdrawn')",
    "not_delivered": f"{YES} AND (r.status = 'not_delivered'"
    " OR (r.status = 'closed' AND r.reason <> ''))",
}
BANDS = {14: "Under 15", 17: "15–17", 24: "18–24", 34: "25–34", 49: "35–49", 59: "50–59"}


def select(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("%", "%%"), [])
        return cursor.fetchall()


def one(sql):
    return select(sql)[0][0]


def quoted(moment):
    """A moment or a day, as it is stored."""
    if isinstance(moment, datetime):
        moment = connection.ops.adapt_datetimefield_value(moment)
    return f"'{moment}'"


def aware(moment):
    """SQLite tells moments as texts."""
    moment = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("UTC"))


def hours_between(begun, then):
    return (aware(then) - aware(begun)).total_seconds() / 3600


def ranked(hours, share):
    """By nearest rank, and up to the next step that one can say."""
    if not hours:
        return "–"
    value = sorted(hours)[math.ceil(share * len(hours)) - 1]
    return in_words(next(step for step in STEPS if step >= value))


def band_of(age):
    if age is None:
        return "Not known"
    return next((band for top, band in BANDS.items() if age <= top), "60 and over")


def values(chart):
    return sorted(cell.value for _label, cells in chart.lines for cell in cells[:1] if cell.value)


class Recount:
    """`asked`: (address, SQL of a case) that narrows; `since`: the first day of the period."""

    def __init__(self, person, centres, scope_of, since=date(2025, 1, 1), asked=("", "TRUE")):
        self.person, self.since, self.compared = person, since, 0
        self.address, self.kind = f"since={since}&{asked[0]}", asked[1]
        self.scope = scope_of(person, self.address)
        self.zones = {c.pk: self._zone(c) for c in centres}
        self.ids = ", ".join(map(str, self.zones))
        shared = f"""SELECT s.content_object_id FROM cases_casesharing s
            JOIN auth_permission p ON p.id = s.permission_id
            WHERE s.user_id = {person.pk} AND p.codename = 'view_case'"""
        self.open_to_her = f"(NOT c.restricted OR c.id IN ({shared}))"
        self.mine = f"c.centre_id IN ({self.ids}) AND {self.open_to_her} AND {self.kind} AND {REAL}"
        self.referred = f"""FROM referrals_referral r JOIN cases_case c ON c.id = r.case_id
            WHERE r.centre_id IN ({self.ids}) AND {self.open_to_her} AND {self.kind}"""
        self.part = f"""FROM cases_caseperson p JOIN cases_case c ON c.id = p.case_id
            JOIN clients_client k ON k.id = p.client_id
            LEFT JOIN clients_journey j ON j.id = p.journey_id
            LEFT JOIN access_area a ON a.id = k.area_id
            WHERE k.merged_into_id IS NULL AND k.entered_in_error_at IS NULL
            AND (c.closed_at IS NULL OR {self.during("c.closed_at", "c", until=False)})
            AND {self.during("c.opened_at", "c", since=False)} AND {self.mine}"""

    @staticmethod
    def _zone(centre):
        zone = centre.time_zone
        return ZoneInfo(zone if zone != "UTC" else ZONES[str(centre.country)])

    def during(self, moment, table, since=True, until=True):
        """SQL: the moment lies in the period, by the days of the centre."""
        found = []
        for zone in set(self.zones.values()):
            ids = ", ".join(str(pk) for pk, of in self.zones.items() if of == zone)
            begin = quoted(datetime.combine(self.since, time.min, zone))
            end = quoted(datetime.combine(today() + DAY, time.min, zone))
            ends = [f"{moment} >= {begin}"] * since + [f"{moment} < {end}"] * until
            found.append(f"({table}.centre_id IN ({ids}) AND {' AND '.join(ends)})")
        return f"({' OR '.join(found)})"

    def same(self, name, found, expected):
        assert found == expected, (self.person, self.address, name, found, expected)
        self.compared += len(expected) if isinstance(expected, dict | list | tuple) else 1

    def count(self, where):
        return one(f"SELECT COUNT(*) FROM cases_case c WHERE {self.mine} AND {where}")

    def everything(self) -> int:
        for check in (
            *(self.caseload, self.officers, self.needs_action, self.states, self.partners_now),
            *(self.flow, self.waits, self.funnel, self.served, self.ages, self.contacts),
        ):
            check()
        return self.compared

    # --- the first page

    def caseload(self):
        sums, is_open = Caseload(self.scope).sums, "c.status = 'open'"
        ago = [quoted(now() - days * DAY) for days in (0, 7, 30, 8, 31, 91, 181, 366)]
        rules = {
            "open": "TRUE",
            "unassigned": "c.officer_id IS NULL",
            "overdue": f"c.due_at < {ago[0]}",
            "untouched": f"c.touched_at < {ago[2]}",
            "at_risk": f"c.high_risk AND c.touched_at < {ago[1]}",
        }
        counted = {name: self.count(f"{is_open} AND {rule}") for name, rule in rules.items()}
        self.same("caseload", {name: sums[name] for name in rules}, counted)
        younger = [self.count(f"{is_open} AND c.opened_at > {day}") for day in ago[3:]]
        younger = [0, *younger, counted["open"]]
        bands = [sums[name] for name in sums if name.startswith("open_")]
        self.same("ages of cases", bands, [b - a for a, b in pairwise(younger)])
        new = self.months_of("opened_at")[f"{today():%Y-%m}"]
        self.same("new", sums["new"], new)

    def officers(self):
        held = select(
            f"SELECT c.officer_id, COUNT(*) FROM cases_case c WHERE {self.mine}"
            " AND c.status = 'open' AND c.officer_id IS NOT NULL GROUP BY c.officer_id"
        )
        rows = Caseload(self.scope).held
        self.same("held", {r["officer"]: r["open"] for r in rows if r["open"]}, dict(held))

    def needs_action(self):
        late, is_open = f"r.due_at < {quoted(now())}", "c.status = 'open'"
        month = quoted(now() - 7 * DAY)
        expected = [
            self.count(f"{is_open} AND c.officer_id IS NULL"),
            self.count(f"{is_open} AND c.due_at < {quoted(now())}"),
            one(f"SELECT COUNT(*) {self.referred} AND r.status IN ('sent', 'acknowledged')"
                f" AND {late}"),
            self.count(f"{is_open} AND c.high_risk AND c.touched_at < {month}"),
            one(f"SELECT COUNT(*) {self.referred}"
                f" AND r.status IN ('information_requested', {REPORTED})"),
        ]  # fmt: skip
        shown = tiles(self.scope, Caseload(self.scope), Referring(self.scope))
        self.same("tiles", [tile.number.n for tile in shown], expected)

    def recent(self):
        year = quoted(now() - 365 * DAY)
        return f"""{self.referred} AND (r.status IN ('draft', {LIVE}, {REPORTED})
            OR r.made_at >= {year})"""

    def states(self):
        found = dict(select(f"SELECT r.status, COUNT(*) {self.recent()} GROUP BY r.status"))
        shown = {str(label): number.n for label, number in Referring(self.scope).states()}
        self.same("states", sorted(n for n in shown.values() if n), sorted(found.values()))

    def partners_now(self):
        rules = {
            "live": f"r.status IN ({LIVE})",
            "silent": f"r.status IN ('sent', 'acknowledged') AND r.due_at < {quoted(now())}",
            "declined": "r.status = 'declined'",
            "no_response": "r.status = 'no_response'",
        }
        lines = {line.name: line for line in Referring(self.scope).partners()}
        recent = self.recent().replace("WHERE", "JOIN services_partner s ON s.id = r.partner_id"
                                       " WHERE", 1)  # fmt: skip
        for name, rule in rules.items():
            found = dict(select(f"SELECT s.name, COUNT(*) {recent} AND {rule} GROUP BY s.name"))
            shown = {who: getattr(line, name).n for who, line in lines.items()}
            self.same(name, {who: n for who, n in shown.items() if n}, found)

    # --- flow

    def months_of(self, column, more="TRUE"):
        """Month, by the clock of the centre → how many cases."""
        rows = select(
            f"SELECT c.centre_id, c.{column} FROM cases_case c WHERE {self.mine} AND {more}"
        )
        zones = self.zones
        return Counter(f"{aware(moment).astimezone(zones[pk]):%Y-%m}" for pk, moment in rows)

    def flow(self):
        opened = self.months_of("opened_at")
        closed = self.months_of("closed_at", "c.status = 'closed'")
        flow = FlowOfCases(self.scope)
        for first, month in zip(flow.shown, flow.months, strict=True):
            name = f"{first:%Y-%m}"
            so_far = [sum(n for m, n in c.items() if m <= name) for c in (opened, closed)]
            self.same(
                name,
                (month.opened.n, month.closed.n, month.pending),
                (opened[name], closed[name], so_far[0] - so_far[1]),
            )

    def waits(self):
        first, whole = FlowOfCases(self.scope).waits()
        rows = select(
            f"SELECT c.opened_at, {FIRST} FROM cases_case c"
            f" WHERE {self.mine} AND {self.during('c.opened_at', 'c')}"
        )
        hours = [hours_between(*pair) for pair in rows if pair[1]]
        self.same("first", (first.n, first.none), (len(hours), len(rows) - len(hours)))
        self.same("first", (first.median, first.p90), (ranked(hours, 0.5), ranked(hours, 0.9)))
        rows = select(
            f"SELECT c.opened_at, c.closed_at FROM cases_case c WHERE {self.mine}"
            f" AND c.status = 'closed' AND {self.during('c.closed_at', 'c')}"
        )
        hours = [hours_between(*pair) for pair in rows]
        expected = (len(hours), ranked(hours, 0.5), ranked(hours, 0.9))
        self.same("whole", (whole.n, whole.median, whole.p90), expected)

    # --- referrals and partners

    def funnel(self):
        page = FunnelOfReferrals(self.scope)
        sent = f"""{self.referred} AND r.status <> 'entered_in_error'
            AND {self.during("r.sent_at", "r")}"""
        for which, rule in STEPS_OF_REFERRALS.items():
            found = dict(
                select(f"SELECT r.partner_id, COUNT(*) {sent} AND {rule} GROUP BY r.partner_id")
            )
            self.same(which, page.sums[which], sum(found.values()))
            shown = {row["partner"]: row[which] for row in page.rows if row[which]}
            self.same(which, shown, found)
        reasons = select(f"SELECT COUNT(*) {sent} AND r.status = 'declined' GROUP BY r.reason")
        self.same("reasons", values(page.reasons()), sorted(n for (n,) in reasons))
        over = "CASE WHEN r.status IN ('completed', 'closed') THEN r.reported_at END"
        taken = select(f"SELECT r.sent_at, r.acknowledged_at, r.decided_at, {over} {sent}")
        for number, name in enumerate(("acknowledge", "decide", "complete"), 1):
            hours = [
                max(math.ceil(hours_between(row[0], row[number])), 1)
                for row in taken
                if row[number]
            ]
            self._spread(name, page.scores(), sorted(hours))

    def _spread(self, name, scores, hours):
        if scores:
            said = ("–", "–")
            if hours:
                ranks = [math.ceil(share * len(hours)) - 1 for share in (0.5, 0.9)]
                said = tuple(in_words(hours[rank]) for rank in ranks)
            self.same(name, scores[-1].times[name], said)

    # --- people

    def served(self):
        page = PeopleServed(self.scope)
        self.same("n", page.n, one(f"SELECT COUNT(DISTINCT p.client_id) {self.part}"))
        in_period = f"""(c.closed_at IS NULL OR {self.during("c.closed_at", "c", until=False)})
            AND {self.during("c.opened_at", "c", since=False)}"""
        self.same("cases", page.cases, self.count(in_period))
        for name, what in {
            "sex": "k.sex",
            "stage": "c.stage",
            "destination": "COALESCE(j.destination, '')",
            "origin": "COALESCE(SUBSTR(a.path, 1, 8), '')",
        }.items():
            rows = select(f"SELECT {what}, COUNT(DISTINCT p.client_id) {self.part} GROUP BY 1")
            self.same(name, values(getattr(page, f"by_{name}")()), sorted(n for _w, n in rows if n))
        needs = self.part.replace(
            "FROM cases_caseperson p",
            "FROM cases_need n JOIN cases_caseperson p"
            " ON p.case_id = n.case_id AND p.client_id = n.client_id",
        )
        rows = select(f"SELECT n.kind, COUNT(DISTINCT n.client_id) {needs} GROUP BY 1")
        self.same("need", values(page.by_need()), sorted(n for _kind, n in rows))

    def ages(self):
        rows = select(
            f"SELECT k.birth_year, COUNT(DISTINCT p.client_id) {self.part} GROUP BY k.birth_year"
        )
        bands = Counter()
        for born, n in rows:
            bands[band_of(born and today().year - born)] += n
        chart = PeopleServed(self.scope).by_age()
        expected = dict.fromkeys((str(label) for label, _cells in chart.lines), 0) | bands
        self.same("age", {str(label): c[-1].value for label, c in chart.lines}, expected)

    # --- contacts of this month; no filter of stage or category narrows them

    def contacts(self):
        if self.kind != "TRUE":
            return
        page = AtTheCounter(self.scope)
        first = today().replace(day=1)
        begun = quoted(datetime.combine(first, time.min, ZoneInfo(ZONES["NP"])))
        for table, what, shown in (
            ("contacts_contact", "channel", page.by_channel),
            ("contacts_helpgiven", "kind", page.by_kind),
        ):
            rows = select(
                f"SELECT x.{what}, COUNT(*) FROM {table} x LEFT JOIN cases_case c"
                f" ON c.id = x.case_id WHERE x.centre_id IN ({self.ids}) AND x.in_error_at IS NULL"
                f" AND (c.id IS NULL OR {self.open_to_her}) AND x.happened_on >= {quoted(first)}"
                f" GROUP BY 1"
            )
            self.same(table, shown, dict(rows))
        told = dict(
            select(
                "SELECT x.kind, COUNT(*) FROM referrals_signpost x LEFT JOIN cases_case c"
                f" ON c.id = x.case_id WHERE x.centre_id IN ({self.ids}) AND x.at >= {begun}"
                " AND (c.id IS NULL OR NOT c.restricted) GROUP BY 1"
            )
        )
        real = f"{self.referred} AND r.status <> 'entered_in_error'"
        sent = one(f"SELECT COUNT(*) {real} AND r.sent_at >= {begun}")
        kinds = [told.get("signposting", 0), told.get("redirection", 0)]
        self.same("sent on", [n for _label, n in page.sent_on()], [*kinds, sent])
        feedback = real.replace("WHERE", "JOIN referrals_feedback f ON f.referral_id = r.id WHERE")
        heard = select(
            f"SELECT f.helped, COUNT(*) {feedback} AND f.at >= {begun} AND f.helped <> ''"
            " GROUP BY 1"
        )
        shown = sorted(n for _label, n in page.heard() if n)
        self.same("heard", shown, sorted(n for _code, n in heard))
        held = select(
            f"SELECT COUNT(*) FROM contacts_groupsession g WHERE g.centre_id IN ({self.ids})"
            f" AND g.state = 'held' AND g.starts_at >= {begun} GROUP BY g.kind"
        )
        shown = sorted(number.n for _label, number, *_heads in page.sessions())
        self.same("sessions", shown, sorted(n for (n,) in held))
