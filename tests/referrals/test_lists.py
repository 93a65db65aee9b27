"""The desk's and the partner's lists: the exact visible set, filters, pages, and what they cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from helpdesk.core.clock import at
from referrals import actions, lists
from referrals.lists import SIZE
from referrals.models import Referral
from tests import make

from .conftest import YES


@pytest.fixture
def send_many(kathmandu, sarita, roshan, desk, draft):
    """`send_many(10)` refers ten people."""

    def send_many(count):
        for n in range(count):
            client = make.make_client(kathmandu, sarita, name=f"Client {n}")
            case = make.make_case(client, sarita, officer=sarita)
            actions.agree_and_send(draft(case, sarita), by=sarita, **YES())

    return send_many


@pytest.mark.parametrize("count", [1, 10, 100])
def test_the_lists_cost_the_same_however_long(
    count, send_many, browse, queries, sarita, bimala, roshan
):
    send_many(count)
    pages = [
        (sarita, "/referrals/"),
        (bimala, "/referrals/"),
        (sarita, "/referrals/?list=silent"),
        (roshan, "/referrals/to-answer/"),
        (roshan, "/referrals/done/"),
    ]
    cost = {(person.name, path): _cost(browse(person), path, queries) for person, path in pages}
    assert max(cost.values()) <= 12, cost


def _cost(browser, path, queries):
    answer = []
    cost = queries(lambda: answer.append(browser.get(path)))
    assert answer[0].status_code == 200
    return cost


@pytest.mark.parametrize(
    ("tab", "statuses"),
    [
        (
            "live",
            {
                "sent",
                "acknowledged",
                "information_requested",
                "waitlisted",
                "accepted",
                "in_progress",
            },
        ),
        ("to-confirm", {"completed", "not_delivered"}),
        ("drafts", {"draft"}),
        (
            "ended",
            {
                "closed",
                "declined",
                "withdrawn",
                "no_response",
                "consent_withdrawn",
                "entered_in_error",
                "discarded",
            },
        ),
    ],
)
@pytest.mark.parametrize(
    "status",
    ["draft", "sent", "information_requested", "in_progress", "completed", "closed", "declined"],
)
def test_each_referral_stands_in_one_of_the_desks_lists(
    tab, statuses, status, in_status, browse, sarita
):
    referral = in_status(status)
    page = browse(sarita).get(f"/referrals/?list={tab}").content.decode()
    assert (referral.code in page) is (status in statuses)


@pytest.mark.parametrize(
    ("path", "statuses"),
    [
        ("to-answer", {"sent", "acknowledged"}),
        ("waiting", {"information_requested", "waitlisted"}),
        ("in-progress", {"accepted", "in_progress"}),
        ("done", {"completed", "not_delivered"}),
    ],
)
@pytest.mark.parametrize(
    "status", ["sent", "acknowledged", "waitlisted", "accepted", "completed", "closed", "declined"]
)
def test_each_referral_stands_in_one_of_the_partners_lists(
    path, statuses, status, in_status, browse, roshan
):
    referral = in_status(status)
    page = browse(roshan).get(f"/referrals/{path}/").content.decode()
    assert (referral.code in page) is (status in statuses)


def test_silent_are_those_whose_time_is_over(sent_referral, browse, sarita):
    browser = browse(sarita)
    assert sent_referral.code not in browser.get("/referrals/?list=silent").content.decode()
    with at(sent_referral.due_at.replace(year=sent_referral.due_at.year + 1)):
        page = browse(sarita).get("/referrals/?list=silent").content.decode()
    assert sent_referral.code in page
    assert "Partner silent" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("kind=legal", True),
        ("kind=health", False),
        ("status=sent", True),
        ("status=accepted", False),
        ("kind=nonsense", True),
    ],
)
def test_filters_stand_in_the_url(query, shown, sent_referral, browse, sarita):
    page = browse(sarita).get(f"/referrals/?list=live&{query}").content.decode()
    assert (sent_referral.code in page) is shown


def test_by_partner(sent_referral, browse, sarita, himal, asha):
    browser = browse(sarita)
    assert sent_referral.code in browser.get(f"/referrals/?partner={himal.pk}").content.decode()
    page = browser.get(f"/referrals/?partner={himal.pk}").content.decode()
    assert "Himal Law Clinic" in page
    assert "remove this filter" in page


def test_pages_follow_each_other_without_gap_or_repetition(send_many, browse, sarita):
    send_many(SIZE + 3)
    browser, seen, url = browse(sarita), [], "/referrals/"
    while url:
        response = browser.get(url)
        listed = response.context["listed"]
        seen += [referral.code for referral in listed.rows]
        url = f"/referrals/?list=live&after={listed.next}" if listed.next else ""
    assert len(seen) == len(set(seen)) == SIZE + 3
    assert seen == list(Referral.objects.order_by("due_at", "pk").values_list("code", flat=True))


@pytest.mark.parametrize("read", [lists.READ, 3])
def test_a_partners_pages_and_counts_are_the_same_however_many_are_read_at_once(
    read, send_many, browse, roshan, monkeypatch
):
    monkeypatch.setattr(lists, "READ", read)
    send_many(SIZE + 3)
    actions.accept(Referral.objects.order_by("pk").first(), by=roshan)
    browser, seen, after = browse(roshan), [], ""
    while after is not None:
        listed = browser.get("/referrals/to-answer/", {"after": after}).context["listed"]
        seen += [referral.code for referral in listed.rows]
        assert [tab.count for tab in listed.tabs] == [str(SIZE + 2), "1", "0", "0"]
        after = listed.next or None
    waiting = Referral.objects.filter(status=Referral.Status.SENT).order_by("due_at", "pk")
    assert seen == list(waiting.values_list("code", flat=True))


def test_an_empty_list_says_what_will_stand_there(browse, roshan, sarita):
    assert (
        "New referrals appear here" in browse(roshan).get("/referrals/to-answer/").content.decode()
    )
    assert "wait here" in browse(sarita).get("/referrals/?list=drafts").content.decode()


def test_a_partners_list_reads_the_packets_of_its_page_alone(send_many, browse, roshan):
    send_many(2)
    with CaptureQueriesContext(connection) as asked:
        browse(roshan).get("/referrals/to-answer/")
    packets = [q["sql"] for q in asked if "content_sealed" in q["sql"]]
    assert len(packets) == 1
    assert '"referrals_referral"."id" IN (' in packets[0]
