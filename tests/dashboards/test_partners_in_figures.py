from helpdesk.core.clock import now
from referrals import actions
from referrals.models import Referral
from tests import make

from .world import days_ago, make_cases, refer


def test_live_silent_declined_and_unanswered_are_counted_per_partner(
    number, bimala, sarita, roshan, kathmandu, himal, service
):
    with days_ago(30):
        a, b, _c = (refer(case, service, sarita) for case in make_cases(3, kathmandu, sarita))
        actions.decline(a, by=roshan, reason="funds")
        actions.accept(b, by=roshan)
    with days_ago(10):  # everyone is told, then it is over
        actions.expire()
    actions.expire()
    with days_ago(5):
        refer(make_cases(1, kathmandu, sarita)[0], service, sarita)
    of = f"partner={himal.pk}"
    assert number(bimala, f"referrals/?{of}&which=live") == 2
    assert number(bimala, f"referrals/?{of}&which=silent") == 1
    assert number(bimala, f"referrals/?{of}&status=declined") == 1
    assert number(bimala, f"referrals/?{of}&status=no_response") == 1


def test_what_ended_more_than_a_year_ago_no_longer_counts(
    number, bimala, sarita, roshan, kathmandu, service
):
    with days_ago(400):
        declined, live = (refer(case, service, sarita) for case in make_cases(2, kathmandu, sarita))
        actions.decline(declined, by=roshan, reason="funds")
        actions.accept(live, by=roshan)
    assert number(bimala, "referrals/?status=declined") == 0
    assert number(bimala, "referrals/?status=accepted") == 1


def test_each_state_has_its_line(number, bimala, sarita, kathmandu, service):
    refer(make_cases(1, kathmandu, sarita)[0], service, sarita, send=False)
    refer(make_cases(1, kathmandu, sarita)[0], service, sarita)
    counts = {
        status: number(bimala, f"referrals/?status={status}") for status in Referral.Status.values
    }
    assert {status: n for status, n in counts.items() if n} == {"draft": 1, "sent": 1}


def test_silent_means_here_what_it_means_to_the_desk(bimala, sarita, kathmandu, service):
    from helpdesk.dashboards.queries import referrals as behind
    from helpdesk.dashboards.scope import scope_for

    with days_ago(5):
        refer(make_cases(1, kathmandu, sarita)[0], service, sarita)
    refer(make_cases(1, kathmandu, sarita)[0], service, sarita)
    assert set(behind(scope_for(bimala), "silent")) == set(Referral.objects.silent())
    assert set(behind(scope_for(bimala), "live")) == set(Referral.objects.live())


def test_a_row_names_the_client_the_partner_and_the_day(browse, bimala, sarita, kathmandu, service):
    with days_ago(5):
        refer(make.make_case(make.make_client(kathmandu, sarita), sarita), service, sarita)
    html = browse(bimala).get("/figures/referrals/?which=silent").content.decode()
    assert "Maya Kumari Tamang" in html
    assert "Himal Law Clinic" in html
    assert "No answer yet" in html
    assert Referral.objects.get().due_at < now()
