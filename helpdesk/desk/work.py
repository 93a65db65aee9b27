"""My work: the lists of open cases, what narrows them, and how a row stands."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import User
from helpdesk.access.roles import DESK, PARTNER, Role
from helpdesk.access.sight import roles_of
from helpdesk.cases.models import Case
from helpdesk.core.clock import now, today
from helpdesk.core.forms import YEARS
from helpdesk.core.keyset import number_in
from referrals.models import Referral

from .forms.filters import Filters

PAGE = 25
CAP = 1000
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


def with_partners(cases):
    """Cases that know, in the same query, how they stand with partners."""
    theirs = Referral.objects.filter(case=OuterRef("pk"))
    return cases.annotate(
        waiting=Exists(theirs.filter(status__in=WITH_PARTNER)),
        silent=Exists(Referral.objects.silent().filter(case=OuterRef("pk"))),
        asked=Exists(theirs.filter(status=S.INFORMATION_REQUESTED)),
    )


def standing_of(case):
    """How a case stands, in words and tone: derived, never stored. Needs with_partners()."""
    states = [
        (not case.is_open, _("Closed"), "plain"),
        (case.silent, _("Partner silent"), "bad"),
        (case.asked, _("Partner asks"), "wait"),
        (case.waiting, _("Waiting for partner"), "wait"),
        (case.is_overdue, _("Overdue"), "bad"),
        (case.version == 1, _("New"), "plain"),
    ]
    return next(((label, tone) for holds, label, tone in states if holds), (_("Open"), "info"))


# Each list of open cases: (key, label, what it holds).
LISTS = {
    "my": (_("My"), lambda cases, user: cases.filter(officer=user)),
    "team": (_("Team"), lambda cases, user: cases),
    "unassigned": (_("Unassigned"), lambda cases, user: cases.unassigned()),
    "overdue": (_("Overdue"), lambda cases, user: cases.overdue()),
    "waiting": (
        _("Waiting for partner"),
        lambda cases, user: with_partners(cases).filter(waiting=True),
    ),
    "silent": (_("Partner silent"), lambda cases, user: with_partners(cases).filter(silent=True)),
}
TABS = ("my", "team", "unassigned", "overdue", "waiting")  # `silent` is reached by link


def lists_of(user):
    """Every list of the user's open cases, as querysets."""
    cases = Case.objects.visible_to(user).open()
    return {key: rows(cases, user) for key, (_label, rows) in LISTS.items()}


def capped_counts(querysets, cap=CAP):
    """How many rows each queryset has, at most cap + 1, all in one query."""
    parts = [
        rows.order_by().values("pk")[: cap + 1].query.sql_with_params()
        for rows in querysets.values()
    ]
    counts = (f"(SELECT COUNT(*) FROM ({part}) counted)" for part, _given in parts)  # noqa: S608
    sql = f"SELECT {', '.join(counts)}"
    with connection.cursor() as cursor:
        cursor.execute(sql, [param for _part, params in parts for param in params])
        return dict(zip(querysets, cursor.fetchone(), strict=True))


def spoken(count, cap=CAP):
    """A capped count as it is shown: "1,000+" beyond the cap."""
    return f"{cap:,}+" if count > cap else f"{count:,}"


@dataclass
class Chip:
    """One filter that is on, and the same list without it."""

    label: str
    url: str


class Desk:
    """One page of one list, narrowed by what stands in the URL."""

    def __init__(self, user, asked):
        self.user, self.asked = user, asked
        self.key = asked.get("list") if asked.get("list") in LISTS else "my"
        self.label = LISTS[self.key][0]
        self.form = Filters(asked)
        self.chosen = self.form.cleaned_data if self.form.is_valid() else {}
        self.lists = lists_of(user)
        self.rows, self.next_url = self._page()
        self.counts = capped_counts(
            {**{key: self.lists[key] for key in TABS}, **self._mine(), "shown": self._narrowed()}
        )

    def tabs(self):
        return [
            {
                "url": self._url(list=key),
                "label": LISTS[key][0],
                "current": key == self.key,
                "count": spoken(self.counts[key]),
                "late": key == "overdue" and self.counts[key],
            }
            for key in TABS
        ]

    @property
    def total(self):
        return spoken(self.counts["shown"])

    @property
    def first_url(self):
        return self._url(after=None) if "after" in self.asked else ""

    @property
    def clear_url(self):
        return f"?list={self.key}"

    def chips(self):
        """What narrows the list, each removable."""
        return [
            Chip(label, self._url(without=(name, value)))
            for name in ("stage", "urgency", "due", "group", "officer")
            for value, label in self._on(name)
        ]

    def _on(self, name):
        chosen = self.chosen.get(name)
        if not chosen:
            return []
        if name == "officer":
            return [
                (
                    str(chosen),
                    User.objects.filter(pk=chosen).values_list("name", flat=True).first() or "",
                )
            ]
        labels = dict(self.form.fields[name].choices)
        return [
            (value, labels[value]) for value in (chosen if isinstance(chosen, list) else [chosen])
        ]

    def _mine(self):
        """What the page says on top about one's own work."""
        mine = self.lists["my"]
        return {
            "late": mine.filter(due_at__lt=now()),
            "today": mine.filter(due_at__gte=now(), due_at__lt=_end_of(today())),
        }

    def _narrowed(self):
        cases, chosen = self.lists[self.key], self.chosen
        for name in ("stage", "urgency"):
            if chosen.get(name):
                cases = cases.filter(**{f"{name}__in": chosen[name]})
        if chosen.get("group"):
            cases = cases.filter(category__startswith=chosen["group"])
        if chosen.get("officer"):
            cases = cases.filter(officer=chosen["officer"])
        return cases.filter(_due(chosen.get("due")))

    def _page(self):
        cases = self._narrowed()
        if place := _place(self.asked.get("after", "")):
            due_at, pk = place
            cases = cases.filter(Q(due_at__gt=due_at) | Q(due_at=due_at, pk__gt=pk))
        rows = list(with_partners(cases).for_listing().by_urgency()[: PAGE + 1])
        if len(rows) <= PAGE:
            return rows, ""
        last = rows[PAGE - 1]
        return rows[:PAGE], self._url(after=f"{last.due_at:%Y-%m-%dT%H:%M:%S.%fZ}.{last.pk}")

    def _url(self, *, without=None, **changes):
        query = self.asked.copy()
        if without or "list" in changes:
            query.pop("after", None)
        if without:
            name, gone = without
            query.setlist(name, [value for value in query.getlist(name) if value != gone])
        for name, value in changes.items():
            query.pop(name, None)
            if value is not None:
                query[name] = value
        return f"?{query.urlencode()}"


def _due(choice):
    if choice == "overdue":
        return Q(due_at__lt=now())
    days = {"today": 0, "week": 7, "fortnight": 14}
    return Q(due_at__lt=_end_of(today() + timedelta(days=days[choice]))) if choice in days else Q()


def _end_of(day):
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _place(after):
    """The last row of the page before: when it was due, and its id. Nonsense begins at the top."""
    moment, _dot, pk = after.rpartition(".")
    try:
        due_at = parse_datetime(moment)
    except ValueError:
        return None
    pk = number_in(pk)
    is_place = pk is not None and due_at and due_at.tzinfo and due_at.year in YEARS
    return (due_at, pk) if is_place else None
