"""A partner's own numbers: right, its own alone, and cheap."""

from datetime import timedelta

import pytest

from helpdesk.core import clock
from referrals import actions
from referrals.our_figures import figures_of
from tests import make


@pytest.fixture
def refer(send, kathmandu, sarita):
    """`refer()` is a referral of someone new to Himal."""

    def refer():
        client = make.make_client(kathmandu, sarita)
        return send(make.make_case(client, sarita, officer=sarita), sarita)

    return refer


def test_the_numbers_are_right(refer, roshan):
    first, second, _third = refer(), refer(), refer()
    with clock.at(first.sent_at + timedelta(hours=2)):
        actions.accept(first, by=roshan)
    with clock.at(second.sent_at + timedelta(hours=90)):  # 72 were given
        actions.decline(second, by=roshan, reason="capacity")
    actions.complete(first, by=roshan, outcome="full", delivered="Paid")
    figures = figures_of(roshan)
    assert figures.total.cells()[1:] == [3, 1, 1, 1, 1, 46.0]
    assert figures.reasons == [("No place now", 1)]
    assert [line.label for line in figures.services] == ["Wage claims desk"]


def test_another_partners_are_not_counted(refer, rita):
    refer()
    assert figures_of(rita).total.received == 0


def test_the_page_and_the_file_name_nobody_and_cost_little(refer, browse, roshan, queries):
    for _ in range(3):
        refer()
    browser = browse(roshan)
    assert queries(lambda: browser.get("/referrals/our-figures/")) <= 12
    page = browser.get("/referrals/our-figures/").content.decode()
    file = b"".join(browser.get("/referrals/our-figures/csv/").streaming_content).decode()
    assert "Wage claims desk" in page
    assert "Wage claims desk,3" in file
    assert all("Maya" not in text for text in (page, file))


@pytest.mark.parametrize("who", ["sarita", "bimala", "anil"])
def test_it_is_the_partners_own(who, request, browse, roshan):
    assert browse(request.getfixturevalue(who)).get("/referrals/our-figures/").status_code == 403
