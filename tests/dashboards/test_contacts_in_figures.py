import re

import pytest

from tests import make

PATH = "/figures/contacts/"


@pytest.fixture
def month(kathmandu, pokhara, sarita, pasang, maya):
    """What the counters did: 27 walk-ins with information, one call, one of another month."""
    for _ in range(27):
        make.make_help(make.make_contact(kathmandu, sarita), sarita, kind="information")
    make.make_contact(pokhara, pasang, channel="phone")
    make.make_contact(kathmandu, sarita, happened_on=make.today() - make.timedelta(days=40))
    hidden = make.make_case(maya, sarita, restricted=True)
    make.make_help(hidden, sarita, kind="shelter")


def test_contacts_are_counted_by_channel_and_help_by_kind(month, front_page, links, bimala):
    found = links(front_page(bimala, path=PATH))
    assert [n for _address, n in found] == [27, 1, 0, 0, 0, 27]


def test_each_number_leads_to_as_many_rows(month, front_page, links, browse, bimala):
    browser = browse(bimala)
    for centre in ("", "KTM", "PKR"):
        for address, n in links(front_page(bimala, centre, PATH)):
            html = browser.get(address).content.decode()
            rows = re.findall(r'<tr role="row" id="(contact|help)-', html)
            assert len(rows) == min(n, 25), address
            assert f"{n} in all" in html


def test_a_supervisor_below_counts_her_own(month, front_page, links, sushila):
    assert [n for _address, n in links(front_page(sushila, path=PATH))] == [0, 1, 0, 0, 0]
