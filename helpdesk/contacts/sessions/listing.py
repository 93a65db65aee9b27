"""Group sessions of the centres where one works: to come, to be counted, held."""

from datetime import datetime, time, timedelta

from django import forms
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import demand
from helpdesk.core.clock import now, today
from helpdesk.core.keyset import number_in

from ..codes import SessionKind
from ..forms.filtering import ANY, Filters
from ..models import Attendance, GroupSession

SIZE = 25
WHICH = [
    ("", _("To come")),
    ("count", _("Attendance to take")),
    ("held", _("Held")),
    ("cancelled", _("Cancelled")),
]
HELD = "held"
MOST = 500  # of one session's list that are shown; rooms hold fewer


class SessionFilters(Filters):
    """Which kind, when, by whom, at which centre; to come, held or neither."""

    which = forms.ChoiceField(required=False, choices=WHICH)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[*ANY, *SessionKind.choices])
    field_order = ["kind", "period", "by", "centre"]

    def condition(self):
        names = ("by", "centre", "kind")
        asked = Q(**{name: self.chosen[name] for name in names if name in self.chosen})
        return asked & began(self.chosen.get("period"))

    def chips(self):
        named = {name: value for name, value in self.chosen.items() if name != "which"}
        return [{"label": self._shown(n, v), "url": self.url(without=n)} for n, v in named.items()]


def began(period) -> Q:
    """The sessions that begin within a period of contacts (forms.filtering.Filters)."""
    day, first = today(), today().replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    found = {
        "today": (day, day + timedelta(days=1)),
        "week": (day - timedelta(days=6), day + timedelta(days=1)),
        "month": (first, after),
        "before": (before, first),
    }.get(period)
    return Q(starts_at__gte=_at(found[0]), starts_at__lt=_at(found[1])) if found else Q()


def _at(day):
    return timezone.make_aware(datetime.combine(day, time()))


class SessionList:
    """One page of them. To come: the next one first. Else: the last one first."""

    def __init__(self, user, asked):
        demand(user, "hold_session")
        self.form = SessionFilters(asked, user=user)
        self.which = self.form.chosen.get("which", "")
        self.after = number_in(asked.get("after"))
        seen = GroupSession.objects.visible_to(user).filter(self.form.condition())
        self.narrowed = seen.filter(standing(self.which))

    @cached_property
    def page(self):
        rows = self.narrowed.filter(self._following()).for_listing().counted()
        order = ("-starts_at", "-pk") if self.which else ("starts_at", "pk")
        return list(rows.order_by(*order)[: SIZE + 1])

    def _following(self):
        if self.after is None:
            return Q()
        last = self.narrowed.filter(pk=self.after).values_list("starts_at", flat=True).first()
        if last is None:
            return Q()
        if self.which:
            return Q(starts_at__lt=last) | Q(starts_at=last, pk__lt=self.after)
        return Q(starts_at__gt=last) | Q(starts_at=last, pk__gt=self.after)

    @property
    def rows(self):
        return self.page[:SIZE]

    @property
    def next_url(self):
        return self.form.url(after=self.page[SIZE - 1].pk) if len(self.page) > SIZE else ""

    @property
    def first_url(self):
        return self.form.url() if self.after else ""

    @property
    def total(self):
        return ""

    def states(self):
        """For components/tabs.html: to come, to be counted, held, cancelled."""
        return [
            {
                "label": label,
                "url": self.form.url(without="which", **({"which": which} if which else {})),
                "current": which == self.which,
            }
            for which, label in WHICH
        ]


def standing(which) -> Q:
    """The sessions of one of WHICH."""
    State = GroupSession.State
    if which in (State.HELD, State.CANCELLED):
        return Q(state=which)
    over = Q(ends_at__lte=now()) if which else Q(ends_at__gt=now())
    return over & Q(state=State.PLANNED)


def look_up(user, code):
    """A session that the user sees, or 404."""
    seen = GroupSession.objects.visible_to(user).for_listing().counted()
    if (found := seen.filter(code=code).first()) is None:
        raise Http404
    return found


def people_of(session, user, *states):
    """Who is on its list, as far as the reader may see them, in the order of the list."""
    rows = Attendance.objects.visible_to(user).filter(session=session).for_listing().in_order()
    rows = rows.filter(state__in=states) if states else rows.exclude(state="withdrawn")
    found = list(rows[:MOST])
    for row in found:
        row.session = session
    return found


def open_sessions(user):
    """Those in which someone can be enrolled now, the next one first."""
    seen = GroupSession.objects.visible_to(user).open()
    return list(seen.for_listing().counted().order_by("starts_at", "pk")[:SIZE])
