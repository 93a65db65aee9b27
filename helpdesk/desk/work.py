"""The lists of open cases, and how a case stands."""

from django.db.models import BooleanField, Exists, Func, IntegerField, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.access.roles import DESK, PARTNER, Role
from helpdesk.access.sight import roles_of
from helpdesk.cases.models import Case, ClosingRequest
from helpdesk.core.clock import now
from referrals.models import Referral
from referrals.models.life import LIVE, TO_ANSWER

S = Referral.Status
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


class WithPartner(Func):
    """Whether a partner has a referral of the case in hand, or is asked; plain SQL likewise."""

    output_field = BooleanField()
    arity = 1

    def as_sql(self, compiler, connection, **more):
        statuses = _in_sql(WITH_PARTNER)
        template = (
            f"EXISTS(SELECT 1 FROM {Referral._meta.db_table} r"  # noqa: S608
            f" WHERE r.case_id = %(expressions)s AND r.status IN ({statuses}))"
        )
        return super().as_sql(compiler, connection, template=template, **more)


def _in_sql(statuses):
    return ", ".join(f"'{status.value}'" for status in statuses)


def with_partners(cases):
    """Cases that know, in the same query, how they stand with partners and whether they may end."""
    return cases.annotate(partners=Partners("pk"), closing_waits=ClosingWaits("pk"))


def standing_of(case):
    """How a case stands, in words and tone: derived, never stored. Needs with_partners()."""
    return next(said for holds, said in STANDINGS if holds(case))


# What is true of a case first in this order says how it stands.
STANDINGS = [
    (lambda case: not case.is_open, (_("Closed"), "plain")),
    (lambda case: case.closing_waits, (_("Waits for approval"), "wait")),
    (lambda case: case.partners == Partners.SILENT, (_("Partner silent"), "bad")),
    (lambda case: case.partners == Partners.ASKS, (_("Partner asks"), "wait")),
    (lambda case: case.partners == Partners.HAS_IT, (_("Waiting for partner"), "wait")),
    (lambda case: case.is_overdue, (_("Overdue"), "bad")),
    (lambda case: case.is_asleep, (_("Snoozed"), "plain")),
    (lambda case: case.version == 1, (_("New"), "plain")),
    (lambda case: True, (_("Open"), "info")),
]


# Each list of open cases: (key, label, what it holds).
LISTS = {
    "my": (_("My"), lambda user: Q(officer=user)),
    "team": (_("Team"), lambda user: Q()),
    "unassigned": (_("Unassigned"), lambda user: Q(officer=None)),
    "overdue": (_("Overdue"), lambda user: Q(due_at__lt=now())),
    "waiting": (_("Waiting for partner"), lambda user: Q(WithPartner("pk"))),
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
