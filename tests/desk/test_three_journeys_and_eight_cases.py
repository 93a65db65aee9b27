import html

import pytest
from guardian.shortcuts import assign_perm

from helpdesk.core import per_request
from tests.desk.long_way import MATTERS, PARTNERS, SECRET, walk


@pytest.fixture
def told(maya, kathmandu, sarita):
    return walk(maya, kathmandu, sarita)


def page(browser, thing, part=""):
    answer = browser.get(f"{thing.get_absolute_url()}{part}")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def in_short(shown):
    start = shown.index('id="in-short"')
    return shown[start : shown.index("</section>", start)]


# Whatever would give the restricted case away, wherever it stands.
def traces(made, sent):
    case = made[SECRET]
    return [
        *(SECRET, case.code, "He waits at her door", "Safe House"),
        *("The agent of Chautara", "Emergency beds", sent["Safe House"].code),
    ]


def test_half_a_minute_tells_where_what_who_and_by_when(told, maya, cast):
    short = in_short(page(cast["sarita"], maya))
    for words in (
        "Return",
        "Journey 3: Saudi Arabia",
        "2 journeys before",
        "1,000",
        "promised",
        "1,500",
        SECRET,
        "High risk",
        "Seven months of wages",
        "and 1 more open case",
        "Himal Law Clinic</bdi>: Accepted",
        "4 cases closed",
    ):
        assert words in short


def test_the_named_officer_sees_all_eight_and_the_four_partners(told, maya, cast):
    made, sent = told
    shown = page(cast["sarita"], maya)
    for words in [*made, *PARTNERS, *traces(made, sent)[:4]]:
        assert words in shown
    assert shown.count("Kuwait</bdi> (<bdi>Salmiya") == 2
    assert "Saudi Arabia</bdi> (<bdi>Riyadh" in shown


@pytest.mark.parametrize("who", ["dipesh", "bimala"])
def test_others_of_the_centre_see_seven_and_no_trace_of_the_eighth(who, told, maya, cast):
    made, sent = told
    shown = page(cast[who], maya)
    for _number, title, _category, _closed in MATTERS:
        assert title in shown
    assert not [trace for trace in traces(made, sent) if trace in shown]
    assert "High risk" not in in_short(shown)
    assert "and 1 more open case" not in shown


@pytest.mark.parametrize("filters", ["?what=money", "?what=referrals", "?journey=3", "?what=notes"])
def test_no_filter_brings_it_out(filters, told, maya, cast):
    made, sent = told
    assert not [
        trace for trace in traces(made, sent) if trace in page(cast["dipesh"], maya, filters)
    ]


def test_a_colleague_who_is_named_sees_it_from_then_on(told, maya, dipesh, cast):
    made, sent = told
    assign_perm("cases.view_case", dipesh, made[SECRET])
    per_request.forget()
    shown = page(cast["dipesh"], maya)
    assert not [trace for trace in traces(made, sent)[:4] if trace not in shown]


def test_nobody_else_sees_the_page(told, maya, cast):
    for who in ("pasang", "roshan", "nirmala", "anil", "stranger"):
        assert cast[who].get(maya.get_absolute_url()).status_code == 404


def test_one_journey_can_be_told_alone(told, maya, cast):
    shown = page(cast["sarita"], maya, "?journey=1")
    story = shown[shown.index("All that happened") :]
    made, _sent = told
    assert made["Overtime in Kuwait"].code in story
    assert made["Seven months of wages"].code not in story
    assert "Registered" not in story


@pytest.mark.parametrize("part", ["summary/"])
@pytest.mark.parametrize("coded", ["", "on"])
def test_the_printed_summary_is_as_blind_as_the_page(part, coded, told, maya, cast):
    made, sent = told
    form = {"purpose": "review", "coded": coded, "notes": "on"}
    for who, sees in (("sarita", True), ("dipesh", False)):
        answer = cast[who].post(f"{maya.get_absolute_url()}{part}", form)
        shown = html.unescape(answer.content.decode())
        assert (made[SECRET].code in shown) == sees
        assert ("Restricted" in shown) == sees
        if not sees:
            assert not [trace for trace in traces(made, sent) if trace in shown]
