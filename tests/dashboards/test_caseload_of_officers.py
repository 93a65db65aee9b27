from datetime import UTC, datetime

from django.test import override_settings

from helpdesk.access import actions as access
from helpdesk.cases import actions
from helpdesk.core.clock import at
from helpdesk.dashboards.caseload import MANY, MOST_PRESSING
from tests import make

from .world import days_ago, make_cases


def test_it_counts_open_new_overdue_and_untouched_per_officer(
    number, bimala, sarita, dipesh, kathmandu
):
    with days_ago(45):
        make_cases(2, kathmandu, sarita, officer=sarita)
        make_cases(1, kathmandu, sarita, officer=dipesh)
    make_cases(3, kathmandu, sarita, officer=sarita)
    counted = {
        which: number(bimala, f"cases/?which={which}&officer={sarita.pk}")
        for which in ("open", "new", "overdue", "untouched")
    }
    assert counted == {"open": 5, "new": 3, "overdue": 2, "untouched": 2}
    assert number(bimala, f"cases/?which=open&officer={dipesh.pk}") == 1
    assert number(bimala, "cases/?which=open") == 6


def test_a_case_opened_and_closed_this_month_is_new_and_not_open(
    number, bimala, sarita, case, maya
):
    actions.close(case, by=sarita, outcomes={maya.pk: "fully"})
    assert number(bimala, f"cases/?which=new&officer={sarita.pk}") == 1
    assert number(bimala, f"cases/?which=open&officer={sarita.pk}") == 0


def test_what_was_opened_where_it_is_tomorrow_already_is_new(number, anil, kathmandu):
    overseer = make.make_user("Overseer", teams=[kathmandu.supervisors])
    manila = access.open_centre(
        by=anil, parent=kathmandu, name="Manila", code="MNL", country="PH", time_zone="Asia/Manila"
    )
    ana = make.make_user("Ana Reyes", teams=[manila.officers])
    with at(datetime(2026, 11, 25, 17, 30, tzinfo=UTC)):  # the 26th in Manila alone
        make_cases(1, manila, ana, officer=ana)
        assert number(overseer, f"cases/?which=new&officer={ana.pk}") == 1


def test_an_officer_without_cases_stands_there_too(number, bimala, dipesh, case):
    assert number(bimala, f"cases/?which=open&officer={dipesh.pk}") == 0


def test_who_no_longer_logs_in_but_holds_cases_is_marked(front_page, bimala, sarita, anil, case):
    access.change_person(
        sarita,
        by=anil,
        name=sarita.name,
        email=sarita.email,
        language="",
        is_active=False,
        teams=list(sarita.groups.all()),
    )
    assert "No longer logs in" in front_page(bimala)


def test_the_cases_of_nobody_have_their_line(number, bimala, sarita, kathmandu):
    make_cases(2, kathmandu, sarita)
    assert number(bimala, "cases/?which=open&officer=none") == 2


def test_the_oldest_is_said_in_days_and_years(front_page, bimala, sarita, dipesh, kathmandu):
    with days_ago(500):
        make_cases(1, kathmandu, sarita, officer=sarita)
    with days_ago(22):
        make_cases(1, kathmandu, sarita, officer=dipesh)
    html = front_page(bimala)
    assert "1 year 4 months" in html
    assert "22 days" in html


@override_settings(CASELOAD_HIGH=2)
def test_a_full_desk_stands_out(front_page, bimala, sarita, kathmandu):
    make_cases(3, kathmandu, sarita, officer=sarita)
    html = front_page(bimala)
    assert "Over 2" in html
    assert '<svg class="bar over"' in html


def test_the_bars_need_no_style(front_page, bimala, case):
    html = front_page(bimala)
    assert "style=" not in html
    assert '<rect width="3" height="10"/>' in html


def test_she_sees_the_median_of_her_officers(front_page, bimala, sarita, dipesh, kathmandu):
    make_cases(3, kathmandu, sarita, officer=sarita)
    assert "median 1.5" in front_page(bimala)


def test_one_who_oversees_one_centre_is_not_asked_which(front_page, bimala, case):
    assert "All my centres" not in front_page(bimala)
    make.make_centre("Lalitpur centre", "LAL")
    assert "All my centres" in front_page(bimala)


def test_of_many_officers_the_most_pressing_are_shown_and_all_on_request(
    front_page, bimala, kathmandu, sarita
):
    for number in range(MANY):
        make.make_user(f"Officer {number}", teams=[kathmandu.officers])
    with days_ago(45):
        make_cases(1, kathmandu, sarita, officer=sarita)
    few, whole = front_page(bimala), front_page(bimala, path="/figures/?officers=all")
    line = '<th scope="row"><a class="name"'
    assert few.count(line) == MOST_PRESSING
    assert few.partition(line)[2].index("Sarita Gurung") < 200  # who has something overdue
    assert "officers=all" in few
    assert whole.count(line) > MANY
    assert "officers=all" not in whole.partition("<main")[2].partition("<tfoot")[0]
