"""Pages and calendars of a centre go by one clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from helpdesk.access.working_week import calendar_of_centre
from helpdesk.core import clock
from tests import make

EVENING = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)  # in Kathmandu the 25th, 01:45


@pytest.fixture
def officer_at(db):
    def officer_at(zone):
        centre = make.make_centre(time_zone=zone)
        return make.make_user("Sarita Gurung", teams=[centre.officers]), centre

    return officer_at


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("UTC", "25 Nov 2026 01:45"),  # left as it was: that of its country
        ("Asia/Kathmandu", "25 Nov 2026 01:45"),
        ("Asia/Qatar", "24 Nov 2026 23:00"),
    ],
)
def test_a_page_shows_the_hour_by_which_the_centres_calendar_counts(
    zone, shown, officer_at, browse
):
    officer, centre = officer_at(zone)
    with clock.at(EVENING):
        client = make.make_client(centre, officer)
        browser = browse(officer)
        html = browser.get(f"/clients/{client.code}/history/").content.decode()
    assert shown in html
    there = EVENING.astimezone(ZoneInfo(calendar_of_centre(centre).zone))
    assert f"{there:%H:%M}" == shown[-5:]


def test_the_mail_of_the_day_goes_at_that_hour_too(officer_at):
    officer, _centre = officer_at("UTC")
    officer.mail, officer.mail_hour = "daily", 7
    due = officer.next_mail_at(EVENING)
    assert due.utcoffset() is not None
    assert due.astimezone(UTC).strftime("%d %H:%M") == "25 01:15"  # 07:00 in Kathmandu
