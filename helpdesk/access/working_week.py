"""When a centre or a partner works: its own days and hours, else those of its country."""

from datetime import date, time

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from helpdesk.core.codes import CodesField
from helpdesk.core.working_time import WorkingTime
from helpdesk.core.zones import main_zone

WEEKDAYS = [
    ("1", _("Monday")),
    ("2", _("Tuesday")),
    ("3", _("Wednesday")),
    ("4", _("Thursday")),
    ("5", _("Friday")),
    ("6", _("Saturday")),
    ("7", _("Sunday")),
]


class WorkingWeek(models.Model):
    """Facts of an office from which its clocks run; with `country` and `time_zone` of its own."""

    working_days = CodesField(
        _("working days"),
        codes=WEEKDAYS,
        help_text=_("Nothing chosen: as is usual in the country."),
    )
    opens_at = models.TimeField(
        _("opens at"), null=True, blank=True, help_text=_("Empty: as is usual in the country.")
    )
    closes_at = models.TimeField(_("closes at"), null=True, blank=True)
    closed_days = models.TextField(
        _("closed on"),
        blank=True,
        default="",
        help_text=_(
            "Besides public holidays. One day to a line, for example 2027-03-12 Annual meeting."
        ),
    )

    class Meta:
        abstract = True


def calendar_of_centre(centre) -> WorkingTime:
    """The working calendar on which a centre's own targets count."""
    return calendar(centre)


def calendar(office) -> WorkingTime:
    """The calendar of anything with a working week: its own, else its country's, by settings."""
    weeks = settings.WORKING_WEEKS
    usual = {**weeks[""], **weeks.get(str(office.country), {})}
    opens = office.opens_at or time.fromisoformat(usual["opens"])
    closes = office.closes_at or time.fromisoformat(usual["closes"])
    if opens >= closes:  # one of the two was set, and does not go with what is usual
        opens, closes = time(), time.max
    return WorkingTime(
        zone=zone_of(office),
        days={int(day): ((opens, closes),) for day in sorted(office.working_days or usual["days"])},
        country=str(office.country),
        closed=frozenset(days_in(office.closed_days)),
    )


def zone_of(office) -> str:
    """Its time zone; that of its country as long as nobody has set one, which stands at UTC."""
    unset = office.time_zone == "UTC"
    return (unset and main_zone(str(office.country))) or office.time_zone


def days_in(text: str) -> list[date]:
    """The days at the beginnings of the lines; ValueError for a line without one."""
    return [date.fromisoformat(line.split()[0]) for line in text.splitlines() if line.strip()]
