"""When a partner works: its own days and hours, else its country's."""

from datetime import date, time

from services.models import Partner
from services.working_week import calendar_of
from tests import make


def test_what_is_not_said_is_as_usual_in_the_country(himal):
    nepal, gulf = calendar_of(himal), calendar_of(make.make_partner("Doha desk", country="QA"))
    assert not nepal.is_working_day(date(2026, 6, 13))  # Saturday
    assert nepal.is_working_day(date(2026, 6, 14))
    assert not gulf.is_working_day(date(2026, 6, 12))  # Friday
    assert nepal.days[7] == ((time(10), time(17)),)


def test_a_partner_has_days_hours_and_closures_of_its_own(himal):
    himal.working_days, himal.opens_at, himal.closes_at = ["6", "7"], time(8), time(12)
    himal.closed_days = "2026-06-14 Annual meeting\n\n2026-06-20"
    calendar = calendar_of(himal)
    assert calendar.days == {6: ((time(8), time(12)),), 7: ((time(8), time(12)),)}
    assert calendar.is_working_day(date(2026, 6, 13))
    assert not calendar.is_working_day(date(2026, 6, 14))
    assert not calendar.is_working_day(date(2026, 6, 15))


def typed(partner, **said):
    return {
        "name": partner.name,
        "country": "NP",
        "time_zone": "Asia/Kathmandu",
        "is_active": "on",
        "version": partner.version,
        **said,
    }


def test_an_administrator_says_so_on_the_partners_page(himal, browse, anil):
    address = f"/services/partners/{himal.pk}/change/"
    said = {"working_days": ["1", "2"], "opens_at": "08:30", "closed_days": "2026-06-15 Off"}
    assert browse(anil).post(address, typed(himal, **said)).status_code == 302
    kept = Partner.objects.get(pk=himal.pk)
    assert (kept.time_zone, kept.working_days) == ("Asia/Kathmandu", ["1", "2"])
    assert (kept.opens_at, kept.closed_days) == (time(8, 30), "2026-06-15 Off")


def test_a_line_without_a_day_is_not_taken(himal, browse, anil):
    address = f"/services/partners/{himal.pk}/change/"
    answer = browse(anil).post(address, typed(himal, closed_days="next Monday"))
    assert answer.status_code == 422
    assert "Begin each line with a day" in answer.content.decode()
