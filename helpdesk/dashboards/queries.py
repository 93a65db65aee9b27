"""What makes up a number: the counts and the lists behind them read the same rules."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from helpdesk.access.models import User
from helpdesk.access.sight import members_of
from helpdesk.cases.models import Case, shared_cases
from helpdesk.core.clock import now, today
from referrals.models import Referral
from referrals.models.referral import LIVE, REPORTED, TO_ANSWER, Status
from referrals.models.sight import ordinary_case
from services.models import Partner

from .period import month_of

NOBODY = "none"  # in place of an officer: the cases that nobody has
YEAR = timedelta(days=365)
OPEN = Q(status=Case.Status.OPEN)
# How long cases have been open: list → (days from, days to, both among them; None: and more)
AGES = {
    "open_0": (0, 7),
    "open_8": (8, 30),
    "open_31": (31, 90),
    "open_91": (91, 180),
    "open_181": (181, 365),
    "open_366": (366, None),
}
AGE_WORDS = {
    "open_0": _("Up to 7 days"),
    "open_8": _("8 to 30 days"),
    "open_31": _("31 to 90 days"),
    "open_91": _("91 to 180 days"),
    "open_181": _("181 to 365 days"),
    "open_366": _("More than a year"),
}

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
    **{
        which: format_lazy("{open}: {age}", open=_("Open cases"), age=age)
        for which, age in AGE_WORDS.items()
    },
    "opened": _("Cases opened"),
    "closed": _("Cases closed"),
    "served": _("Cases open in the period"),
}
REFERRAL_LISTS = {
    "all": _("Referrals"),
    "live": _("Referrals under way with partners"),
    "silent": _("Partner silent"),
    "to_us": _("Waiting for the desk"),
    "sent": _("Referrals sent"),
    "acknowledged": _("Acknowledged by the partner"),
    "accepted": _("Accepted by the partner"),
    "completed": _("Completed by the partner"),
    "confirmed": _("Completed, and closed by the desk"),
    "declined": _("Declined by the partner"),
    "waitlisted": _("On the waiting list now"),
    "no_reply": _("No reply came"),
    "not_delivered": _("Accepted, and not delivered"),
    "stopped": _("Withdrawn before an outcome"),
}
# The lists that look at the days of the period; all others are of now.
CASES_OF_DAYS = {"opened", "closed", "served"}
REFERRALS_OF_DAYS = set(list(REFERRAL_LISTS)[4:])


def case_rules(scope, period=None) -> dict[str, Q]:
    """Each list of cases as a condition, as of now; those of days in the period."""
    return {
        "open": OPEN,
        "unassigned": OPEN & Q(officer=None),
        "new": scope.within("opened_at", month_of(today().replace(day=1))),
        "overdue": OPEN & Q(due_at__lt=now()),
        "untouched": OPEN & Q(touched_at__lt=now() - timedelta(days=settings.UNTOUCHED_DAYS)),
        "at_risk": OPEN
        & Q(
            high_risk=True, touched_at__lt=now() - timedelta(days=settings.HIGH_RISK_UNTOUCHED_DAYS)
        ),
        **{which: OPEN & _aged(*days) for which, days in AGES.items()},
        "opened": scope.within("opened_at", period),
        "closed": Q(status=Case.Status.CLOSED) & scope.within("closed_at", period),
        "served": scope.during("opened_at", "closed_at"),
    }


def _aged(first, last) -> Q:
    """Opened so many full days ago."""
    found = Q(opened_at__lte=now() - timedelta(days=first)) if first else Q()
    return found if last is None else found & Q(opened_at__gt=now() - timedelta(days=last + 1))


def referral_rules(scope, period=None) -> dict[str, Q]:
    """Each list of referrals as a condition, as of now; those of days were sent in the period.

    What was entered in error was never sent. A yes is a decision that is no refusal; one that is
    closed was completed, or says why it was not delivered.
    """
    sent = scope.within("sent_at", period) & ~Q(status=Status.ENTERED_IN_ERROR)
    yes = sent & Q(decided_at__isnull=False) & ~Q(status=Status.DECLINED)
    done = yes & (Q(status=Status.COMPLETED) | Q(status=Status.CLOSED, reason=""))
    missed = yes & (Q(status=Status.NOT_DELIVERED) | Q(status=Status.CLOSED) & ~Q(reason=""))
    return {
        "all": Q(pk__isnull=False),
        "live": Q(status__in=LIVE),
        "silent": Q(status__in=TO_ANSWER, due_at__lt=now()),
        "to_us": Q(status__in=[Status.INFORMATION_REQUESTED, *REPORTED]),
        "sent": sent,
        "acknowledged": sent & Q(acknowledged_at__isnull=False),
        "accepted": yes,
        "completed": done,
        "confirmed": done & Q(status=Status.CLOSED),
        "declined": sent & Q(status=Status.DECLINED),
        "waitlisted": sent & Q(status=Status.WAITLISTED),
        "no_reply": sent & Q(status=Status.NO_RESPONSE),
        "not_delivered": missed,
        "stopped": sent & Q(status__in=[Status.WITHDRAWN, Status.CONSENT_WITHDRAWN]),
    }


def seen_cases(scope):
    """Every case of these centres: a restricted one only if she is named.

    One that she opened in an emergency, or gave away and may still read, is another one's; what
    was entered in error never was a case.
    """
    seen = Case.objects.in_care_of(scope.user).standing()
    return seen.filter(scope.of_kind(), centre__in=scope.ids)


def cases(scope, which="open", officer=None, month=None):
    """The cases behind a number. `officer` is a person, NOBODY, or None for all.

    `month`: its first day; the list is of that month in place of the period.
    """
    rows = seen_cases(scope).filter(case_rules(scope, month and month_of(month))[which])
    if officer == NOBODY:
        return rows.filter(officer=None)
    return rows.filter(officer=officer) if officer else rows


def case_counts(scope):
    """Per officer, or None: how many cases each list holds, and when the oldest open one began."""
    rules = case_rules(scope)
    counts = {w: Count("pk", filter=rule) for w, rule in rules.items() if w not in CASES_OF_DAYS}
    return (
        seen_cases(scope)
        .filter(rules["open"] | rules["new"])
        .order_by()
        .values("officer")
        .annotate(**counts, oldest=Min("opened_at", filter=OPEN))
    )


def referrals(scope, which="all", status="", partner=None, reason=""):
    """The referrals behind a number."""
    seen = seen_referrals if which in REFERRALS_OF_DAYS else recent_referrals
    asked = {"status": status, "partner": partner, "reason": reason}
    return seen(scope).filter(
        referral_rules(scope)[which], **{name: value for name, value in asked.items() if value}
    )


def referral_counts(scope):
    """Per partner and status: how many, and how many of them are late to be answered."""
    silent = referral_rules(scope)["silent"]
    return (
        recent_referrals(scope)
        .order_by()
        .values("partner", "status")
        .annotate(count=Count("pk"), silent=Count("pk", filter=silent))
    )


def partner_names(partners) -> dict[int, str]:
    """By id, in the order of the names."""
    named = Partner.objects.filter(pk__in=partners).order_by("name", "pk")
    return dict(named.values_list("pk", "name"))


def seen_referrals(scope):
    """Those whose case one sees."""
    named = shared_cases(scope.user)
    seen = ordinary_case() | Q(case__in=named) if named else ordinary_case()
    kind = scope.of_kind("case__")
    return Referral.objects.visible_to(scope.user).filter(seen, kind, centre__in=scope.ids)


def recent_referrals(scope):
    """Of those what is not over, and what was made in the last twelve months."""
    lately = Q(status__in=[Status.DRAFT, *LIVE, *REPORTED]) | Q(made_at__gte=now() - YEAR)
    return seen_referrals(scope).filter(lately)


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


def officers_with(scope, holders):
    """The `holders` of cases, by id, and the active desk officers of the centres: these stand in
    the caseload even with nothing to do."""
    team = members_of(*(centre.officers_id for centre in scope.asked))
    return User.objects.filter(Q(pk__in=team.values("pk")) | Q(pk__in=holders))
