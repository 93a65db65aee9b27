import re
import uuid

import pytest

from referrals import actions as referrals
from tests import make

from .world import refer

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


def test_three_ways_of_sending_on_are_counted_apart(
    front_page, bimala, sarita, kathmandu, maya, service, roshan
):
    for _ in range(3):
        point(referrals.signpost, service, sarita, kathmandu, client=None)
    for _ in range(2):
        point(
            referrals.redirect, service, sarita, kathmandu, client=maya, given=["name"],
            agreed_how="spoken",
        )  # fmt: skip
    case = make.make_case(maya, sarita, officer=sarita)
    refer(case, service, sarita)
    assert rows_of(front_page(bimala, path=PATH), "sent-h") == [3, 2, 1]


def test_what_was_entered_in_error_was_never_sent(front_page, bimala, sarita, maya, service):
    sent = refer(make.make_case(maya, sarita, officer=sarita), service, sarita)
    referrals.enter_in_error(sent, by=sarita, text="Another Maya")
    assert rows_of(front_page(bimala, path=PATH), "sent-h") == [0, 0, 0]


def test_what_was_said_of_help_is_counted(front_page, bimala, sarita, maya, service, roshan):
    sent = refer(make.make_case(maya, sarita, officer=sarita), service, sarita)
    referrals.accept(sent, by=roshan)
    referrals.complete(sent, by=roshan, outcome="full", delivered="Advice")
    said = {"said_by": "client", "reached": "yes", "helped": "partly"}
    referrals.confirm(sent, by=sarita, **said)
    assert rows_of(front_page(bimala, path=PATH), "heard-h") == [0, 1, 0]


def point(act, service, by, centre, **facts):
    return act(service, by=by, submission_id=uuid.uuid4(), centre=centre, **facts)


def rows_of(html, heading):
    table = html[html.index(f'id="{heading}"') :]
    table = table[: table.index("</table>")]
    return [int(n) for n in re.findall(r'<td class="num">(\d+)</td>', table)]
