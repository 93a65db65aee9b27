"""Hand-computed: 24 hours of a target are one working day of whoever has to answer."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from helpdesk.core.working_time import WorkingTime

DAYS = {"mon-fri": range(1, 6), "sun-fri": [7, 1, 2, 3, 4, 5], "sun-thu": [7, 1, 2, 3, 4]}


def office(zone, country, week="mon-fri", opens=9, closes=17, **facts):
    spans = ((time(opens), time(closes)),)
    days = dict.fromkeys(DAYS[week], spans)
    return WorkingTime(zone=zone, days=days, country=country, **facts)


NEPAL = office("Asia/Kathmandu", "NP", "sun-fri", opens=10)
QATAR = office("Asia/Qatar", "QA", "sun-thu", opens=7, closes=15)
MANILA = office("Asia/Manila", "PH", opens=8)
CUENCA = office("America/Guayaquil", "EC")
DAKAR = office("Africa/Dakar", "SN")
PADUA = office("Europe/Rome", "IT")
MADRID = office("Europe/Madrid", "ES")
NIGHT = WorkingTime(  # a shelter's night desk, on Sundays too: the clock changes while it is open
    zone="Europe/Rome", days={day: ((time(0), time(8)),) for day in range(1, 8)}
)
SPLIT = WorkingTime(  # a pause at noon
    zone="Europe/Madrid", days={d: ((time(9), time(13)), (time(15), time(19))) for d in range(1, 6)}
)
FEAST = office("Asia/Manila", "PH", opens=8, closed=frozenset([date(2026, 6, 15)]))

# Office, begins (there), target in hours, due (there).
CASES = [
    # Nepal rests on Saturday: 2026-06-12 is a Friday
    (NEPAL, "2026-06-10 11:00", 24, "2026-06-11 11:00"),  # Wednesday → Thursday
    (NEPAL, "2026-06-11 11:00", 24, "2026-06-12 11:00"),  # Thursday → Friday, a working day
    (NEPAL, "2026-06-12 11:00", 24, "2026-06-14 11:00"),  # Friday → Sunday
    (NEPAL, "2026-06-12 16:00", 72, "2026-06-16 16:00"),  # Sun, Mon, Tue
    (NEPAL, "2026-06-13 12:00", 24, "2026-06-15 10:00"),  # Saturday counts as Sunday's opening
    (NEPAL, "2026-06-12 18:00", 24, "2026-06-15 10:00"),  # after closing: the same
    (NEPAL, "2026-06-10 08:00", 24, "2026-06-11 10:00"),  # before opening: as at opening
    (NEPAL, "2026-06-10 10:00", 12, "2026-06-10 13:30"),  # half a day of seven hours
    (NEPAL, "2026-06-10 15:15", 12, "2026-06-11 11:45"),  # a quarter today, a quarter tomorrow
    (NEPAL, "2026-06-10 10:00", 24, "2026-06-11 10:00"),  # not at closing, at the next opening
    # Dashain 2026: 18 to 22 October (Sun to Thu) are holidays; the 17th and 24th are Saturdays
    (NEPAL, "2026-10-16 11:00", 24, "2026-10-23 11:00"),  # Friday → the Friday after
    (NEPAL, "2026-10-16 11:00", 48, "2026-10-25 11:00"),
    # Republic Day is Friday the 29th, Eid al-Adha Thursday the 28th of May 2026
    (NEPAL, "2026-05-27 12:00", 24, "2026-05-31 12:00"),  # Wednesday → Sunday
    # The Gulf rests on Friday and Saturday: 2026-06-11 is a Thursday
    (QATAR, "2026-06-11 09:00", 24, "2026-06-14 09:00"),  # Thursday → Sunday
    (QATAR, "2026-06-10 14:00", 72, "2026-06-15 14:00"),  # Thu, Sun, Mon
    (QATAR, "2026-06-12 10:00", 8, "2026-06-14 09:40"),  # a third of eight hours from Sunday 07:00
    # Eid al-Fitr 20 to 22 March 2026 (Fri to Sun)
    (QATAR, "2026-03-19 09:00", 24, "2026-03-23 09:00"),  # Thursday → Monday
    # The Philippines
    (MANILA, "2026-06-11 10:00", 24, "2026-06-15 10:00"),  # over Independence Day, Friday
    (FEAST, "2026-06-11 10:00", 24, "2026-06-16 10:00"),  # and a day of its own
    (MANILA, "2026-04-01 10:00", 48, "2026-04-07 10:00"),  # over Holy Week: Mon, Tue
    # Ecuador
    (CUENCA, "2026-10-30 10:00", 24, "2026-11-04 10:00"),  # over All Souls and Cuenca's day
    (CUENCA, "2026-05-22 16:00", 24, "2026-05-26 16:00"),  # the 24th is a Sunday, kept on Monday
    # Senegal
    (DAKAR, "2026-04-03 10:00", 24, "2026-04-07 10:00"),  # Friday → Tuesday, over Easter Monday
    (DAKAR, "2026-12-24 10:00", 24, "2026-12-28 10:00"),  # over Christmas and a weekend
    # Italy and Spain put the clock forward on 29 March and back on 25 October 2026
    (PADUA, "2026-03-27 11:00", 24, "2026-03-30 11:00"),  # 71 hours later, at the same hour
    (PADUA, "2026-10-23 11:00", 24, "2026-10-26 11:00"),  # 73 hours later
    (MADRID, "2026-10-23 16:00", 48, "2026-10-27 16:00"),
    (MADRID, "2026-04-02 12:00", 24, "2026-04-06 12:00"),  # over Good Friday; Monday is open
    (NIGHT, "2026-03-29 00:00", 12, "2026-03-29 04:30"),  # half of a night that is 7 hours long
    (NIGHT, "2026-10-25 00:00", 12, "2026-10-25 03:30"),  # half of one that is 9 hours long
    (SPLIT, "2026-06-10 12:00", 6, "2026-06-10 16:00"),  # two hours, over the pause
    # Over the end of the year
    (PADUA, "2026-12-31 15:00", 24, "2027-01-04 15:00"),  # New Year's Day is a Friday
    (NEPAL, "2026-12-31 11:00", 24, "2027-01-01 11:00"),  # no holiday there
    (PADUA, "2026-12-23 09:00", 7 * 24, "2027-01-05 09:00"),  # 24, 28, 29, 30, 31, 4, 5
    (PADUA, "2026-06-10 11:00", 0, "2026-06-10 11:00"),
]


def there(calendar, text):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(calendar.zone))


@pytest.mark.parametrize(("calendar", "begins", "hours", "due"), CASES)
def test_when_a_target_is_due(calendar, begins, hours, due):
    assert calendar.add(there(calendar, begins), hours) == there(calendar, due)


@pytest.mark.parametrize(("calendar", "begins", "hours", "due"), CASES)
def test_what_has_run_by_then_is_the_target(calendar, begins, hours, due):
    run = calendar.between(there(calendar, begins), there(calendar, due))
    assert run == timedelta(hours=hours)


def test_what_is_over_by_a_day_is_a_negative_day():
    run = NEPAL.between(there(NEPAL, "2026-06-14 11:00"), there(NEPAL, "2026-06-12 11:00"))
    assert run == -timedelta(days=1)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-06-12 10:00", True),
        ("2026-06-12 09:59", False),
        ("2026-06-12 17:00", False),
        ("2026-06-13 12:00", False),  # Saturday
        ("2026-10-20 12:00", False),  # Dashain
    ],
)
def test_whether_somebody_is_there(moment, is_open):
    assert NEPAL.is_open(there(NEPAL, moment)) is is_open


def test_a_moment_counts_where_the_office_is():
    late_in_lima = datetime(2026, 6, 12, 22, 30, tzinfo=ZoneInfo("America/Lima"))  # Saturday there
    assert NEPAL.add(late_in_lima, 24) == there(NEPAL, "2026-06-15 10:00")


def test_results_are_in_utc():
    assert NEPAL.add(there(NEPAL, "2026-06-10 11:00"), 24).tzinfo is UTC


def test_an_office_that_never_opens_has_no_calendar():
    with pytest.raises(ValueError, match="never opens"):
        WorkingTime(zone="UTC", days={})


def test_a_region_has_holidays_of_its_own():
    valencia = office("Europe/Madrid", "ES", region="VC")
    assert not valencia.is_working_day(date(2026, 10, 9))
    assert MADRID.is_working_day(date(2026, 10, 9))


def test_a_country_of_which_no_holidays_are_known_works_on():
    assert office("UTC", "").is_working_day(date(2026, 12, 25))
