from tests import make

from .world import days_ago, make_cases, refer

PATHS = [
    "/figures/",
    "/figures/flow/",
    "/figures/partners/",
    "/figures/served/",
    "/figures/people/",
    "/figures/alerts/",
    "/figures/contacts/",
    "/figures/cases/",
    "/figures/referrals/",
    "/figures/cases/?officer={0}&which=open&centre=KTM",
    "/figures/referrals/?partner={1}&status=sent&centre=KTM",
    "/figures/reassign/{0}/",
]


def test_a_page_costs_the_same_with_1_10_and_100(
    queries, browse, bimala, sarita, pokhara, himal, kathmandu, service
):
    browser, costs = browse(bimala), []
    browser.get("/figures/")  # content types and the like are asked for once per process
    for more in (1, 9, 90):
        with days_ago(5):
            for case in make_cases(more, kathmandu, sarita, officer=sarita):
                refer(case, service, sarita)
                make.make_help(make.make_contact(kathmandu, sarita), sarita)
        addresses = [path.format(sarita.pk, himal.pk) for path in PATHS]
        costs.append({a: queries(lambda a=a: browser.get(a)) for a in addresses})
    assert costs[0] == costs[1] == costs[2]
    people = costs[0].pop("/figures/people/")
    assert max(costs[0].values()) <= 12, costs[0]
    assert people <= 12 + 2  # its read is recorded: the test's savepoint is set and released
