"""My work: one page of one list, narrowed by what stands in the address."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import User
from helpdesk.cases.models import Case
from helpdesk.cases.models.case import asleep, awake
from helpdesk.core.clock import now, today
from helpdesk.core.forms import YEARS
from helpdesk.core.keyset import number_in
from helpdesk.jobs.models import Draft, SavedFilter

from .counting import Counted, capped_counts, counts_and_ids, spoken
from .expected import Expected, end_of, seen_so_far
from .forms.filters import Filters, tags_of
from .row_html import rows_as_html
from .rows import rows_of
from .work import LISTS, PUT_OFF, TABS, what_it_holds, with_partners

PAGE = 25
NARROWS = ("stage", "urgency", "due", "group", "tag", "officer", "snoozed")
EXPECTED, DRAFTS = "appointments", "drafts"
OTHERS = {EXPECTED: _("Appointments"), DRAFTS: _("Drafts")}  # lists of no cases
LATE = {"overdue": "overdue", EXPECTED: "unsaid"}  # what makes a tab's count stand out


@dataclass
class Chip:
    """One filter that is on, and the same list without it."""

    label: str
    url: str


class Desk:
    """One page of one list, or of one's appointments, or one's drafts."""

    def __init__(self, user, asked):
        self._ask(user, asked)
        self.drafts = Draft.objects.visible_to(user).defer("values")
        self.counts, first = self._count()
        pages = {EXPECTED: self._expected, DRAFTS: lambda: ([], "")}
        self.rows, self.next_url = pages.get(self.key, lambda: self._page(first))()

    def _ask(self, user, asked):
        self.user, self.asked = user, asked
        self.key = asked.get("list") if asked.get("list") in {*LISTS, *OTHERS} else "my"
        self.label = OTHERS.get(self.key) or LISTS[self.key][0]
        self.form = Filters(asked, tags=tags_of(user))
        self.chosen = self.form.cleaned_data if self.form.is_valid() else {}
        self.cases = Case.objects.in_care_of(user).open()

    def shown(self):
        """The page's rows as they are read."""
        return rows_of(self.rows, all_tags=self.form.tags, key=self.key)

    def rows_as_html(self):
        return rows_as_html(self.shown(), self.key)

    def tabs(self):
        labels = {**{key: LISTS[key][0] for key in TABS}, **OTHERS}
        return [
            {
                "url": f"?list={key}" if {key, self.key} & OTHERS.keys() else self._url(list=key),
                "label": label,
                "current": key == self.key,
                "count": spoken(self.counts[key]),
                "late": key in LATE and self.counts[LATE[key]],
            }
            for key, label in labels.items()
        ]

    @cached_property
    def saved(self):
        """Narrowed lists that were saved: one's own and the team's, as links."""
        saved = SavedFilter.objects.visible_to(self.user).filter(is_gone=False)
        return list(saved.order_by("name", "id")[:30])

    @property
    def query(self):
        """What stands in the address, without the place in the list."""
        query = self.asked.copy()
        query.pop("after", None)
        return query.urlencode()

    @property
    def total(self):
        return spoken(self.counts["shown" if self.chips else self.key])

    @property
    def first_url(self):
        return self._url(after=None) if "after" in self.asked else ""

    @property
    def clear_url(self):
        return f"?list={self.key}"

    @property
    def snoozed_url(self):
        """The same list, of what is put off; empty where nothing is, or one is there already."""
        here = self.key in PUT_OFF and self.counts["asleep"] and not self.chosen.get("snoozed")
        return self._url(snoozed="on", after=None) if here else ""

    @cached_property
    def chips(self):
        """What narrows the list, each removable."""
        return [
            Chip(label, self._url(without=(name, value)))
            for name in (NARROWS if self.key in LISTS else ("due",))
            for value, label in self._on(name)
        ]

    def _on(self, name):
        chosen = self.chosen.get(name)
        if not chosen or (name == "snoozed" and self.key not in PUT_OFF):
            return []
        if name == "snoozed":
            return [("on", _("Snoozed"))]
        if name == "officer":
            names = User.objects.filter(pk=chosen).values_list("name", flat=True)
            return [(str(chosen), names.first() or "")]
        labels = dict(self.form.fields[name].choices)
        return [
            (value, labels[value]) for value in (chosen if isinstance(chosen, list) else [chosen])
        ]

    @classmethod
    def narrowed_for(cls, user, asked):
        """All cases of one list as it is narrowed, without a page of them: for an export."""
        desk = cls.__new__(cls)
        desk._ask(user, asked)
        return desk._narrowed() if desk.key in LISTS else desk.cases.none()

    def _count(self):
        """(all that the page counts, the ids of the list's first cases where they are known)."""
        of_cases, ids = self._count_cases()
        others = [(self.drafts, {DRAFTS: Q()})]
        if self.chips:
            shown = self._narrowed() if self.key in LISTS else self._expecting.narrowed
            others.append((shown, {"shown": Q()}))
        found = capped_counts(*(Counted(*other) for other in others))
        moments = seen_so_far(self.user, set(ids["all"] if ids else ()))
        found |= {EXPECTED: len(moments), "unsaid": sum(at < now() for at in moments)}
        first = ids and ids.get(self.key, [])[: PAGE + 1]
        return of_cases | found, first

    def _count_cases(self):
        lists = [key for key in {*TABS, self.key} if key in LISTS]
        flags = {
            **{key: what_it_holds(self.user, key) for key in lists},
            "awake": awake(),
            "asleep": asleep(),
            "soon": Q(due_at__gte=now(), due_at__lt=end_of(today())),
        }
        counts = {key: (key, "awake") if key in PUT_OFF else (key,) for key in lists}
        counts |= {"late": ("my", "overdue"), "today": ("my", "awake", "soon"), "all": ()}
        counts["asleep"] = (self.key if self.key in lists else "my", "asleep")
        return counts_and_ids(Counted(self.cases, flags, counts), ("due_at", "id"))

    def _narrowed(self):
        cases, chosen = self.cases.filter(what_it_holds(self.user, self.key)), self.chosen
        if self.key in PUT_OFF:
            cases = cases.asleep() if chosen.get("snoozed") else cases.awake()
        for name in ("stage", "urgency"):
            if chosen.get(name):
                cases = cases.filter(**{f"{name}__in": chosen[name]})
        if chosen.get("group"):
            cases = cases.filter(category__startswith=chosen["group"])
        if chosen.get("officer"):
            cases = cases.filter(officer=chosen["officer"])
        if chosen.get("tag"):
            cases = cases.filter(case_tags__tag=chosen["tag"])
        return cases.filter(_due(chosen.get("due")))

    @cached_property
    def _expecting(self):
        place = _place(self.asked.get("after", ""))
        return Expected(self.user, self.chosen.get("due", ""), place, PAGE)

    def _expected(self):
        last = self._expecting.last
        return self._expecting.rows, self._after(*last) if last else ""

    def _page(self, first):
        """The cases of the page, and where it goes on. `first`: the ids of those that lead."""
        if place := _place(self.asked.get("after", "")):
            due_at, pk = place
            beyond = Q(due_at__gt=due_at) | Q(due_at=due_at, pk__gt=pk)
            cases = self._narrowed().filter(beyond)
        elif first is None or self.chips:
            cases = self._narrowed()
        else:
            cases = self.cases.filter(pk__among=first)
        rows = list(with_partners(cases).with_tag_ids().for_rows().by_urgency()[: PAGE + 1])
        if len(rows) <= PAGE:
            return rows, ""
        last = rows[PAGE - 1]
        return rows[:PAGE], self._after(last.due_at, last.pk)

    def _after(self, moment, pk):
        """The page that begins after the row of this moment and id."""
        return self._url(after=f"{moment:%Y-%m-%dT%H:%M:%S.%fZ}.{pk}")

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
    return Q(due_at__lt=end_of(today() + timedelta(days=days[choice]))) if choice in days else Q()


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
