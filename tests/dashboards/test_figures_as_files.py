import csv
import re
from html import unescape
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from helpdesk.audit.models import Entry
from helpdesk.dashboards.blocks import NAMES
from tests import make

from .world import days_ago, make_cases, refer

PAGES = ["", "flow/", "partners/", "served/", "contacts/"]


def content(answer):
    return b"".join(answer.streaming_content)


def rows(browser, name, ending="csv", **asked):
    answer = browser.get(f"/figures/tables/{name}/{ending}/", asked)
    assert answer.status_code == 200
    assert f'filename="{name}.{ending}"' in answer["Content-Disposition"]
    if ending == "csv":
        return list(csv.reader(StringIO(content(answer).decode("utf-8-sig"))))
    sheet = load_workbook(BytesIO(content(answer))).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.fixture
def world(kathmandu, pokhara, sarita, dipesh, pasang, service, himal):
    with days_ago(40):
        for case in make_cases(3, kathmandu, sarita, officer=sarita):
            refer(case, service, sarita)
        make_cases(2, pokhara, pasang, officer=pasang)
    make.make_help(make.make_contact(kathmandu, sarita), sarita)


def test_each_block_of_each_page_can_be_had_and_nothing_else_is_offered(world, browse, bimala):
    browser, offered = browse(bimala), set()
    for path in PAGES:
        html = browser.get(f"/figures/{path}").content.decode()
        for address, name in re.findall(r'href="(/figures/tables/([\w-]+)/csv/[^"]*)"', html):
            offered.add(name)
            assert browser.get(unescape(address)).status_code == 200
    empty = {"sessions", "exits", "reasons", "destination", "need"}  # nothing of it happened
    assert NAMES - empty <= offered <= NAMES
    for name in NAMES:
        heads, *lines = rows(browser, name)
        assert {len(line) for line in lines} <= {len(heads)}, name


def test_the_file_says_what_the_page_says(world, browse, bimala):
    browser = browse(bimala)
    heads, *lines = rows(browser, "caseload")
    assert heads[:4] == ["Officer", "Open cases", "New this month", "Overdue"]
    said = {line[0]: line[1] for line in lines}
    assert (said["Sarita Gurung"], said["Pasang Lama"], said["Together"]) == ("3", "2", "5")
    in_excel = rows(browser, "caseload", "xlsx")
    assert {line[0]: line[1] for line in in_excel[1:]}["Together"] == 5  # a number, to add


def test_it_is_of_the_centre_and_the_filters_that_are_asked_for(world, browse, bimala, sushila):
    browser = browse(bimala)
    assert rows(browser, "caseload", centre="PKR")[-1][1] == "2"
    assert rows(browser, "caseload", category="D")[-1][1] == "0"
    html = browser.get("/figures/", {"centre": "PKR"}).content.decode()
    assert "/figures/tables/caseload/csv/?centre=PKR" in html
    assert rows(browse(sushila), "caseload")[-1][1] == "2"
    assert browse(sushila).get("/figures/tables/caseload/csv/?centre=KTM").status_code == 404


def test_a_name_is_never_a_formula(kathmandu, browse, bimala):
    make.make_user("=HYPERLINK(1)", teams=[kathmandu.officers])
    names = [line[0] for line in rows(browse(bimala), "caseload")]
    assert "'=HYPERLINK(1)" in names
    assert "=HYPERLINK(1)" not in names
    book = browse(bimala).get("/figures/tables/caseload/xlsx/")
    sheet = load_workbook(BytesIO(content(book))).active
    cell = next(cell for cell in sheet["A"] if "HYPERLINK" in str(cell.value))
    assert cell.data_type != "f"


def test_who_had_it_is_written_down(world, browse, bimala, kathmandu):
    rows(browse(bimala), "scores", "xlsx")
    entry = Entry.objects.get(verb="downloaded")
    assert (entry.by, entry.code) == (bimala, kathmandu.code)
    assert entry.detail == {"what": "scores", "form": "xlsx"}


@pytest.mark.parametrize("path", ["caseload/pdf/", "nonsense/csv/", "caseload/csv/?stage=x"])
def test_what_is_no_block_of_ours_is_not_found(path, browse, bimala):
    assert browse(bimala).get(f"/figures/tables/{path}").status_code == 404


def test_whom_figures_are_not_for_has_no_files(browse, sarita, roshan):
    for person in (sarita, roshan):
        assert browse(person).get("/figures/tables/caseload/csv/").status_code == 403


def test_a_file_costs_the_same_for_few_and_many(world, browse, bimala, kathmandu, sarita, queries):
    browser = browse(bimala)
    cost = {name: queries(lambda n=name: rows(browser, n)) for name in NAMES}
    with days_ago(5):
        make_cases(20, kathmandu, sarita, officer=sarita)
    assert {name: queries(lambda n=name: rows(browser, n)) for name in NAMES} == cost
    assert max(cost.values()) <= 12 + 2, cost  # and the savepoint of what is recorded
