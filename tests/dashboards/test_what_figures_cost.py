import pytest

from .world import days_ago, make_cases, refer

PATHS = [
    "/figures/",
    "/figures/cases/",
    "/figures/referrals/",
    "/figures/cases/?officer={0}&which=open&centre=KTM",
    "/figures/referrals/?partner={1}&status=sent&centre=KTM",
    "/figures/reassign/{0}/",
]


@pytest.mark.parametrize("count", [1, 10, pytest.param(100, marks=pytest.mark.slow)])
def test_a_page_costs_the_same_however_much_it_counts(
    count, queries, browse, bimala, sarita, dipesh, pokhara, himal, kathmandu, service
):
    with days_ago(5):
        for case in make_cases(count, kathmandu, sarita, officer=sarita):
            refer(case, service, sarita)
    browser, costs = browse(bimala), {}
    browser.get("/figures/")  # content types and the like are asked for once per process
    for path in PATHS:
        address = path.format(sarita.pk, himal.pk)
        costs[path] = queries(lambda address=address: browser.get(address))
    assert max(costs.values()) <= 12, costs
