import csv
import io
import json
import uuid
from datetime import UTC, date, datetime

import pytest
from guardian.shortcuts import assign_perm

from helpdesk.cases import actions as cases
from helpdesk.cases.models import Case
from helpdesk.core import per_request
from helpdesk.core.clock import at
from helpdesk.dashboards.indicators.periods import Named
from helpdesk.dashboards.reports import actions
from helpdesk.jobs.models import Report
from tests import make
from tests.world import count_at_once

from .world import make_cases

KINDS_OF_HELP = ["health", "shelter", "legal", "documents"]


@pytest.fixture(autouse=True)
def _no_pauses(settings):
    settings.JOB_PAUSE = 0


@pytest.fixture
def publish(kathmandu, anil):
    """`publish(by)` makes open statistics of this month for Kathmandu and has them counted."""

    def publish(by=anil):
        made = actions.publish(
            by=by, submission_id=uuid.uuid4(), centres=[kathmandu], centre=kathmandu,
            period=actions.period_of("this_month", kathmandu),
        )  # fmt: skip
        count_at_once(made)
        per_request.forget()
        return made

    return publish


@pytest.fixture
def told(browse):
    """`told(person, made, what)` is a file of the data set, as text."""

    def told(person, made, what):
        answer = browse(person).get(f"/figures/open/{made.pk}/{what}")
        assert answer.status_code == 200
        content = answer.getvalue() if answer.streaming else answer.content
        return content.decode("utf-8-sig")

    return told


def lines(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_it_is_the_same_whoever_has_it_made(publish, told, anil, bimala, sarita, kathmandu):
    case = make_cases(1, kathmandu, sarita)[0]
    make_cases(12, kathmandu, sarita)
    Case.objects.filter(pk=case.pk).update(restricted=True)
    assign_perm("cases.view_case", bimala, case)
    per_request.forget()
    assert told(anil, publish(anil), "data.csv") == told(bimala, publish(bimala), "data.csv")


def test_even_a_supervisor_reads_it_rounded(publish, browse, bimala, sarita, kathmandu):
    make_cases(13, kathmandu, sarita)
    made = publish(bimala)
    page = browse(bimala).get(made.get_absolute_url()).content.decode()
    assert '<td class="num">13</td>' not in page
    assert "<b>13</b>" not in page
    assert "totals need not add up" in page


def test_every_figure_is_a_multiple_of_five_or_below_five(publish, told, anil, sarita, kathmandu):
    make_cases(13, kathmandu, sarita)
    rows = lines(told(anil, publish(), "data.csv"))
    counts = {row["count"] for row in rows}
    assert all(count == "<5" or int(count) % 5 == 0 for count in counts)
    assert len(counts) > 1


def test_the_dictionary_explains_every_code_of_the_data(publish, told, anil, sarita, kathmandu):
    make_cases(9, kathmandu, sarita)
    made = publish()
    explained = {(row["kind"], row["code"]) for row in lines(told(anil, made, "dictionary.csv"))}
    for row in lines(told(anil, made, "data.csv")):
        assert ("indicator", row["indicator"]) in explained
        if row["split"]:
            assert ("split", row["split"]) in explained
            assert ("value", f"{row['split']}:{row['value']}") in explained
    whole = json.loads(told(anil, made, "data.json"))
    assert len(whole["data"]) == len(lines(told(anil, made, "data.csv")))
    assert whole["dictionary"][0]["kind"] == "column"


def test_what_is_said_of_the_period_before_was_said_of_it_then(told, anil, sarita, kathmandu):
    """Two roundings of one count tell more of it than one."""
    later = date(2026, 12, 10)
    with at(datetime(2026, 10, 15, 9, tzinfo=UTC)):
        make_cases(13, kathmandu, sarita)
    data = []
    for day in (date(2026, 11, 10), later):
        with at(datetime(day.year, day.month, day.day, 9, tzinfo=UTC)):
            made = actions.publish(
                by=anil, submission_id=uuid.uuid4(), centres=[kathmandu], centre=kathmandu,
                period=actions.period_of("last_month", kathmandu, day),
            )  # fmt: skip
            count_at_once(made)
            per_request.forget()
            data.append(lines(told(anil, made, "data.csv")))
    facts = ("indicator", "split", "value")
    then = {tuple(row[f] for f in facts): row["count"] for row in data[0]}
    now = {tuple(row[f] for f in facts): row["count_before"] for row in data[1]}
    both = then.keys() & now.keys()
    assert {key: now[key] for key in both} == {key: then[key] for key in both}
    assert len(both) > 500
    assert {then["cases_opened", "", ""]} <= {"10", "15"}


def test_needs_are_rounded_in_the_same_way_whatever_the_period(browse, anil, sarita, kathmandu):
    for case in make_cases(8, kathmandu, sarita):
        for kind in KINDS_OF_HELP:
            need(case, sarita, kind)
    shown = set()
    for period in Named.values:
        answer = browse(anil).get("/figures/council/", {"period": period})
        shown.add(tuple(one.needs for one in answer.context["cover"]))
    assert len(shown) == 1


def test_no_money_and_no_days_are_in_it(publish, told, anil, sarita, kathmandu):
    make.make_claim(make_cases(1, kathmandu, sarita)[0], sarita)
    codes = {row["indicator"] for row in lines(told(anil, publish(), "data.csv"))}
    assert not {code for code in codes if code.startswith(("money", "days"))}


@pytest.mark.parametrize("who", ["sarita", "nirmala", "roshan", "stranger"])
@pytest.mark.parametrize("path", ["/figures/open/", "/figures/council/"])
def test_others_neither_make_it_nor_see_the_sheet(who, path, browse, request):
    assert browse(request.getfixturevalue(who)).get(path).status_code == 403


def test_another_administrators_set_is_not_found(publish, browse, bimala):
    made = publish()
    assert browse(bimala).get(f"/figures/open/{made.pk}/data.csv").status_code == 404


def test_a_report_is_no_open_data(browse, bimala, kathmandu):
    report = actions.make_report(
        by=bimala, submission_id=uuid.uuid4(), name="Ours", indicators=["contacts"], splits=[],
        period=actions.period_of("this_month", kathmandu), centre=kathmandu,
    )  # fmt: skip
    assert browse(bimala).get(f"/figures/open/{report.pk}/data.csv").status_code == 404


def test_the_button_makes_a_set_once(browse, anil):
    sent = {"period": "last_quarter", "submission_id": str(uuid.uuid4())}
    for _ in range(2):
        answer = browse(anil).post("/figures/open/", sent)
        assert answer["Location"] == Report.objects.get().get_absolute_url()


@pytest.fixture
def sheet(browse):
    """`sheet(person)` is what the council's sheet says of each kind of help."""

    def sheet(person, centre=""):
        answer = browse(person).get("/figures/council/", {"centre": centre} if centre else {})
        return {str(one.label): one for one in answer.context["cover"]}

    return sheet


def need(case, by, kind):
    return cases.add_need(
        case, by=by, submission_id=uuid.uuid4(), client=case.people.get().client, kind=kind
    )


def test_a_kind_that_is_needed_and_nobody_offers_is_a_gap(sheet, anil, sarita, kathmandu, himal):
    for case in make_cases(10, kathmandu, sarita):
        need(case, sarita, "health")
    make.make_agreement(himal, kathmandu)
    make.make_service(himal)
    found = sheet(anil)
    assert found["Health care"].needs == "10"
    assert found["Health care"].lacking == [kathmandu.name]
    assert (found["Legal help"].partners, found["Legal help"].services) == (1, 1)
    assert found["Legal help"].lacking == []


def test_a_service_without_an_agreement_leaves_the_gap(sheet, anil, kathmandu, himal):
    make.make_service(himal)
    assert sheet(anil)["Legal help"].lacking == [kathmandu.name]


def test_a_service_that_takes_nobody_now_leaves_the_gap(sheet, anil, kathmandu, himal):
    make.make_agreement(himal, kathmandu)
    service = make.make_service(himal)
    type(service).objects.filter(pk=service.pk).update(capacity="closed")
    assert sheet(anil)["Legal help"].lacking == [kathmandu.name]


def test_needs_of_restricted_cases_and_met_ones_do_not_count(sheet, anil, sarita, kathmandu):
    several = make_cases(10, kathmandu, sarita)
    for case in several:
        need(case, sarita, "shelter")
    Case.objects.filter(pk__in=[case.pk for case in several[:6]]).update(restricted=True)
    assert sheet(anil)["Shelter"].needs == "<5"


def test_a_centre_that_one_neither_oversees_nor_administers_is_not_found(browse, sushila, lalitpur):
    for code in ("KTM", "LAL", "NONE"):
        assert browse(sushila).get("/figures/council/", {"centre": code}).status_code == 404
    assert browse(sushila).get("/figures/council/", {"centre": "PKR"}).status_code == 200


def test_the_sheet_of_a_region_holds_the_centres_below_it(
    browse, sushila, pokhara, gorkha, lalitpur
):
    officer = make.make_user("Dawa Sherpa", teams=[gorkha.officers])
    for case in make_cases(10, gorkha, officer):
        need(case, officer, "health")

    def of(**asked):
        page = browse(sushila).get("/figures/council/", {"centre": "PKR", **asked})
        return next(one.needs for one in page.context["cover"] if str(one.label) == "Health care")

    assert of() == "<5"
    assert of(below="1") == "10"
