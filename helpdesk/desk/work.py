"""The lists of open cases, how many each holds, and how a case stands."""

from django.db import connection
from django.db.models import Exists, Func, IntegerField, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.access.roles import DESK, PARTNER, Role
from helpdesk.access.sight import roles_of
from helpdesk.cases.models import Case, ClosingRequest
from helpdesk.core.clock import now
from referrals.models import Referral
from referrals.models.life import LIVE, TO_ANSWER

CAP = 1000
S = Referral.Status
THEIRS = Referral.objects.filter(case=OuterRef("pk"))
WITH_PARTNER = [S.SENT, S.ACKNOWLEDGED, S.WAITLISTED, S.ACCEPTED, S.IN_PROGRESS]

# Where those find their work who do none at the desk, in this order.
ELSEWHERE = [
    (PARTNER, "referrals:to_answer"),
    ({Role.DPO}, "trail"),
    ({Role.ADMINISTRATOR}, "access:centres"),
]


def elsewhere(user):
    """The path of the first page of someone who does no casework; None for the desk."""
    roles = roles_of(user)
    if roles & DESK:
        return None
    return next((reverse(name) for who, name in ELSEWHERE if roles & who), reverse("no_role"))


class Partners(Func):
    """How a case stands with partners: SILENT, ASKS, HAS_IT or NULL, whichever presses most.

    Plain SQL: every list asks for it, and Django takes twenty times as long to put it together.
    """

    SILENT, ASKS, HAS_IT = 3, 2, 1
    output_field = IntegerField()
    arity = 1

    def as_sql(self, compiler, connection, **_more):
        case, given = compiler.compile(self.source_expressions[0])
        to_answer, live = map(_in_sql, (TO_ANSWER, LIVE))
        asks = S.INFORMATION_REQUESTED.value
        sql = (
            f"(SELECT MAX(CASE WHEN r.status IN ({to_answer}) AND r.due_at < %s THEN {self.SILENT}"  # noqa: S608
            f" WHEN r.status = '{asks}' THEN {self.ASKS} ELSE {self.HAS_IT} END)"
            f" FROM {Referral._meta.db_table} r WHERE r.case_id = {case} AND r.status IN ({live}))"
        )
        return sql, [connection.ops.adapt_datetimefield_value(now()), *given]


class ClosingWaits(Func):
    """1 while a supervisor is asked to approve the case's closing, else 0; plain SQL likewise."""

    output_field = IntegerField()
    template = (
        f"(SELECT COUNT(*) FROM {ClosingRequest._meta.db_table} q"  # noqa: S608
        " WHERE q.case_id = %(expressions)s AND q.decided_at IS NULL)"
    )
    arity = 1


def _in_sql(statuses):
    return ", ".join(f"'{status.value}'" for status in statuses)


def with_partners(cases):
    """Cases that know, in the same query, how they stand with partners and whether they may end."""
    return cases.annotate(partners=Partners("pk"), closing_waits=ClosingWaits("pk"))


def standing_of(case):
    """How a case stands, in words and tone: derived, never stored. Needs with_partners()."""
    states = [
        (not case.is_open, _("Closed"), "plain"),
        (case.closing_waits, _("Waits for approval"), "wait"),
        (case.partners == Partners.SILENT, _("Partner silent"), "bad"),
        (case.partners == Partners.ASKS, _("Partner asks"), "wait"),
        (case.partners == Partners.HAS_IT, _("Waiting for partner"), "wait"),
        (case.is_overdue, _("Overdue"), "bad"),
        (case.is_asleep, _("Snoozed"), "plain"),
        (case.version == 1, _("New"), "plain"),
    ]
    return next(((label, tone) for holds, label, tone in states if holds), (_("Open"), "info"))


# Each list of open cases: (key, label, what it holds).
LISTS = {
    "my": (_("My"), lambda user: Q(officer=user)),
    "team": (_("Team"), lambda user: Q()),
    "unassigned": (_("Unassigned"), lambda user: Q(officer=None)),
    "overdue": (_("Overdue"), lambda user: Q(due_at__lt=now())),
    "waiting": (
        _("Waiting for partner"),
        lambda user: Q(Exists(THEIRS.filter(status__in=WITH_PARTNER))),
    ),
    "silent": (
        _("Partner silent"),
        lambda user: Q(Exists(Referral.objects.silent().filter(case=OuterRef("pk")))),
    ),
}
TABS = ("my", "team", "unassigned", "overdue", "waiting")  # `silent` is reached by link


PUT_OFF = ("my", "team")  # what is snoozed stays out of these


def what_it_holds(user, key):
    """What makes one of the user's open cases part of a list, put off or not."""
    return LISTS[key][1](user)


def picked(user, codes):
    """Those of the ticked cases that the user sees, by code, with all that a bulk act asks for."""
    cases = with_partners(Case.objects.visible_to(user)).for_listing().with_tags()
    return {case.code: case for case in cases.filter(code__in=codes)}


def capped_counts(rows, conditions, others=None, cap=CAP):
    """How many of the rows meet each condition (a Q), and how many each other queryset has.

    At most cap + 1 of each. Rows no more than the cap are read once for all the conditions; more
    than that (a region, a nation) are counted list by list, so that none is read to its end.
    """
    base = rows.order_by().values("pk").query
    compiler = base.get_compiler(connection=connection)
    shared = compiler.as_sql()
    met = {
        key: compiler.compile(base.build_where(condition)) if condition else ("TRUE", ())
        for key, condition in conditions.items()
    }
    parts = _parts(others or {}, cap)
    found = _counted_together(shared, met, parts, cap) if met else None
    return found or _counted_apart(shared, met, parts, cap)


def _counted_together(shared, met, parts, cap):
    """Every count in one reading of the shared rows; None where those are more than the cap."""
    sql, given = shared
    names = {key: f"is_{number}" for number, key in enumerate(met)}
    flags = ", ".join(f"({where}) AS {names[key]}" for key, (where, _more) in met.items())
    of_flags = [f"COUNT(*) FILTER (WHERE {name})" for name in names.values()]
    apart = [f"(SELECT COUNT(*) FROM ({part}) counted)" for part, _given in parts.values()]  # noqa: S608
    params = [value for _sql, values in [*parts.values(), *met.values()] for value in values]
    row = _asked(
        f"SELECT COUNT(*), {', '.join(of_flags + apart)} FROM "  # noqa: S608
        f"(SELECT {flags} {sql[sql.index('FROM') :]} LIMIT {cap + 1}) flagged",
        [*params, *given],
    )
    return dict(zip([*met, *parts], row[1:], strict=True)) if row[0] <= cap else None


def _counted_apart(shared, met, parts, cap):
    """Each count by itself, up to the cap, in one query."""
    sql, given = shared
    lists = {
        key: (f"{sql} AND ({where}) LIMIT {cap + 1}", (*given, *more))
        for key, (where, more) in met.items()
    }
    return _counted(lists | parts)


def counts_of(querysets, cap=CAP):
    """How many rows each queryset has, at most cap + 1 of each, all in one query."""
    return _counted(_parts(querysets, cap))


def _parts(querysets, cap):
    return {
        key: queryset.order_by().values("pk")[: cap + 1].query.sql_with_params()
        for key, queryset in querysets.items()
    }


def _counted(lists):
    counts = (f"(SELECT COUNT(*) FROM ({part}) counted)" for part, _given in lists.values())  # noqa: S608
    params = [value for _part, params in lists.values() for value in params]
    return dict(zip(lists, _asked(f"SELECT {', '.join(counts)}", params), strict=True))


def _asked(sql, params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()


def spoken(count, cap=CAP):
    """A capped count as it is shown: "1,000+" beyond the cap."""
    return f"{cap:,}+" if count > cap else f"{count:,}"
