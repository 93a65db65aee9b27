from datetime import timedelta

import pytest
from django.http import QueryDict

from helpdesk.cases.models import Case
from helpdesk.clients.models import Serving
from helpdesk.contacts.appointments import actions as appointing
from helpdesk.core.clock import at, now
from helpdesk.desk.my_work import Desk
from tests import make

LIST = "/?list=appointments"


@pytest.fixture
def noon():
    """Noon of today at the centre, so that an hour earlier and later are of today too."""
    with at(make.tomorrow(12, days=0)):
        yield now()


def visit(client, by, hours, **facts):
    """One of `by`'s, so many hours from now; it was made when that was still to come."""
    moment = now() + timedelta(hours=hours)
    with at(min(now(), moment - timedelta(hours=1))):
        return make.make_visit(client, by, at=moment, **{"officer": by, **facts})


def codes(browser, more=""):
    return [row.code for row in browser.get(LIST + more).context["desk"].rows]


def counted(browser):
    tabs = browser.get("/").context["desk"].tabs()
    return next(tab for tab in tabs if "list=appointments" in tab["url"])


def test_it_holds_ones_own_of_today_and_those_of_which_nobody_said_how_it_went(
    officer, maya, sarita, dipesh, noon
):
    today, overdue = visit(maya, sarita, 2), visit(maya, sarita, -50)
    visit(maya, sarita, 20)  # tomorrow
    visit(maya, dipesh, 1)
    visit(maya, sarita, 3, officer=None)
    with at(noon - timedelta(hours=30)):
        over = visit(maya, sarita, 1)
    appointing.keep(over, by=sarita)
    appointing.cancel(visit(maya, sarita, 4), by=sarita)
    assert codes(officer) == [overdue.code, today.code]
    tab = counted(officer)
    assert (tab["count"], bool(tab["late"])) == ("2", True)
    page = officer.get("/").content.decode()
    assert "Of one past appointment nobody said how it went." in page
    assert "Nothing of yours is late" not in page


def test_a_tab_without_any_overdue_does_not_stand_out(officer, maya, sarita, noon):
    visit(maya, sarita, 2)
    tab = counted(officer)
    assert (tab["count"], bool(tab["late"])) == ("1", False)


def test_the_address_narrows_and_widens_it_with_a_chip_that_takes_it_off(
    officer, maya, sarita, noon
):
    overdue, today, soon = (visit(maya, sarita, hours) for hours in (-3, 2, 60))
    assert codes(officer, "&due=overdue") == [overdue.code]
    assert codes(officer, "&due=week") == [overdue.code, today.code, soon.code]
    desk = officer.get(f"{LIST}&due=week&stage=return").context["desk"]
    assert [str(chip.label) for chip in desk.chips] == ["Within 7 days"]
    assert desk.total == "3"
    assert codes(officer, "&due=nonsense") == [overdue.code, today.code]


def test_who_came_is_said_on_its_page_and_it_leaves_the_list(officer, maya, sarita, noon):
    row = visit(maya, sarita, -1)
    page = officer.get(LIST).content.decode()
    assert "How did it go?" in page
    assert maya.display_name in page
    assert row.get_absolute_url() in page
    appointing.miss(row, by=sarita)
    assert codes(officer) == []
    assert "Nobody is expected by you today" in officer.get(LIST).content.decode()


def test_on_a_restricted_case_only_while_one_is_named(cast, case, maya, dipesh, noon):
    row = visit(maya, dipesh, 2, case=case)
    assert codes(cast["dipesh"]) == [row.code]
    Case.objects.filter(pk=case.pk).update(restricted=True)
    assert codes(cast["dipesh"]) == []
    assert counted(cast["dipesh"])["count"] == "0"


def test_the_tab_counts_those_that_the_list_shows(officer, kathmandu, maya, sarita, noon):
    sita = make.make_client(kathmandu, sarita, "Sita Thapa")
    lost = make.make_client(kathmandu, sarita, "Gone Elsewhere")
    mine, secret, closed = (make.make_case(sita, sarita, title=name) for name in "ABC")
    on_hers, on_none = visit(sita, sarita, 1, case=mine), visit(maya, sarita, 2)
    on_closed, _on_secret = visit(sita, sarita, 3, case=closed), visit(sita, sarita, 4, case=secret)
    visit(lost, sarita, 5)
    Case.objects.filter(pk=secret.pk).update(restricted=True)
    Case.objects.filter(pk=closed.pk).update(status="closed", closed_at=now())
    Serving.objects.filter(client=lost).delete()
    assert codes(officer) == [on_hers.code, on_none.code, on_closed.code]
    assert counted(officer)["count"] == "3"


def test_pages_follow_each_other_without_gap_or_repeat(officer, maya, sarita, noon):
    made = [visit(maya, sarita, 1 + n / 10) for n in range(27)]
    first = officer.get(LIST).context["desk"]
    second = officer.get(f"/{first.next_url}").context["desk"]
    assert [row.code for row in first.rows + second.rows] == [row.code for row in made]
    assert (second.next_url, bool(second.first_url)) == ("", True)


@pytest.mark.parametrize("count", [1, 10, 100])
def test_it_costs_the_same_however_many(count, officer, kathmandu, sarita, queries, noon):
    for n in range(count):
        visit(make.make_client(kathmandu, sarita, f"Client {n}"), sarita, 1 + n / 50)
    assert queries(lambda: officer.get(LIST)) <= 13


def test_an_export_of_it_as_cases_is_empty_and_no_error(sarita, maya, noon):
    make.make_case(maya, sarita, officer=sarita)
    for key in ("appointments", "drafts"):
        assert not Desk.narrowed_for(sarita, QueryDict(f"list={key}"))
