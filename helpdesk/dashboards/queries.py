"""What makes up a number: the counts and the lists behind them read the same rules."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from helpdesk.access.models import User
from helpdesk.access.sight import members_of
from helpdesk.cases.models import Case, shared_cases
from helpdesk.core.clock import now, today
from referrals.models import Referral
from referrals.models.referral import LIVE, REPORTED, TO_ANSWER, Status

NOBODY = "none"  # in place of an officer: the cases that nobody has
YEAR = timedelta(days=365)
OPEN = Q(status=Case.Status.OPEN)


# which → title of the list
CASE_LISTS = {
    "open": _("Open cases"),
    "unassigned": _("Unassigned cases"),
    "new": _("Cases opened this month"),
    "overdue": _("Overdue cases"),
    "untouched": format_lazy(
        ngettext_lazy(
            "No contact for {days} day", "No contact for {days} days", settings.UNTOUCHED_DAYS
        ),
        days=settings.UNTOUCHED_DAYS,
    ),
    "at_risk": format_lazy(
        ngettext_lazy(
            "High risk, no contact for {days} day",
            "High risk, no contact for {days} days",
            settings.HIGH_RISK_UNTOUCHED_DAYS,
        ),
        days=settings.HIGH_RISK_UNTOUCHED_DAYS,
    ),
}
REFERRAL_LISTS = {
    "all": _("Referrals"),
    "live": _("Referrals under way with partners"),
    "silent": _("Partner silent"),
    "to_us": _("Waiting for the desk"),
}


def case_rules() -> dict[str, Q]:
    """Each list of cases as a condition, as of now."""
    return {
        "open": OPEN,
        "unassigned": OPEN & Q(officer=None),
        "new": since_month_began("opened_at"),
        "overdue": OPEN & Q(due_at__lt=now()),
        "untouched": OPEN & Q(touched_at__lt=now() - timedelta(days=settings.UNTOUCHED_DAYS)),
        "at_risk": OPEN
        & Q(
            high_risk=True, touched_at__lt=now() - timedelta(days=settings.HIGH_RISK_UNTOUCHED_DAYS)
        ),
    }


def since_month_began(field) -> Q:
    """This moment lies in the month that runs."""
    first = datetime.combine(today().replace(day=1), time.min)
    return Q(**{f"{field}__gte": timezone.make_aware(first)})


def referral_rules() -> dict[str, Q]:
    """Each list of referrals as a condition, as of now."""
    return {
        "all": Q(pk__isnull=False),
        "live": Q(status__in=LIVE),
        "silent": Q(status__in=TO_ANSWER, due_at__lt=now()),
        "to_us": Q(status__in=[Status.INFORMATION_REQUESTED, *REPORTED]),
    }


def seen_cases(scope):
    """Every case of these centres that she sees: a restricted one only if she is named."""
    return Case.objects.visible_to(scope.user).filter(centre__in=scope.ids)


def cases(scope, which="open", officer=None):
    """The cases behind a number. `officer` is a person, NOBODY, or None for all."""
    rows = seen_cases(scope).filter(case_rules()[which])
    if officer == NOBODY:
        return rows.filter(officer=None)
    return rows.filter(officer=officer) if officer else rows


def case_counts(scope):
    """Per officer, or None: how many cases each list holds, and when the oldest open one began."""
    rules = case_rules()
    counts = {which: Count("pk", filter=rule) for which, rule in rules.items()}
    return (
        seen_cases(scope)
        .filter(rules["open"] | rules["new"])
        .values("officer", "officer__name", "officer__is_active")
        .annotate(**counts, oldest=Min("opened_at", filter=OPEN))
        .order_by("officer__name", "officer")
    )


def referrals(scope, which="all", status="", partner=None):
    """The referrals behind a number."""
    rows = _seen_referrals(scope).filter(referral_rules()[which])
    if status:
        rows = rows.filter(status=status)
    return rows.filter(partner=partner) if partner else rows


def referral_counts(scope):
    """Per partner and status: how many, and how many of them are late to be answered."""
    return (
        _seen_referrals(scope)
        .values("partner", "partner__name", "status")
        .annotate(count=Count("pk"), silent=Count("pk", filter=referral_rules()["silent"]))
        .order_by("partner__name", "partner")
    )


def officers(scope):
    """Whom the caseload can name: the teams' people, and whoever still holds a case."""
    holding = seen_cases(scope).exclude(officer=None)
    team = members_of(*scope.teams())
    return User.objects.filter(
        Q(pk__in=team.values("pk")) | Q(pk__in=holding.values("officer"))
    ).order_by("name", "pk")


def officers_for(scope, centres):
    """The same people with `open`, how many cases; and `takes`: do they work at these centres?"""
    theirs = cases(scope).filter(officer=OuterRef("pk")).order_by().values("officer")
    return officers(scope).annotate(
        open=Coalesce(Subquery(theirs.annotate(n=Count("pk")).values("n")), 0),
        takes=Exists(members_of(*scope.teams(centres)).filter(pk=OuterRef("pk"))),
    )


def officers_on_duty(scope):
    """Active desk officers of the centres: they stand in the caseload even with nothing to do."""
    return members_of(*(centre.officers_id for centre in scope.asked))


def _seen_referrals(scope):
    """Those whose case one sees: what is not over, and what was made in the last twelve months."""
    named = shared_cases(scope.user)
    lately = Q(status__in=[Status.DRAFT, *LIVE, *REPORTED]) | Q(made_at__gte=now() - YEAR)
    seen = Q(case__restricted=False) | Q(case__in=named) if named else Q(case__restricted=False)
    return Referral.objects.visible_to(scope.user).filter(seen, lately, centre__in=scope.ids)
