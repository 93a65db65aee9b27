from datetime import timedelta

import pytest

from helpdesk.contacts.models import Contact
from helpdesk.core.clock import today
from tests import make

LISTS = ["/contacts/", "/contacts/help/", "/contacts/?channel=phone&topic=B&period=month"]


def log(count, centre, by, **facts):
    for _ in range(count):
        make.make_help(make.make_contact(centre, by, **facts), by)


def codes(browser, query=""):
    return [row.code for row in browser.get(f"/contacts/{query}").context["listed"].rows]


def test_they_cost_the_same_however_long(queries, browse, kathmandu, sarita, maya, case):
    browser, costs = browse(sarita), []
    browser.get("/contacts/")
    for count in (1, 9, 90):
        facts = {"channel": "phone", "topics": ["B"], "name": "Ram"}
        log(count, kathmandu, sarita, **facts, client=maya, case=case)
        costs.append([queries(lambda url=url: browser.get(url)) for url in LISTS])
    assert costs[0] == costs[1] == costs[2]
    assert max(costs[0]) <= 12, costs


def test_the_log_page_and_my_work_stay_cheap(queries, browse, sarita, kathmandu):
    browser = browse(sarita)
    for url in ("/contacts/log/", "/contacts/batch/"):
        browser.get(url)
        assert queries(lambda url=url: browser.get(url)) <= 12


def test_the_latest_day_stands_first_whenever_it_was_written(browse, kathmandu, sarita):
    days = [5, 0, 9, 2]
    made = {
        d: make.make_contact(kathmandu, sarita, happened_on=today() - timedelta(d)) for d in days
    }
    assert codes(browse(sarita)) == [made[d].code for d in sorted(days)]


def test_pages_follow_each_other_without_gap_or_double(browse, kathmandu, sarita):
    for n in range(60):
        make.make_contact(kathmandu, sarita, happened_on=today() - timedelta(days=n % 4))
    browser, url, found = browse(sarita), "/contacts/", []
    while url:
        listed = browser.get(url).context["listed"]
        found += [row.code for row in listed.rows]
        url = listed.next_url and f"/contacts/{listed.next_url}"
    wanted = Contact.objects.latest_first().values_list("code", flat=True)
    assert found == list(wanted)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("?channel=phone", {"call"}),
        ("?topic=A", {"call", "old"}),
        ("?period=today", {"call", "walk"}),
        ("?period=week", {"call", "walk"}),
        ("?by={dipesh}", {"walk"}),
        ("?topic=A&period=today", {"call"}),
        ("?channel=pigeon&by=x&period=never", {"call", "walk", "old"}),
    ],
)
def test_filters_stand_in_the_address(query, wanted, browse, kathmandu, sarita, dipesh):
    made = {
        "call": make.make_contact(kathmandu, sarita, channel="phone", topics=["A", "B"]),
        "walk": make.make_contact(kathmandu, dipesh),
        "old": make.make_contact(
            kathmandu, sarita, topics=["A"], happened_on=today() - timedelta(days=90)
        ),
    }
    found = codes(browse(sarita), query.format(dipesh=dipesh.pk))
    assert set(found) == {made[name].code for name in wanted}


@pytest.mark.parametrize(
    "after", ["x", "2026-01-01", "2026-01-01.x", ".5", "2026-01-01." + "9" * 40]
)
def test_a_garbled_page_key_begins_at_the_top(after, browse, kathmandu, sarita):
    contact = make.make_contact(kathmandu, sarita)
    assert codes(browse(sarita), f"?after={after}") == [contact.code]


def test_a_supervisor_narrows_to_one_centre(browse, bimala, kathmandu, pokhara, sarita, pasang):
    here, there = make.make_contact(kathmandu, sarita), make.make_contact(pokhara, pasang)
    assert set(codes(browse(bimala))) == {here.code, there.code}
    assert codes(browse(bimala), "?centre=PKR") == [there.code]
