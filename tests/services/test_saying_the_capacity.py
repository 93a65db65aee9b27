from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from helpdesk.access.working_week import zone_of
from helpdesk.audit.models import Entry
from helpdesk.core import clock
from helpdesk.core.clock import now
from helpdesk.notices.models import Notice
from services import actions
from tests import make


@pytest.fixture
def wages(himal):
    return make.make_service(himal)


def test_a_worker_says_the_capacity_of_her_own_partners_service(wages, roshan):
    actions.set_capacity(wages, "waiting_list", by=roshan, note="Six weeks")
    wages.refresh_from_db()
    assert (wages.capacity, wages.capacity_note) == ("waiting_list", "Six weeks")
    assert now() - wages.capacity_at < timedelta(minutes=1)
    entry = Entry.objects.about(wages).last()
    assert entry.detail == {"fields": ["capacity", "capacity_at", "capacity_note"]}


def test_nobody_is_told_of_it(wages, roshan):
    actions.set_capacity(wages, "closed", by=roshan)
    assert not Notice.objects.exists()


def test_saying_it_again_makes_it_fresh_and_takes_the_old_words_away(wages, roshan):
    actions.set_capacity(wages, "limited", by=roshan, note="Two places")
    with clock.at(now() + timedelta(days=31)):
        wages.refresh_from_db()
        assert wages.capacity_is_old
        assert wages.capacity_said() == "said 31 days ago, may have changed"
        actions.set_capacity(wages, "limited", by=roshan)
        wages.refresh_from_db()
        assert not wages.capacity_is_old
        assert wages.capacity_note == ""


def test_the_desk_sees_since_when_and_is_warned_of_an_old_word(browse, wages, roshan, sarita):
    actions.set_capacity(wages, "limited", by=roshan, note="Two places")
    page = browse(sarita).get(f"/services/{wages.pk}/").text
    assert "Two places" in page
    assert "said on " in page
    with clock.at(now() + timedelta(days=45)):
        for url in ("/services/", f"/services/{wages.pk}/"):
            assert "said 45 days ago, may have changed" in browse(sarita).get(url).text


@pytest.mark.parametrize(
    ("who", "status"),
    [("roshan", 302), ("anil", 302), ("sarita", 403), ("bimala", 403), ("stranger", 403)],
)
def test_who_may_set_the_capacity_in_one_click(browse, wages, request, who, status):
    browser = browse(request.getfixturevalue(who))
    answer = browser.post(f"/services/{wages.pk}/capacity/", {"capacity": "closed"})
    wages.refresh_from_db()
    assert answer.status_code == status
    assert (wages.capacity == "closed") is (status == 302)


def test_the_answer_leads_back_to_where_the_button_was(browse, wages, roshan):
    ours = "http://testserver/services/ours/"
    url = f"/services/{wages.pk}/capacity/"
    answer = browse(roshan).post(url, {"capacity": "closed"}, headers={"Referer": ours})
    assert answer.url == f"/services/ours/#service-{wages.pk}"


def test_htmx_is_answered_with_the_panel_alone(browse, wages, roshan):
    answer = browse(roshan).post(
        f"/services/{wages.pk}/capacity/", {"capacity": "limited"}, headers={"HX-Request": "true"}
    )
    assert "Limited" in answer.text
    assert "<html" not in answer.text


def test_an_unknown_capacity_changes_nothing(browse, wages, roshan):
    browse(roshan).post(f"/services/{wages.pk}/capacity/", {"capacity": "boundless"})
    wages.refresh_from_db()
    assert wages.capacity == "open"


def test_only_those_who_may_see_the_buttons(browse, wages, roshan, sarita):
    assert "It is now" in browse(roshan).get(f"/services/{wages.pk}/").text
    assert "It is now" not in browse(sarita).get(f"/services/{wages.pk}/").text


@pytest.mark.parametrize("count", [1, 10, 100])
def test_our_services_stand_on_one_page_with_four_buttons_each(
    browse, queries, himal, roshan, count
):
    for number in range(count):
        make.make_service(himal, name=f"Desk {number}")
    make.make_service(make.make_partner("Asha"), name="Counselling of another")
    browser = browse(roshan)
    page = browser.get("/services/ours/").text
    assert page.count('name="capacity"') == 4 * count
    assert "Counselling of another" not in page
    assert queries(lambda: browser.get("/services/ours/")) <= 12


def test_the_directory_leads_a_worker_there_and_the_desk_has_no_such_page(browse, roshan, sarita):
    assert "/services/ours/" in browse(roshan).get("/services/").text
    assert "/services/ours/" not in browse(sarita).get("/services/").text
    assert browse(sarita).get("/services/ours/").status_code == 403


def test_it_is_all_still_right_in_one_click(browse, wages, roshan, anil):
    for person in (anil, roshan):
        assert browse(person).post(f"/services/{wages.pk}/verify/").status_code == 302
    wages.refresh_from_db()
    with timezone.override(zone_of(wages.partner)):  # the day of whoever says so
        assert (wages.verified_on, wages.verified_by) == (clock.today(), roshan)
    assert Entry.objects.about(wages).last().verb == "verified"
    assert "by Roshan K.C." in browse(anil).get(f"/services/{wages.pk}/").text


def test_verifying_twice_on_one_day_is_noted_once(wages, roshan):
    for _press in range(2):
        actions.verify(wages, by=roshan)
    assert Entry.objects.about(wages).filter(verb="verified").count() == 1


def test_the_desk_may_not_say_so(wages, sarita, bimala):
    for person in (sarita, bimala):
        with pytest.raises(PermissionDenied):
            actions.verify(wages, by=person)
