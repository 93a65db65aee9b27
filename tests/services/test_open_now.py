from datetime import UTC, datetime, time
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from helpdesk.core import clock
from services import actions
from services.models import Hours, Location, Service
from services.opening import open_at, opening
from tests import make

KATHMANDU, QATAR, ROME = "Asia/Kathmandu", "Asia/Qatar", "Europe/Rome"
OFFICE = [(day, "10:00", "17:00") for day in (7, 1, 2, 3, 4)]  # Sunday to Thursday
SPLIT = [(2, "09:00", "12:00"), (2, "12:00", "13:00"), (2, "14:00", "17:00")]
NIGHT = [(5, "20:00", "02:00")]
ALWAYS = [(day, "00:00", "00:00") for day in range(1, 8)]

# In November 2026 the 22nd is a Sunday.
TABLE = [
    (OFFICE, KATHMANDU, "2026-11-22 04:14", "Closed, opens today 10:00"),  # 09:59 there
    (OFFICE, KATHMANDU, "2026-11-22 04:15", "Open now until 17:00"),
    (OFFICE, KATHMANDU, "2026-11-22 11:14", "Open now until 17:00"),
    (OFFICE, KATHMANDU, "2026-11-22 11:15", "Closed, opens Monday 10:00"),
    (OFFICE, KATHMANDU, "2026-11-26 12:00", "Closed, opens Sunday 10:00"),
    (OFFICE, QATAR, "2026-11-22 06:30", "Closed, opens today 10:00"),  # 09:30 there
    (OFFICE, QATAR, "2026-11-22 13:30", "Open now until 17:00"),
    (SPLIT, KATHMANDU, "2026-11-24 05:00", "Open now until 13:00"),  # what touches is joined
    (SPLIT, KATHMANDU, "2026-11-24 07:30", "Closed, opens today 14:00"),
    (SPLIT, KATHMANDU, "2026-11-24 12:00", "Closed, opens Tuesday 09:00"),  # in a week
    (NIGHT, KATHMANDU, "2026-11-27 16:00", "Open now until 02:00"),
    (NIGHT, KATHMANDU, "2026-11-27 19:00", "Open now until 02:00"),  # Saturday 00:45 there
    (NIGHT, KATHMANDU, "2026-11-27 20:15", "Closed, opens Friday 20:00"),
    (NIGHT, KATHMANDU, "2026-11-26 19:00", "Closed, opens today 20:00"),  # Friday 00:45 there
    (ALWAYS, KATHMANDU, "2026-11-24 05:00", "Open now, day and night"),
    ([(1, "00:00", "00:00")], KATHMANDU, "2026-11-23 05:00", "Open now until 00:00"),
    ([(6, "22:00", "06:00")], ROME, "2026-10-25 03:30", "Open now until 06:00"),  # clocks go back
    ([(6, "22:00", "02:30")], ROME, "2026-10-25 00:15", "Open now until 02:30"),
    ([], KATHMANDU, "2026-11-24 05:00", "None"),
]


def rows_of(spans):
    return [
        SimpleNamespace(
            weekday=day,
            opens_at=time.fromisoformat(opens),
            closes_at=time.fromisoformat(closes),
        )
        for day, opens, closes in spans
    ]


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("spans", "zone", "moment", "said"), TABLE)
def test_it_is_said_by_the_clock_of_the_place(spans, zone, moment, said):
    with timezone.override(zone):
        assert str(opening(rows_of(spans), at(moment), ZoneInfo(zone))) == said


@pytest.mark.parametrize(("spans", "zone", "moment", "said"), TABLE)
def test_the_list_and_the_page_agree(himal, anil, spans, zone, moment, said):
    actions.change_partner(himal, by=anil, version=himal.version, time_zone=zone)
    make.make_partner("In another zone", time_zone="America/Guayaquil")
    office = open_office(make.make_service(himal), anil, spans)
    assert office.hours.count() == len(spans)
    assert open_at(Service.objects.all(), at(moment)).exists() is said.startswith("Open")


def open_office(service, by, spans, name="Office"):
    """A place of the service that is open at these times."""
    office = actions.make_location(service.partner, by=by, name=name)
    hours = [(row.weekday, row.opens_at, row.closes_at) for row in rows_of(spans)]
    actions.change_hours(office, hours, by=by)
    actions.tie(service, office, by=by)
    return office


def test_a_reader_elsewhere_is_told_that_it_is_the_time_there(db):
    said = opening(rows_of(OFFICE), at("2026-11-22 13:30"), ZoneInfo(QATAR))
    with timezone.override(KATHMANDU):
        assert str(said) == "Open now until 17:00 (time there)"


def open_now(moment="2026-11-24 05:00"):
    """Names of what is open; by default on a Tuesday at 10:45 in Nepal, at 05:00 in UTC."""
    return [service.name for service in open_at(Service.objects.all(), at(moment))]


def state(by, opens, closes, **of):
    actions.state_hours(
        by=by,
        weekday=2,
        opens_at=time.fromisoformat(opens),
        closes_at=time.fromisoformat(closes),
        **of,
    )


def test_its_own_times_go_before_those_of_the_place(himal, anil):
    wages = make.make_service(himal, name="Wages")
    office = open_office(wages, anil, [(2, "04:00", "06:00")])
    assert open_now() == ["Wages"]
    state(anil, "12:00", "14:00", service=wages, location=office)
    assert open_now() == []
    state(anil, "04:30", "05:30", service=wages)
    assert open_now() == ["Wages"]


def test_times_of_the_service_anywhere_go_before_those_of_the_place(himal, anil):
    wages = make.make_service(himal, name="Wages")
    open_office(wages, anil, [(2, "04:00", "06:00")])
    state(anil, "12:00", "14:00", service=wages)
    assert open_now() == []


def test_a_place_that_is_only_guessed_opens_nothing(himal, anil):
    wages = make.make_service(himal, name="Wages")
    office = open_office(make.make_service(himal, name="Other"), anil, [(2, "04:00", "06:00")])
    actions.tie_by_partner(himal, [(wages, office)], by=anil)
    assert open_now() == ["Other"]


def test_the_page_and_the_filter_say_so(browse, sarita, himal, anil, queries):
    wages = make.make_service(himal, name="Wages")
    make.make_service(himal, name="Never")
    open_office(wages, anil, [(2, "04:00", "06:00")])
    browser = browse(sarita)
    with clock.at(at("2026-11-24 05:00")):
        assert "Open now until 06:00 (time there)" in browser.get(f"/services/{wages.pk}/").text
        page = browser.get("/services/?open=on")
        assert [service.name for service in page.context["page"].rows] == ["Wages"]
        assert [str(chip["label"]) for chip in page.context["chips"]] == ["Open now"]
        assert queries(lambda: browser.get("/services/?open=on&place=office&q=wages")) <= 12
    with clock.at(at("2026-11-24 07:00")):
        assert "Closed, opens Tuesday 04:00" in browser.get(f"/services/{wages.pk}/").text
        assert not browser.get("/services/?open=on").context["page"].rows


def test_a_zone_that_is_none_counts_as_utc(himal, anil):
    actions.change_partner(himal, by=anil, version=himal.version, time_zone="Mars/Olympus")
    open_office(make.make_service(himal, name="Wages"), anil, [(2, "04:00", "06:00")])
    assert open_now() == ["Wages"]
    assert Hours.objects.count() == Location.objects.count() == 1
