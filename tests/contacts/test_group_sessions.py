import re
import uuid
from datetime import timedelta

import pytest

from helpdesk.audit.models import Entry
from helpdesk.clients.models import Serving
from helpdesk.contacts.models import Attendance, GroupSession, Headcount
from helpdesk.contacts.sessions import actions
from helpdesk.core import clock, per_request
from helpdesk.core.refusal import Refused, Stale
from helpdesk.desk import actions as desk
from tests import make
from tests.world import merge

ROLES = ["sarita", "dipesh", "bimala", "pasang", "nirmala", "anil", "roshan", "stranger"]


@pytest.fixture
def session(kathmandu, sarita):
    return make.make_session(kathmandu, sarita, capacity=2, facilitator="Canary Rai")


@pytest.fixture
def sita(kathmandu, sarita):
    return make.make_client(kathmandu, sarita, "Sita Thapa")


@pytest.fixture
def gita(kathmandu, sarita):
    return make.make_client(kathmandu, sarita, "Gita Rai")


def at_its_beginning(session):
    return clock.at(session.starts_at + timedelta(minutes=5))


def fresh(session):
    return GroupSession.objects.for_listing().counted().get(pk=session.pk)


def states(session):
    rows = Attendance.objects.filter(session=session).order_by("number")
    return {row.client.code: row.state for row in rows.select_related("client")}


def take(session, by, present=(), heads=None, asked=None):
    session = fresh(session)
    everyone = Attendance.objects.filter(session=session).values_list("pk", flat=True)
    return actions.take_attendance(
        session,
        by=by,
        version=session.version,
        asked=set(everyone) if asked is None else asked,
        present={row.pk for row in present},
        heads=heads or {},
    )


def test_it_is_set_up_on_the_page_and_not_twice(browse, sarita, kathmandu):
    said = {
        "submission_id": uuid.uuid4(),
        "kind": "fair",
        "topic": "Fair at the ward office",
        "on": make.tomorrow().date(),
        "begins": "10:00",
        "ends": "16:30",
        "centre": kathmandu.pk,
        "facilitator": "Mina Lama",
    }
    browser = browse(sarita)
    assert browser.post("/sessions/set-up/", said).status_code == 302
    assert browser.post("/sessions/set-up/", said).status_code == 302
    made = GroupSession.objects.for_listing().get()
    assert (made.there.hour, made.ends_there.hour, made.facilitator) == (10, 16, "Mina Lama")
    assert browser.get(made.get_absolute_url()).status_code == 200


def test_one_that_ends_before_it_begins_is_refused(kathmandu, sarita):
    with pytest.raises(Refused, match="ends before it begins"):
        make.make_session(kathmandu, sarita, ends_at=make.tomorrow(9))


def test_when_it_is_full_the_next_ones_wait_and_move_up_in_their_order(
    session, sarita, maya, sita, gita, browse, kathmandu
):
    last = make.make_client(kathmandu, sarita, "Rita Magar")
    for client in (maya, sita, gita, last):
        actions.enrol(session, client, by=sarita)
    assert list(states(session).values()) == ["enrolled", "enrolled", "waiting", "waiting"]
    answer = browse(sarita).post(f"{session.get_absolute_url()}leave/1/", follow=True)
    assert f"{gita.code} moves up" in answer.content.decode()
    assert states(session) == {
        maya.code: "withdrawn",
        sita.code: "enrolled",
        gita.code: "enrolled",
        last.code: "waiting",
    }


def test_who_comes_back_waits_behind_the_others(session, sarita, maya, sita, gita):
    rows = [actions.enrol(session, client, by=sarita) for client in (maya, sita, gita)]
    actions.leave(rows[0], by=sarita)
    again = actions.enrol(session, maya, by=sarita)
    assert (again.state, again.number, again.pk) == ("waiting", 4, rows[0].pk)


def test_enrolling_twice_is_once(session, sarita, maya):
    first, second = (actions.enrol(session, maya, by=sarita) for _again in range(2))
    assert first.pk == second.pk


def test_codes_from_cards_are_enrolled_at_once_and_a_wrong_one_stops_all(
    session, browse, sarita, maya, sita
):
    browser, url = browse(sarita), f"{session.get_absolute_url()}enrol/"
    wrong = browser.post(url, {"codes": f"{maya.code}\nC-NOBODY"})
    assert wrong.status_code == 422
    assert "C-NOBODY" in wrong.content.decode()
    assert states(session) == {}
    assert browser.post(url, {"codes": f"{maya.code.lower()}, {sita.code}"}).status_code == 302
    assert set(states(session)) == {maya.code, sita.code}


def test_a_client_of_another_centre_cannot_be_enrolled_by_who_may_not_see_her(
    browse, session, sarita, pokhara, pasang
):
    stranger = make.make_client(pokhara, pasang, "Canary Lama")
    answer = browse(sarita).post(f"{session.get_absolute_url()}enrol/", {"codes": stranger.code})
    assert answer.status_code == 422
    assert "Canary Lama" not in answer.content.decode()


def test_from_a_clients_page_one_chooses_the_session(session, browse, sarita, maya):
    browser = browse(sarita)
    assert (
        f"/sessions/choose/?client={maya.code}"
        in browser.get(maya.get_absolute_url()).content.decode()
    )
    page = browser.get(f"/sessions/choose/?client={maya.code}").content.decode()
    assert session.topic in page
    assert f'name="codes" value="{maya.code}"' in page


def test_fewer_places_than_people_is_refused_and_more_let_them_move_up(
    session, sarita, maya, sita, gita
):
    for client in (maya, sita, gita):
        actions.enrol(session, client, by=sarita)
    with pytest.raises(Refused, match="2 people are on the list"):
        actions.change(fresh(session), by=sarita, version=1, capacity=1)
    actions.change(fresh(session), by=sarita, version=1, capacity=3)
    assert set(states(session).values()) == {"enrolled"}


def test_attendance_by_list_and_by_count(session, browse, sarita, maya, sita, gita):
    rows = [actions.enrol(session, client, by=sarita) for client in (maya, sita, gita)]
    with at_its_beginning(session):
        said = {
            "version": 1,
            "present": [rows[0].pk, rows[2].pk],
            "n__female": 120,
            "n__male": 95,
            "n_18_24_other": 3,
        }
        url = f"{session.get_absolute_url()}attendance/"
        assert browse(sarita).post(url, said).status_code == 302
    assert list(states(session).values()) == ["attended", "absent", "attended"]
    found = fresh(session)
    assert (found.state, found.listed, found.counted) == ("held", 2, 218)
    entry = Entry.objects.get(verb="took_attendance")
    assert (entry.detail["listed"], entry.detail["counted"]) == (2, 218)


def test_who_was_enrolled_after_the_page_was_opened_is_not_said_to_be_absent(
    session, browse, sarita, dipesh, maya, sita
):
    first = actions.enrol(session, maya, by=sarita)
    browser, url = browse(sarita), f"{session.get_absolute_url()}attendance/"
    with at_its_beginning(session):
        page = browser.get(url).content.decode()
        actions.enrol(session, sita, by=dipesh)
        [asked] = re.findall(r'name="asked" value="([^"]*)"', page)
        said = {"version": 1, "asked": asked, "present": [str(first.pk)]}
        assert browser.post(url, said).status_code == 302
    assert states(session) == {maya.code: "attended", sita.code: "enrolled"}


def test_what_is_changed_once_it_has_begun_moves_nobody_up_beyond_the_places(
    session, sarita, maya, sita, gita, kathmandu
):
    last = make.make_client(kathmandu, sarita, "Rita Magar")
    rows = [actions.enrol(session, client, by=sarita) for client in (maya, sita, gita, last)]
    with at_its_beginning(session):
        actions.change(fresh(session), by=sarita, version=1, place="Room 2")
        assert list(states(session).values()) == ["enrolled", "enrolled", "waiting", "waiting"]
        assert actions.leave(rows[0], by=sarita).client == gita
        assert list(states(session).values()) == ["withdrawn", "enrolled", "enrolled", "waiting"]


def test_who_was_enrolled_in_a_session_that_is_cancelled_is_not_said_to_be_enrolled(
    session, browse, sarita, maya
):
    actions.enrol(session, maya, by=sarita)
    actions.cancel(fresh(session), by=sarita)
    answer = browse(sarita).get(maya.get_absolute_url())
    told = [item.text for day in answer.context["timeline"].days for item in day.items]
    assert f"{session.get_kind_display()}: Cancelled" in told
    shown = re.search(f"{session.topic}.*?</li>", answer.content.decode(), re.DOTALL)[0]
    assert "Cancelled" in shown
    assert "Enrolled" not in shown


def test_a_fair_of_three_hundred_is_one_form_without_a_name(session, browse, sarita):
    with at_its_beginning(session):
        browser, url = browse(sarita), f"{session.get_absolute_url()}attendance/"
        page = browser.get(url).content.decode()
        assert 'name="present"' not in page
        browser.post(url, {"version": 1, "n__female": 180, "n__male": 120})
    assert fresh(session).counted == 300


def test_attendance_can_be_corrected_and_nobody_goes_over_another(session, sarita, maya):
    row = actions.enrol(session, maya, by=sarita)
    with at_its_beginning(session):
        take(session, sarita, [row], {("male", ""): 5})
        take(session, sarita, [], {("male", ""): 4})
        with pytest.raises(Stale):
            actions.take_attendance(
                fresh(session), by=sarita, version=1, asked=set(), present=set(), heads={}
            )
    assert list(states(session).values()) == ["absent"]
    assert [one.people for one in Headcount.objects.all()] == [4]


def test_who_was_not_on_the_page_is_left_as_she_was(session, sarita, maya):
    actions.enrol(session, maya, by=sarita)
    with at_its_beginning(session):
        take(session, sarita, asked=set())
    assert list(states(session).values()) == ["enrolled"]


def test_before_it_begins_nobody_has_come(session, sarita):
    with pytest.raises(Refused, match="still to come"):
        take(session, sarita)


def test_from_its_beginning_on_nobody_waits(session, sarita, maya, sita, gita):
    with at_its_beginning(session):
        rows = [actions.enrol(session, client, by=sarita) for client in (maya, sita, gita)]
    assert {row.state for row in rows} == {"enrolled"}


def test_a_cancelled_one_takes_nobody_and_is_not_held(session, sarita, maya):
    actions.cancel(session, by=sarita)
    with pytest.raises(Refused, match="cancelled"):
        actions.enrol(session, maya, by=sarita)
    with at_its_beginning(session), pytest.raises(Refused, match="Cancelled"):
        take(session, sarita)


def held(session, by, client):
    row = actions.enrol(session, client, by=by)
    with at_its_beginning(session):
        take(session, by, [row])
    return row


def test_a_certificate_says_the_name_once_and_its_square_the_number_alone(
    session, browse, sarita, maya
):
    row = held(session, sarita, maya)
    browser, url = browse(sarita), session.get_absolute_url()
    page = browser.get(f"{url}certificates/").content.decode()
    article = page[page.index("<article") : page.index("</article>")]
    assert maya.name in article
    assert f"{session.code}/1" in article
    square = article[article.index("<svg") : article.index("</svg>")]
    assert "Maya" not in square
    assert browser.get(f"{url}certificates/{row.number}/").content.decode().count("<article") == 1
    read = Entry.objects.about_client(maya.uid).filter(verb="printed")
    assert read.count() == 2


def test_only_who_came_has_a_certificate(session, browse, sarita, maya):
    row = actions.enrol(session, maya, by=sarita)
    url = f"{session.get_absolute_url()}certificates/"
    assert "<article" not in browse(sarita).get(url).content.decode()
    assert browse(sarita).get(f"{url}{row.number}/").status_code == 404


def test_the_list_to_sign_has_names_and_empty_lines(session, browse, sarita, maya):
    actions.enrol(session, maya, by=sarita)
    page = browse(sarita).get(f"{session.get_absolute_url()}list/").content.decode()
    assert maya.name in page
    assert page.count("<tr>") == 1 + 1 + 12


def test_sessions_stand_on_the_clients_page_and_on_her_journey(session, browse, sarita, maya):
    journey = make.make_journey(maya, sarita)
    held(session, sarita, maya)
    browser = browse(sarita)
    page = browser.get(maya.get_absolute_url()).content.decode()
    assert page.count(session.topic) == 2  # in its part, and in the timeline
    path = f"{maya.get_absolute_url()}journeys/{journey.number}/"
    assert session.topic in browser.get(path).content.decode()


def test_who_sees_a_session(session, request):
    seen = set()
    for who in ROLES:
        per_request.forget()
        person = request.getfixturevalue(who)
        if GroupSession.objects.visible_to(person).filter(pk=session.pk).exists():
            seen.add(who)
    assert seen == {"sarita", "dipesh", "bimala"}


def test_someone_whom_one_may_not_see_is_counted_and_not_named(
    session, browse, sarita, pasang, pokhara, bimala
):
    canary = make.make_client(pokhara, pasang, "Canary Lama")
    actions.enrol(session, canary, by=bimala)
    for part in ("", "list/", "attendance/"):
        with at_its_beginning(session):
            page = browse(sarita).get(f"{session.get_absolute_url()}{part}").content.decode()
        assert "Canary Lama" not in page
        assert canary.code not in page
        assert ("one person whose record you may not see" in page) is (part == "")
    assert browse(sarita).post(f"{session.get_absolute_url()}leave/1/").status_code == 404


def test_a_merged_record_is_in_a_session_once_and_has_come_where_one_of_the_two_did(
    session, sarita, maya, kathmandu
):
    twin = make.make_client(kathmandu, sarita, "Maya Tamang")
    other = make.make_session(kathmandu, sarita)
    actions.enrol(session, maya, by=sarita)
    actions.enrol(other, twin, by=sarita)
    held(session, sarita, twin)
    made = merge(maya, twin, sarita)
    assert states(session) == {maya.code: "attended"}
    assert states(other) == {maya.code: "enrolled"}
    desk.undo_merge(made, by=sarita, reason="Two people after all")
    assert states(session) == {maya.code: "absent", twin.code: "attended"}
    assert states(other) == {twin.code: "enrolled"}


@pytest.mark.parametrize("which", ["", "held"])
def test_the_list_costs_the_same_however_long(which, queries, browse, sarita, kathmandu, maya):
    browser, url, costs = browse(sarita), f"/sessions/?which={which}", []
    browser.get(url)
    for count in (1, 9, 90):
        for _n in range(count):
            one = make.make_session(kathmandu, sarita)
            if which:
                GroupSession.objects.filter(pk=one.pk).update(state="held")
            actions.enrol(one, maya, by=sarita)
        costs.append(queries(lambda: browser.get(url)))
    assert costs[0] == costs[1] == costs[2] <= 12


def test_one_session_costs_the_same_with_any_number_of_people(
    queries, browse, sarita, kathmandu, session
):
    actions.change(session, by=sarita, version=1, capacity=None)
    browser, costs = browse(sarita), []
    parts = ["", "attendance/", "list/", "certificates/"]
    browser.get(session.get_absolute_url())
    for count in (1, 9, 40):
        for n in range(count):
            client = make.make_client(kathmandu, sarita, f"Person {n}")
            actions.enrol(fresh(session), client, by=sarita)
        with at_its_beginning(session):
            take(session, sarita, Attendance.objects.filter(session=session))
        urls = [f"{session.get_absolute_url()}{part}" for part in parts]
        costs.append([queries(lambda url=url: browser.get(url)) for url in urls])
    assert costs[0] == costs[1] == costs[2]
    assert max(costs[0]) <= 12, costs


def test_pages_of_the_list_follow_each_other(browse, sarita, kathmandu):
    for n in range(60):
        make.make_session(
            kathmandu, sarita, starts_at=make.tomorrow(8 + n % 4), ends_at=make.tomorrow(13)
        )
    browser, url, found = browse(sarita), "/sessions/", []
    while url:
        listed = browser.get(url).context["listed"]
        found += [row.code for row in listed.rows]
        url = listed.next_url and f"/sessions/{listed.next_url}"
    wanted = GroupSession.objects.order_by("starts_at", "pk").values_list("code", flat=True)
    assert found == list(wanted)


def test_the_supervisors_figures_count_sessions_and_people_apart(
    browse, bimala, sarita, kathmandu, maya
):
    day = make.today().replace(day=15)
    at = make.tomorrow(10).replace(year=day.year, month=day.month, day=day.day)
    two = [
        make.make_session(kathmandu, sarita, starts_at=at, ends_at=at + timedelta(hours=2))
        for _n in range(2)
    ]
    row = actions.enrol(two[0], maya, by=sarita)
    with clock.at(at + timedelta(hours=1)):
        take(two[0], sarita, [row], {("female", ""): 30, ("male", "25_34"): 12})
        take(two[1], sarita, [], {("female", ""): 8})
        browser = browse(bimala)
        page = browser.get("/figures/contacts/").content.decode()
        table = page[page.index('id="sessions-h"') :]
        table = table[: table.index("</table>")]
        assert re.findall(r'class="num">(?:<a [^>]*>)?(\d+)', table) == ["2", "1", "50"]
        rows = table[table.index("<tbody>") :]
        address = re.search(r'href="([^"]+)"', rows)[1].replace("&amp;", "&")
        assert browser.get(address).content.decode().count('id="session-') == 2


def test_its_code_leads_to_it(session, browse, sarita, dipesh, pasang, maya):
    visit = make.make_visit(maya, sarita)
    for thing in (session, visit):
        for person, status in ((dipesh, 302), (pasang, 200)):
            per_request.forget()
            answer = browse(person).post("/search/", {"q": thing.code})
            assert answer.status_code == status, thing


def test_who_moves_up_is_not_named_to_whoever_does_not_see_her(browse, kathmandu, sarita, dipesh):
    session = make.make_session(kathmandu, sarita, capacity=1)
    first, waits = (make.make_client(kathmandu, sarita) for _ in range(2))
    for client in (first, waits):
        actions.enrol(session, client, by=sarita)
    served = Serving.objects.filter(client=waits)
    served._raw_delete(served.db)  # she is served elsewhere now
    page = browse(dipesh).post(f"/sessions/{session.code}/leave/1/", follow=True)
    assert "moves up" in page.content.decode()
    assert waits.code not in page.content.decode()
