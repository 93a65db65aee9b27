"""A centre's appointments of a day or a week, for its desk."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.http import Http404
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from helpdesk.access.models import Centre
from helpdesk.access.sight import demand, home_place
from helpdesk.access.working_week import calendar_of_centre, zone_of
from helpdesk.core.clock import now
from helpdesk.core.keyset import number_in

from ..listing import say_whom
from ..models import Appointment
from .flags import flags

MOST = 300  # of a week at one centre; nobody has more
ANYONE = "anyone"


class DayList:
    """One centre's day, or seven days from it; all of it, or one officer's."""

    def __init__(self, user, asked):
        demand(user, "appoint")
        self.user = user
        self.centres = list(Centre.objects.served_by(user))
        self.centre = self._centre(asked.get("centre", ""))
        self.zone = ZoneInfo(zone_of(self.centre))
        self.today = now().astimezone(self.zone).date()
        self.first = _day(asked.get("day", ""), self.today)
        self.is_week = asked.get("span") == "week"
        self.who = asked.get("officer", "")

    def _centre(self, code):
        """The one that was asked for, else her own: what she does not serve is not found."""
        if code:
            found = next((c for c in self.centres if c.code == code), None)
            if found is None:
                raise Http404
            return found
        home = home_place(self.user)
        return home if home in self.centres else self.centres[0]

    @property
    def length(self):
        return timedelta(days=7 if self.is_week else 1)

    @cached_property
    def team(self):
        return list(self.centre.team())

    @cached_property
    def officer(self):
        """The colleague who was asked for, by id; None for everyone and for nonsense."""
        pk = number_in(self.who)
        return next((person for person in self.team if person.pk == pk), None)

    @property
    def _of_these_days(self):
        starts = datetime.combine(self.first, time(), self.zone)
        ends = datetime.combine(self.first + self.length, time(), self.zone)
        seen = Appointment.objects.visible_to(self.user).filter(centre=self.centre)
        return seen.filter(at__gte=starts, at__lt=ends)

    @property
    def asked_for(self):
        """What the list shows, to be read elsewhere: for an export."""
        rows = self._of_these_days
        if self.who == ANYONE:
            return rows.filter(officer=None)
        return rows.filter(officer=self.officer) if self.officer else rows

    @cached_property
    def rows(self):
        rows = list(self._of_these_days.for_listing().in_order()[:MOST])
        calendar = calendar_of_centre(self.centre)
        for row in rows:
            row.centre = self.centre
            row.flags = flags(row, rows, calendar)
        return say_whom([row for row in rows if self._is_asked(row)], self.user)

    def _is_asked(self, row):
        if self.who == ANYONE:
            return row.officer_id is None
        return self.officer is None or row.officer_id == self.officer.pk

    @cached_property
    def days(self):
        """(day, its rows): those with any, and the one day that was asked for."""
        found: dict[date, list] = {} if self.is_week else {self.first: []}
        for row in self.rows:
            found.setdefault(row.day, []).append(row)
        return [(date_format(day, "l j F Y"), rows) for day, rows in found.items()]

    @property
    def expected(self) -> int:
        return sum(row.is_standing for row in self.rows)

    @property
    def title(self):
        if self.is_week:
            last = self.first + timedelta(days=6)
            return f"{date_format(self.first, 'j M')} – {date_format(last, 'j M Y')}"
        return date_format(self.first, "l j F Y")

    @property
    def before(self):
        return self.url(day=self.first - self.length)

    @property
    def after(self):
        return self.url(day=self.first + self.length)

    @property
    def spans(self):
        """For components/tabs.html: today, the day that is shown, its week."""
        is_today = not self.is_week and self.first == self.today
        day = [] if is_today or self.is_week else [(date_format(self.first, "D j M"), "", True)]
        shown = [
            (_("Today"), self.url(day=self.today, span=""), is_today),
            *day,
            (_("Seven days"), self.url(span="week"), self.is_week),
        ]
        return [{"label": label, "url": url, "current": now} for label, url, now in shown]

    def url(self, **changed):
        """This list with something else asked for."""
        asked = {
            "centre": self.centre.code if len(self.centres) > 1 else "",
            "day": self.first if self.first != self.today else "",
            "span": "week" if self.is_week else "",
            "officer": ANYONE if self.who == ANYONE else self.officer and self.officer.pk,
            **changed,
        }
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    @property
    def query(self):
        return self.url()

    @property
    def whole_query(self):
        """The same, which means these days and this centre whenever and by whomever it is read."""
        return self.url(day=self.first, centre=self.centre.code)


def look_up(user, code):
    """An appointment that the user sees, or 404."""
    seen = Appointment.objects.visible_to(user).for_listing().filter(code=code)
    if (found := seen.first()) is None:
        raise Http404
    return say_whom([found], user)[0]


def beside(appointment, user):
    """What the user sees of the same officer or client within a day of it."""
    day = timedelta(days=1)
    near = Q(at__gt=appointment.at - day, at__lt=appointment.at + day)
    same = Q(client=appointment.client_id)
    if appointment.officer_id:
        same |= Q(officer=appointment.officer_id)
    return list(Appointment.objects.visible_to(user).filter(near & same).for_listing()[:MOST])


def _day(text, otherwise):
    """The day in the address; nonsense, and the edges of the calendar, are `otherwise`."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return otherwise
    return day if 1900 <= day.year < 2200 else otherwise
