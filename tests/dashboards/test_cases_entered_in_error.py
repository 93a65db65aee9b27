"""What was entered in error never was a case: it stands in no figure, whichever way one looks."""

import uuid
from datetime import timedelta

import pytest

from helpdesk.cases import actions
from helpdesk.cases.models import Case
from helpdesk.core.clock import now, today
from helpdesk.dashboards.flow import FlowOfCases
from helpdesk.dashboards.indicators import INDICATORS, Asked, count
from helpdesk.dashboards.indicators.periods import Period
from helpdesk.dashboards.models import Flow
from helpdesk.dashboards.people import PeopleServed
from helpdesk.dashboards.queries import cases
from helpdesk.dashboards.rolling import roll
from tests import make

from .test_numbers_and_lists_agree import asked_of, behind, numbers
from .world import days_ago, make_cases


@pytest.fixture
def wrong(kathmandu, sarita):
    """A case of forty days ago, with a task and a claim; entered in error today, as was one of
    today. Beside them stand two that are real, as old."""
    with days_ago(40):
        old, _real = make_cases(2, kathmandu, sarita, need_kind="legal")
        due = now() + timedelta(days=1)
        actions.add_task(old, by=sarita, submission_id=uuid.uuid4(), text="x", due_at=due)
        make.make_claim(old, sarita)
    new, _real = make_cases(2, kathmandu, sarita)
    for case in (old, new):
        actions.close_in_error(case, by=sarita)
    return old


def of_three_months(person):
    return asked_of(person, f"since={today() - timedelta(days=80)}")


def test_it_counts_on_no_page_and_each_number_is_still_its_list(wrong, bimala):
    roll()
    scope = of_three_months(bimala)
    flow = FlowOfCases(scope).months
    assert sum(month.opened.n for month in flow) == 2
    assert sum(month.closed.n for month in flow) == 0
    assert flow[-1].pending == 2
    assert (PeopleServed(scope).n, PeopleServed(scope).cases) == (2, 2)
    assert [cases(scope, which).count() for which in ("opened", "closed", "served")] == [2, 0, 2]
    for url, n in numbers(scope):
        rows, _form = behind(bimala, url)
        assert len(rows) == n, url


def test_it_is_in_no_month_that_is_kept(wrong):
    roll()
    kept = Flow.objects.filter(category="")
    assert sum(row.n for row in kept if row.event == "opened") == 2
    assert not kept.filter(event="closed").exists()


def test_it_counts_in_no_indicator(wrong, kathmandu, bimala):
    period = Period(today() - timedelta(days=80), today(), "Asia/Kathmandu")
    asked = Asked(frozenset([kathmandu.pk]), period, bimala)
    found = {code: n["now"] for code, n in count(INDICATORS, asked).totals.items()}
    assert (found["cases_opened"], found["cases_closed"], found["cases_pending"]) == (2, 0, 2)
    assert (found["people_with_new_case"], found["people_with_open_case"]) == (2, 2)
    assert (found["followups_due"], found["claims_made"], found["money_claimed"]) == (0, 0, {})
    assert found["days_to_close"][2] == 0


@pytest.mark.parametrize("said", ["reopened", "of one of two"])
def test_what_is_a_case_after_all_counts(said, kathmandu, sarita, bimala):
    (case,) = make_cases(1, kathmandu, sarita)
    if said == "reopened":
        actions.close_in_error(case, by=sarita)
        actions.reopen(Case.objects.get(), by=sarita, reason="It was one")
    else:
        actions.add_person(case, by=sarita, client=make.make_client(kathmandu, sarita, "Two"))
        outcomes = zip(
            case.people.values_list("client", flat=True), ["in_error", "fully"], strict=True
        )
        actions.close(case, by=sarita, outcomes=dict(outcomes))
    roll()
    scope = asked_of(bimala, "")
    assert (cases(scope, "opened").count(), cases(scope, "served").count()) == (1, 1)
    assert Flow.objects.filter(event="opened", category="").get().n == 1
