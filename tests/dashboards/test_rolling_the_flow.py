from io import StringIO

from django.core.management import call_command

from helpdesk.cases import actions
from helpdesk.cases.models import Case
from helpdesk.dashboards.models import Flow
from helpdesk.dashboards.rolling import roll, roll_if_stale
from helpdesk.dashboards.spans import in_words, nearest, step

from .world import days_ago, make_cases


def test_it_is_rolled_again_only_after_something_was_done(kathmandu, sarita):
    with days_ago(1):
        (case,) = make_cases(1, kathmandu, sarita)
    assert roll_if_stale()
    assert not roll_if_stale()
    actions.take(case, by=sarita)
    assert roll_if_stale()


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
