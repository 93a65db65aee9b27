import uuid
from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import translation
from django.utils.html import strip_tags
from guardian.shortcuts import assign_perm

from helpdesk.contacts.appointments import actions
from helpdesk.contacts.appointments.forms import Reappoint
from helpdesk.contacts.models import Appointment, Contact
from helpdesk.core import clock, per_request
from helpdesk.core.clock import now
from helpdesk.core.icalendar import folded
from helpdesk.core.refusal import Refused, Stale
from helpdesk.notices.models import Notice
from tests import make

CANARY = "Canary Room 7"


@pytest.fixture
def visit(maya, sarita):
    return make.make_visit(maya, sarita, officer=sarita, place=CANARY)


def said(client=None, **more):
    return {
        "submission_id": uuid.uuid4(),
        "client": client.code if client else "",
        "on": make.tomorrow(days=2).date(),
        "hour": "10:30",
        "minutes": 30,
        "way": "walk_in",
        "topic": "B",
        "remind_by": "",
        **more,
    }


def fresh(appointment):
    return Appointment.objects.for_listing().get(pk=appointment.pk)


def on_the_day(appointment):
    return clock.at(appointment.at + timedelta(minutes=5))


def test_it_is_made_on_the_page_on_the_centres_clock_and_not_twice(
    browse, sarita, dipesh, maya, kathmandu
):
    browser, facts = browse(sarita), said(maya, officer=dipesh.pk, centre=kathmandu.pk)
    assert browser.post("/appointments/make/", facts).status_code == 302
    assert browser.post("/appointments/make/", facts).status_code == 302
    made = Appointment.objects.for_listing().get()
    assert made.there.time() == time(10, 30)
    assert made.at.astimezone(UTC).time() == time(4, 45)
    told = Notice.objects.get(kind="appointment_made")
    assert (told.recipient, told.code) == (dipesh, made.code)


def test_how_long_it_lasts_is_said_in_the_language_of_the_page(visit):
    with translation.override("ar"):
        assert "30 دقيقة" in str(Reappoint(row=visit)["minutes"])
        assert "minutes" not in strip_tags(str(Reappoint(row=visit)["minutes"]))


def test_a_length_from_elsewhere_stays_among_the_choices(maya, sarita):
    row = make.make_visit(maya, sarita, minutes=20)
    assert "20 minutes" in str(Reappoint(row=row)["minutes"])


def test_moving_it_leads_back_to_the_appointments(browse, sarita, visit):
    page = browse(sarita).get(f"{visit.get_absolute_url()}change/").content.decode()
    assert '<li><a href="/appointments/">Appointments</a></li>' in page


def test_its_own_maker_is_not_told(visit):
    assert not Notice.objects.filter(kind="appointment_made").exists()


def test_an_hour_that_has_passed_is_refused_with_what_was_typed(browse, sarita, maya, kathmandu):
    facts = said(maya, on="2020-01-01", note="Bring the contract", centre=kathmandu.pk)
    answer = browse(sarita).post("/appointments/make/", facts)
    assert answer.status_code == 409
    assert "Bring the contract" in answer.content.decode()


def test_a_case_of_many_people_asks_who_is_expected(browse, sarita, case, kathmandu):
    other = make.make_client(kathmandu, sarita, "Sita Thapa")
    make.cases.add_person(case, client=other, by=sarita)
    facts = said(case=case.code, who=other.code, centre=kathmandu.pk)
    assert browse(sarita).post("/appointments/make/", facts).status_code == 302
    made = Appointment.objects.get()
    assert (made.client_id, made.case_id) == (other.pk, case.pk)


def test_someone_without_a_part_in_the_case_is_refused(sarita, case, kathmandu):
    other = make.make_client(kathmandu, sarita, "Sita Thapa")
    with pytest.raises(Refused, match="no part in this case"):
        make.make_visit(other, sarita, case=case)


def test_only_with_people_of_the_centre(sarita, pasang, maya):
    with pytest.raises(Refused, match="does not work at this centre"):
        make.make_visit(maya, sarita, officer=pasang)


def test_moving_it_tells_whose_it_is_and_was(visit, sarita, dipesh, bimala):
    row = fresh(visit)
    later = row.at + timedelta(days=1)
    moved = actions.reappoint(row, by=bimala, version=1, at=later, officer=dipesh)
    assert moved.state == "changed"
    told = Notice.objects.filter(kind="appointment_changed")
    assert {notice.recipient for notice in told} == {sarita, dipesh}
    with pytest.raises(Stale):
        actions.reappoint(row, by=bimala, version=1, at=later + timedelta(days=1))


def test_another_room_is_no_other_hour(visit, sarita):
    moved = actions.reappoint(fresh(visit), by=sarita, version=1, place="Room 3")
    assert moved.state == "set"


def test_the_contact_hangs_on_the_journey_that_its_case_is_about(maya, sarita):
    first = make.make_journey(maya, sarita, destination="QA")
    make.make_journey(maya, sarita, stage="employment", destination="MY")
    case = make.make_case(maya, sarita, journey=first)
    visit = make.make_visit(maya, sarita, case=case)
    with on_the_day(visit):
        assert actions.keep(fresh(visit), by=sarita).contact.journey == first


def test_who_came_is_a_contact_in_one_click(visit, browse, sarita, case):
    with on_the_day(visit):
        assert browse(sarita).post(f"{visit.get_absolute_url()}keep/").status_code == 302
        again = browse(sarita).post(f"{visit.get_absolute_url()}keep/")
    row, contact = fresh(visit), Contact.objects.get()
    assert (row.state, row.contact) == ("kept", contact)
    assert (contact.client_id, contact.channel, contact.happened_on) == (
        visit.client_id,
        "walk_in",
        visit.day,
    )
    assert again.status_code == 409


def test_how_it_went_is_said_from_that_day_on(visit, sarita):
    for act in (actions.keep, actions.miss):
        with pytest.raises(Refused, match="still to come"):
            act(fresh(visit), by=sarita)
    early = datetime.combine(visit.day, time(1), tzinfo=visit.there.tzinfo)
    with clock.at(early):
        assert actions.keep(fresh(visit), by=sarita).state == "kept"


def test_missed_ones_are_counted_and_the_next_step_is_said(browse, sarita, maya):
    for days in (2, 3):
        row = fresh(make.make_visit(maya, sarita, at=make.tomorrow(days=days)))
        with on_the_day(row):
            actions.miss(row, by=sarita)
    page = browse(sarita).get(row.get_absolute_url()).content.decode()
    assert "2 missed" in page
    assert "It was not the first time" in page
    assert f"/appointments/make/?client={maya.code}" in page


def test_what_is_over_is_over(visit, sarita):
    actions.cancel(fresh(visit), by=sarita)
    for act in (actions.cancel, actions.keep, actions.miss):
        with pytest.raises(Refused, match="Make a new one"):
            act(fresh(visit), by=sarita)


def test_the_file_for_a_calendar_holds_the_code_and_the_hours_alone(visit, browse, sarita):
    answer = browse(sarita).get(f"{visit.get_absolute_url()}calendar/")
    text = answer.content.decode()
    assert f"SUMMARY:{visit.code}\r\n" in text
    assert visit.at.astimezone(UTC).strftime("DTSTART:%Y%m%dT%H%M%SZ\r\n") in text
    assert visit.ends_at.astimezone(UTC).strftime("DTEND:%Y%m%dT%H%M%SZ\r\n") in text
    assert all(word not in text for word in (CANARY, "Maya", "Sarita", "Kathmandu"))
    assert text.endswith("END:VCALENDAR\r\n")


def test_long_lines_of_it_are_folded_between_letters():
    lines = folded("URL:" + "घर" * 60).split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "".join(line.removeprefix(" ") for line in lines) == "URL:" + "घर" * 60


@pytest.mark.parametrize(
    ("day", "hour", "words"),
    [
        (time(10), 0, ""),
        (time(10), 5, "closed on this day"),  # Saturday, from a Monday on
        (time(16, 45), 0, "Outside the centre’s hours"),
        (time(8), 0, "Outside the centre’s hours"),
    ],
)
def test_hours_at_which_nobody_works_are_flagged(day, hour, words, browse, sarita, maya):
    monday = now().date() + timedelta(days=7 - now().weekday() + 7)
    zone = make.tomorrow().tzinfo
    at = datetime.combine(monday + timedelta(days=hour), day, tzinfo=zone)
    row = make.make_visit(maya, sarita, at=at)
    page = browse(sarita).get(row.get_absolute_url()).content.decode()
    assert (words in page) if words else ("Outside" not in page and "closed on" not in page)


def test_two_at_once_are_flagged_on_the_day_and_on_its_page(browse, sarita, maya, kathmandu):
    sita = make.make_client(kathmandu, sarita, "Sita Thapa")
    first = make.make_visit(maya, sarita, officer=sarita, minutes=60)
    second = make.make_visit(sita, sarita, officer=sarita, at=first.at + timedelta(minutes=30))
    third = make.make_visit(maya, sarita, at=first.ends_at)  # right after it: no clash
    words = "Sarita Gurung has another appointment then: 10:00–11:00"
    browser = browse(sarita)
    assert words in browser.get(second.get_absolute_url()).content.decode()
    assert words in browser.get(f"/appointments/?day={first.day}").content.decode()
    assert "another appointment" not in browser.get(third.get_absolute_url()).content.decode()


def secret_visit(maya, sarita):
    case = make.make_case(maya, sarita, restricted=True)
    assign_perm("cases.view_case", sarita, case)
    per_request.forget()
    return make.make_visit(maya, sarita, case=case, officer=sarita, place=CANARY)


def test_one_of_a_restricted_case_is_there_for_its_named_people_alone(
    browse, sarita, dipesh, bimala, maya, kathmandu
):
    row = secret_visit(maya, sarita)
    sita = make.make_client(kathmandu, sarita, "Sita Thapa")
    beside = make.make_visit(sita, sarita, officer=sarita, at=row.at)
    day = f"?day={row.day}"
    pages = [f"/appointments/{day}", f"/appointments/print/{day}", maya.get_absolute_url()]
    pages += [beside.get_absolute_url(), "/"]
    for who, sees in ((sarita, True), (dipesh, False), (bimala, False)):
        browser = browse(who)
        shown = "".join(browser.get(page).content.decode() for page in pages)
        assert (CANARY in shown) is (row.code in shown) is sees
        assert ("has another appointment" in shown) is sees
        for part in ("", "change/", "calendar/"):
            expected = 200 if sees else 404
            assert browser.get(f"{row.get_absolute_url()}{part}").status_code == expected


def test_of_a_restricted_case_only_someone_named_on_it_can_be_the_officer(sarita, dipesh, maya):
    row = fresh(secret_visit(maya, sarita))
    with pytest.raises(Refused, match="not named on it"):
        actions.reappoint(row, by=sarita, version=1, officer=dipesh)


def test_who_sees_an_appointment(visit, request):
    seen = set()
    for who in ("sarita", "dipesh", "bimala", "pasang", "nirmala", "anil", "roshan", "stranger"):
        per_request.forget()
        person = request.getfixturevalue(who)
        if Appointment.objects.visible_to(person).filter(pk=visit.pk).exists():
            seen.add(who)
    assert seen == {"sarita", "dipesh", "bimala"}


def test_it_stands_on_the_pages_of_client_and_case(browse, sarita, maya, case):
    row = make.make_visit(maya, sarita, case=case, place=CANARY)
    for url in (maya.get_absolute_url(), case.get_absolute_url()):
        page = browse(sarita).get(url).content.decode()
        assert page.count(row.when) >= 2  # in its part, and in the timeline
        assert CANARY in page


@pytest.mark.parametrize("span", ["", "&span=week"])
def test_the_day_costs_the_same_however_full(span, queries, browse, sarita, maya, kathmandu):
    browser, costs, day = browse(sarita), [], make.tomorrow(days=2)
    url = f"/appointments/?day={day.date()}{span}"
    browser.get(url)
    for count in (1, 9, 90):
        for n in range(count):
            make.make_visit(maya, sarita, officer=sarita, at=day + timedelta(minutes=n))
        costs.append(queries(lambda: browser.get(url)))
    assert costs[0] == costs[1] == costs[2] <= 12


def test_client_and_case_cost_one_query_more_with_any_number(queries, browse, sarita, maya, case):
    browser, urls = browse(sarita), (maya.get_absolute_url(), case.get_absolute_url())

    def cost():
        return [queries(lambda url=url: browser.get(url)) for url in urls]

    cost()
    none = cost()
    make.make_visit(maya, sarita, case=case, officer=sarita)
    one = cost()
    for n in range(20):
        make.make_visit(maya, sarita, case=case, at=make.tomorrow(days=3 + n), officer=sarita)
    assert cost() == one
    assert [b - a for a, b in zip(none, one, strict=True)] == [1, 1]


@pytest.mark.parametrize("asked", ["officer", "anyone"])
def test_one_officers_day_or_nobodys(asked, browse, sarita, dipesh, maya):
    rows = {
        "officer": make.make_visit(maya, sarita, officer=dipesh),
        "anyone": make.make_visit(maya, sarita, at=make.tomorrow(15, days=2)),
    }
    who = dipesh.pk if asked == "officer" else "anyone"
    url = f"/appointments/?day={rows[asked].day}&officer={who}"
    page = browse(sarita).get(url).content.decode()
    assert [name for name, row in rows.items() if row.code in page] == [asked]


def test_printing_the_day_is_a_counted_read(browse, sarita, visit, maya):
    from helpdesk.audit.models import Entry

    page = browse(sarita).get(f"/appointments/print/?day={visit.day}").content.decode()
    assert maya.name in page
    assert Entry.objects.about_client(maya.uid).get(verb="printed").by == sarita


def test_a_merged_record_brings_its_appointments(sarita, kathmandu, visit, maya):
    twin = make.make_client(kathmandu, sarita, "Maya Tamang")
    row = make.make_visit(twin, sarita, at=make.tomorrow(days=4))
    from tests.world import merge

    merge(maya, twin, sarita)
    assert fresh(row).client_id == maya.pk
