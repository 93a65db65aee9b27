from datetime import timedelta

import pytest

from helpdesk.cases import actions as cases
from helpdesk.cases.models import Case
from helpdesk.core.clock import now
from referrals import actions
from tests import make

from .world import days_ago, make_cases, refer


def test_unassigned_cases_are_counted(number, bimala, sarita, pokhara, pasang, kathmandu):
    make_cases(2, kathmandu, sarita)
    make_cases(1, pokhara, pasang)
    make_cases(1, pokhara, pasang, officer=pasang)
    assert number(bimala, "cases/?which=unassigned") == 3


def test_one_centre_alone_is_counted_when_asked_for(
    number, bimala, sarita, pokhara, pasang, kathmandu
):
    make_cases(2, kathmandu, sarita)
    make_cases(1, pokhara, pasang)
    assert number(bimala, "cases/?centre=PKR&which=unassigned", centre="PKR") == 1


def test_overdue_cases_are_counted_and_named(front_page, number, bimala, sarita, kathmandu):
    with days_ago(20):
        make_cases(2, kathmandu, sarita, officer=sarita)
    make_cases(1, kathmandu, sarita, officer=sarita)
    assert number(bimala, "cases/?which=overdue") == 2
    assert "2 of them with Sarita Gurung" in front_page(bimala)


def test_high_risk_without_contact_for_a_week_is_counted(number, bimala, sarita, kathmandu):
    with days_ago(8):
        (touched, *_others) = make_cases(3, kathmandu, sarita, high_risk=True)
        make_cases(1, kathmandu, sarita)
    cases.take(touched, by=sarita)
    assert number(bimala, "cases/?which=at_risk") == 2


def test_a_partner_is_silent_when_the_answer_is_late(
    front_page, number, bimala, sarita, kathmandu, service
):
    with days_ago(6):
        refer(make_cases(1, kathmandu, sarita)[0], service, sarita)
    refer(make_cases(1, kathmandu, sarita)[0], service, sarita)
    assert number(bimala, "referrals/?which=silent") == 1
    assert "All at Himal Law Clinic" in front_page(bimala)


def test_questions_and_reports_wait_for_the_desk(
    number, bimala, sarita, roshan, kathmandu, service
):
    asked, done, accepted = (
        refer(case, service, sarita) for case in make_cases(3, kathmandu, sarita)
    )
    actions.request_information(asked, by=roshan, text="Which month?")
    actions.accept(accepted, by=roshan)
    actions.complete(
        actions.accept(done, by=roshan), by=roshan, outcome="full", delivered="Claim lodged"
    )
    assert number(bimala, "referrals/?which=to_us") == 2


def test_a_closed_case_needs_nothing(number, bimala, sarita, kathmandu):
    with days_ago(20):
        (case,) = make_cases(1, kathmandu, sarita, high_risk=True)
    cases.close(case, by=sarita, outcomes={case.people.get().client_id: "fully"})
    for which in ("unassigned", "overdue", "at_risk"):
        assert number(bimala, f"cases/?which={which}") == 0


def test_late_means_here_what_it_means_in_the_work_lists(sarita, bimala, kathmandu):
    from helpdesk.dashboards.queries import cases as behind
    from helpdesk.dashboards.scope import scope_for

    with days_ago(20):
        make_cases(2, kathmandu, sarita)
    make_cases(1, kathmandu, sarita)
    assert set(behind(scope_for(bimala), "overdue")) == set(Case.objects.overdue())
    assert set(behind(scope_for(bimala), "unassigned")) == set(Case.objects.unassigned())


@pytest.mark.parametrize("restricted", [True, False])
def test_a_restricted_case_counts_nowhere_unless_one_is_named(
    restricted, number, browse, bimala, sarita, kathmandu, service
):
    with days_ago(40):
        (case,) = make_cases(1, kathmandu, sarita, high_risk=True)
    refer(case, service, sarita)
    Case.objects.filter(pk=case.pk).update(
        restricted=restricted,
        due_at=now() - timedelta(days=9),
        touched_at=now() - timedelta(days=40),
    )
    expected = 0 if restricted else 1
    for which in ("unassigned", "overdue", "at_risk"):
        assert number(bimala, f"cases/?which={which}") == expected
    assert number(bimala, "referrals/?status=sent") == expected
    assert (case.code in browse(bimala).get("/figures/cases/").content.decode()) is not restricted


def test_a_case_shared_by_name_counts_for_her_alone(number, bimala, sarita, kathmandu, maya):
    from guardian.shortcuts import assign_perm

    colleague = make.make_user("Hari Bhandari", teams=[kathmandu.supervisors])
    case = make.make_case(maya, sarita, restricted=True)
    assign_perm("cases.view_case", bimala, case)
    assert number(bimala, "cases/?which=unassigned") == 1
    assert number(colleague, "cases/?which=unassigned") == 0
