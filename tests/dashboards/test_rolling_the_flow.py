import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from helpdesk.cases import actions
from helpdesk.cases.models import Case
from helpdesk.contacts import actions as contacts
from helpdesk.core import per_request
from helpdesk.core.clock import today
from helpdesk.dashboards.flow import FlowOfCases
from helpdesk.dashboards.models import Flow
from helpdesk.dashboards.rolling import roll, roll_if_stale
from helpdesk.dashboards.scope import scope_for
from helpdesk.dashboards.spans import in_words, nearest, step
from tests import make

from .world import days_ago, make_cases


def test_it_is_rolled_again_only_after_something_was_done(kathmandu, sarita):
    with days_ago(1):
        (case,) = make_cases(1, kathmandu, sarita)
    assert roll_if_stale()
    assert not roll_if_stale()
    actions.take(case, by=sarita)
    assert roll_if_stale()


def test_what_touches_no_case_is_counted_within_a_day(kathmandu, sarita):
    with days_ago(2):
        (case,) = make_cases(1, kathmandu, sarita)
        contact = make.make_contact(kathmandu, sarita, case=case)
    with days_ago(1):
        roll()
    contacts.enter_in_error(contact, by=sarita, reason="It was another case")
    assert roll_if_stale()
    assert set(Flow.objects.values_list("within", flat=True)) == {None}
    assert not roll_if_stale()


def test_twice_makes_the_same(kathmandu, sarita):
    make_cases(3, kathmandu, sarita)
    roll()
    before = list(Flow.objects.order_by("category").values_list("month", "event", "n"))
    roll()
    assert list(Flow.objects.order_by("category").values_list("month", "event", "n")) == before
    assert sum(n for _month, _event, n in before) == 6  # each in both cuts


def test_a_restricted_case_is_in_no_row(kathmandu, sarita):
    make_cases(1, kathmandu, sarita, restricted=True)
    roll()
    assert not Flow.objects.exists()


def opened_of(user):
    per_request.forget()
    return sum(month.opened.n for month in FlowOfCases(scope_for(user)).months)


@pytest.mark.parametrize(("people", "seen"), [([], 2), (["bimala"], 3)])
def test_what_is_restricted_since_counts_no_more_and_once_for_the_named(
    people, seen, request, kathmandu, sarita, bimala
):
    with days_ago(40):
        one, _two, _three = make_cases(3, kathmandu, sarita)
    roll()
    named = [request.getfixturevalue(name) for name in people]
    actions.restrict(one, by=sarita, ground="threat", people=named)
    assert opened_of(bimala) == seen
    roll()
    assert opened_of(bimala) == seen


def test_what_is_open_to_all_again_counts_at_once(kathmandu, sarita, bimala):
    with days_ago(40):
        one, _two = make_cases(2, kathmandu, sarita)
        actions.restrict(one, by=sarita, ground="threat", people=[bimala])
    roll()
    per_request.forget()
    actions.lift_restriction(one, by=bimala, reason="Safe now")
    assert opened_of(bimala) == 2


def test_what_was_open_long_ago_is_counted_back_through_every_month(
    browse, bimala, kathmandu, sarita
):
    for days in (2500, 1800):  # the later one lies outside the 36 months before this one
        with days_ago(days):
            make_cases(1, kathmandu, sarita)
    roll()
    then = today() - timedelta(days=2400)
    asked = {"since": f"{then.year}-01-01", "until": f"{then.year}-12-31"}
    months = browse(bimala).get("/figures/flow/", asked).context["flow"].months
    assert months[-1].pending == 1


def test_a_case_opened_again_is_no_longer_closed(kathmandu, sarita):
    (case,) = make_cases(1, kathmandu, sarita)
    actions.close(case, by=sarita, outcomes={case.people.get().client_id: "fully"})
    roll()
    assert Flow.objects.filter(event="closed").exists()
    actions.reopen(Case.objects.get(), by=sarita, reason="It goes on")
    roll()
    assert not Flow.objects.filter(event="closed").exists()


def test_the_command_counts_it_anew(kathmandu, sarita):
    make_cases(1, kathmandu, sarita)
    out = StringIO()
    call_command("rebuild_flow", stdout=out)
    assert out.getvalue().startswith("2 rows, as of")


def test_the_page_says_as_of_when(browse, bimala, kathmandu, sarita):
    make_cases(1, kathmandu, sarita)
    assert "not been counted yet" in browse(bimala).get("/figures/flow/").content.decode()
    roll()
    assert "Past months and times as of" in browse(bimala).get("/figures/flow/").content.decode()


def test_steps_and_ranks():
    assert [step(s) for s in (0, 3600, 3601, 49 * 3600)] == [1, 1, 2, 72]
    assert nearest(0.5, [(1, 2), (5, 2)]) == 1
    assert nearest(0.9, [(1, 9), (5, 1)]) == 1
    assert nearest(0.9, [(1, 8), (5, 2)]) == 5
    assert nearest(0.5, []) is None
    assert [in_words(h) for h in (None, 1, 48, 72)] == ["–", "1 hour", "48 hours", "3 days"]


def test_each_number_of_the_month_has_a_line_that_says_what_it_shows(
    browse, bimala, kathmandu, sarita
):
    with days_ago(70):
        make_cases(3, kathmandu, sarita)
    make_cases(2, kathmandu, sarita)
    roll()
    page = browse(bimala).get("/figures/flow/?period=year").content.decode()
    assert re.search(r"which=opened&amp;month=[0-9-]+\"><b>2</b></a><strong>Opened</strong>", page)
    assert re.search(r"which=open\"><b>5</b></a><strong>Open</strong>", page)
    assert 'role="img" aria-label="Open. From 0 to 5."' in page
