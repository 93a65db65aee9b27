import re

import pytest

from referrals import actions
from tests import make

from .world import days_ago, make_cases, refer


@pytest.fixture
def world(kathmandu, pokhara, sarita, dipesh, pasang, roshan, service):
    """Something behind every number, in two centres."""
    with days_ago(40):
        old = make_cases(3, kathmandu, sarita, officer=sarita, high_risk=True)
        make_cases(2, pokhara, pasang)
        declined, _expired, live = (refer(case, service, sarita) for case in old)
        actions.decline(declined, by=roshan, reason="capacity")
        actions.acknowledge(live, by=roshan)
    with days_ago(20):  # everyone is told, then it is over
        actions.expire()
    actions.expire()
    with days_ago(5):
        refer(make_cases(1, kathmandu, sarita, officer=sarita)[0], service, sarita)
    fresh = make_cases(28, kathmandu, dipesh, officer=dipesh)
    sent, asked, queued, accepted, done, *_rest = fresh
    refer(sent, service, dipesh)
    refer(_rest[0], service, dipesh, send=False)
    actions.request_information(refer(asked, service, dipesh), by=roshan, text="Which month?")
    actions.waitlist(
        refer(queued, service, dipesh), by=roshan, review_on=make.today() + make.timedelta(days=5)
    )
    actions.accept(refer(accepted, service, dipesh), by=roshan)
    reported = actions.accept(refer(done, service, dipesh), by=roshan)
    actions.complete(reported, by=roshan, outcome="full", delivered="Done")


def rows_behind(browser, address):
    """The list's rows over all its pages, and what it says that it holds."""
    rows, pages = [], 0
    while address:
        html = browser.get(address).content.decode()
        rows += re.findall(r'<tr role="row" id="([^"]+)"', html)
        said = int(re.search(r"(\d+) in all", html)[1])
        following = re.search(r'href="([^"]+)" rel="next"', html)
        address = following and following[1].replace("&amp;", "&")
        pages += 1
        assert pages < 9
    return rows, said


def test_it_leads_to_as_many_rows_as_it_says(world, front_page, links, browse, bimala):
    browser = browse(bimala)
    for centre in ("", "KTM", "PKR"):
        found = links(front_page(bimala, centre))
        assert len(found) >= 5 + 5 + 16  # tiles, the line below the caseload, states
        for address, n in found:
            rows, said = rows_behind(browser, address)
            assert len(rows) == len(set(rows)) == said == n, address


def test_there_is_something_behind_the_tiles(world, front_page, links, bimala):
    assert [n > 0 for _address, n in links(front_page(bimala))[:5]] == [True] * 5


def test_no_number_in_a_table_stands_without_its_list(world, front_page, bimala):
    cells = re.findall(r'<td class="num">(.*?)</td>', front_page(bimala), re.DOTALL)
    assert cells
    assert all("<a href=" in cell for cell in cells)


def test_a_list_shows_25_rows_and_what_is_due_first(world, browse, bimala):
    html = browse(bimala).get("/figures/cases/").content.decode()
    assert html.count('<tr role="row" id="case-') == 25
    assert "25 of 34" in html
    assert html.index('class="due late"') < html.index('class="due"')


@pytest.mark.parametrize("after", ["nonsense", "5-", "-x", "9" * 40 + "-1", "²-1", "1-" + "9" * 40])
def test_a_garbled_page_key_is_no_error(after, case, browse, bimala):
    assert browse(bimala).get("/figures/cases/", {"after": after}).status_code == 200


def test_a_filter_can_be_taken_off(world, browse, bimala, dipesh):
    html = (
        browse(bimala)
        .get(f"/figures/cases/?which=overdue&officer={dipesh.pk}&centre=KTM")
        .content.decode()
    )
    assert "Nothing here now." in html
    assert 'class="chip" href="/figures/cases/?centre=KTM&amp;which=overdue"' in html
