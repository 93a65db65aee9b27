"""Hand-computed, on a paper calendar: when a case's first answer and its resolution are due.

7 and 60 working days for normal, 30 and 120 for low; 24 hours and 14 days round the clock for
critical, 72 hours and 30 days for high.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from helpdesk.access.models import Centre
from helpdesk.access.working_week import calendar_of_centre
from helpdesk.cases.clocks import due

NEPAL = Centre(country="NP", time_zone="Asia/Kathmandu")  # Sunday to Friday, 10 to 17
QATAR = Centre(country="QA", time_zone="Asia/Qatar")  # Sunday to Thursday, 9 to 17
DUBAI = Centre(country="AE", time_zone="Asia/Dubai")  # Monday to Friday, 9 to 17
PADUA = Centre(country="IT", time_zone="Europe/Rome")
CUENCA = Centre(country="EC", time_zone="America/Guayaquil")

# Centre, urgency, opened (there), first answer due, resolution due; 2026-06-12 is a Friday.
CASES = [
    # Nepal rests on Saturday alone: ten weeks are 60 working days
    (NEPAL, "normal", "2026-06-10 11:00", "2026-06-18 11:00", "2026-08-19 11:00"),
    (NEPAL, "normal", "2026-06-12 18:00", "2026-06-22 10:00", "2026-08-23 10:00"),  # after closing
    (NEPAL, "normal", "2026-06-13 12:00", "2026-06-22 10:00", "2026-08-23 10:00"),  # on Saturday
    (NEPAL, "critical", "2026-06-12 16:00", "2026-06-13 16:00", "2026-06-26 16:00"),
    # 28 August, 4 September, 11 October, Dashain 18 to 22 October, Tihar 8 to 11 and 15 November
    (NEPAL, "low", "2026-06-15 10:30", "2026-07-20 10:30", "2026-11-17 10:30"),
    (NEPAL, "normal", "2026-10-15 11:00", "2026-10-29 11:00", "2027-01-07 11:00"),
    (NEPAL, "high", "2026-10-17 09:00", "2026-10-20 09:00", "2026-11-16 09:00"),  # in Dashain
    # Eid and Republic Day, Thursday 28 and Friday 29 May
    (NEPAL, "normal", "2026-05-27 12:00", "2026-06-07 12:00", "2026-08-07 12:00"),
    # The Gulf's weekend, Friday and Saturday
    (QATAR, "normal", "2026-06-11 09:30", "2026-06-22 09:30", "2026-09-03 09:30"),
    (QATAR, "normal", "2026-06-12 10:00", "2026-06-23 09:00", "2026-09-06 09:00"),  # on Friday
    # Eid al-Fitr 20 to 22 March (Fri to Sun), Eid al-Adha 27 to 29 May (Wed to Fri)
    (QATAR, "normal", "2026-03-18 14:00", "2026-03-30 14:00", "2026-06-15 14:00"),
    (QATAR, "critical", "2026-06-11 20:00", "2026-06-12 20:00", "2026-06-25 20:00"),
    (QATAR, "low", "2026-06-14 16:00", "2026-07-26 16:00", "2026-11-29 16:00"),
    # The Emirates' weekend, Saturday and Sunday; Monday 15 June, Friday 28 August
    (DUBAI, "normal", "2026-06-11 10:00", "2026-06-23 10:00", "2026-09-07 10:00"),
    (DUBAI, "normal", "2026-06-19 16:00", "2026-06-30 16:00", "2026-09-14 16:00"),
    (DUBAI, "normal", "2026-06-21 10:00", "2026-07-01 09:00", "2026-09-15 09:00"),  # on Sunday
    (DUBAI, "high", "2026-06-19 16:00", "2026-06-22 16:00", "2026-07-19 16:00"),
    # Italy puts the clock forward on 29 March and back on 25 October: a working day keeps its
    # hour, what runs round the clock keeps its length
    (PADUA, "normal", "2026-03-02 11:00", "2026-03-11 11:00", "2026-05-27 11:00"),
    (PADUA, "low", "2026-03-26 16:00", "2026-05-11 16:00", "2026-09-15 16:00"),
    (PADUA, "high", "2026-03-28 10:00", "2026-03-31 11:00", "2026-04-27 11:00"),
    (PADUA, "critical", "2026-10-24 20:00", "2026-10-25 19:00", "2026-11-07 19:00"),
    # over Immaculate Conception, Christmas, New Year and Epiphany
    (PADUA, "normal", "2026-10-23 11:00", "2026-11-03 11:00", "2027-01-21 11:00"),
    # Ecuador has no summer time; All Souls and Cuenca's day are Monday and Tuesday
    (CUENCA, "normal", "2026-10-30 10:00", "2026-11-12 10:00", "2027-01-28 10:00"),
    (CUENCA, "critical", "2026-10-30 10:00", "2026-10-31 10:00", "2026-11-13 10:00"),
]


@pytest.mark.parametrize(("centre", "urgency", "opened", "answer", "resolve"), CASES)
def test_when_the_clocks_of_a_case_run_out(centre, urgency, opened, answer, resolve):
    def there(text):
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(centre.time_zone))

    calendar = calendar_of_centre(centre)
    dues = [due(clock, urgency, there(opened), calendar) for clock in ("answer", "resolve")]
    assert dues == [there(answer), there(resolve)]


def test_a_centre_of_its_own_week_and_closed_days_counts_on_those():
    desk = Centre(country="NP", time_zone="Asia/Kathmandu", working_days=["1", "3"])
    desk.closed_days = "2026-06-17 moving house"
    opened = datetime(2026, 6, 10, 11, tzinfo=ZoneInfo("Asia/Kathmandu"))  # a Wednesday
    # Mon 15, Mon 22, Wed 24, Mon 29, Wed 1, Mon 6, Wed 8
    expected = datetime(2026, 7, 8, 11, tzinfo=ZoneInfo("Asia/Kathmandu"))
    assert due("answer", "normal", opened, calendar_of_centre(desk)) == expected
