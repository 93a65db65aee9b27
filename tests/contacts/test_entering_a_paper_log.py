import re

import pytest

from helpdesk.contacts.models import Contact
from helpdesk.core.clock import today
from tests import make

BATCH = "/contacts/batch/"


@pytest.fixture
def sheet(browse, sarita, kathmandu):
    """`sheet(lines)` fills the page's first lines with what is given, and leaves the others."""
    browser = browse(sarita)

    def sheet(*lines, **more):
        page = browser.get(BATCH).context["sheet"]
        sent = {"day": today().isoformat(), "centre": kathmandu.pk, "row": [], **more}
        for row in page.rows:
            sent["row"].append(row.number)
            line = lines[row.number] if row.number < len(lines) else {}
            for name in row.fields:
                value = line.get(name, row[name].value())
                sent[f"{row.number}-{name}"] = "" if value is None else value
        return sent

    sheet.send = lambda sent: browser.post(BATCH, sent)
    return sheet


def said():
    rows = Contact.objects.select_related("data_key").order_by("id")
    return [(row.topics, row.channel, row.name) for row in rows]


def test_a_day_of_paper_is_logged_and_empty_lines_are_passed_over(sheet):
    day = make.today() - make.timedelta(days=3)
    lines = [{"topic": "B", "name": "Ram"}, {}, {"topic": "J", "channel": "phone"}]
    answer = sheet.send(sheet(*lines, day=day.isoformat()))
    assert answer.url == "/contacts/"
    assert said() == [(["B"], "walk_in", "Ram"), (["J"], "phone", None)]
    assert set(Contact.objects.values_list("happened_on", flat=True)) == {day}


def test_good_lines_are_saved_once_and_bad_ones_stay_as_typed(sheet):
    sent = sheet({"topic": "B"}, {"note": "Who was she?"}, {"topic": "A", "happened_on": "31/31"})
    answer = sheet.send(sent)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert said() == [(["B"], "walk_in", None)]
    assert [row.number for row in answer.context["sheet"].rows] == [1, 2]
    assert "Who was she?" in shown
    assert "31/31" in shown
    assert re.search(r"Line 2:\s+Choose a topic", shown)
    sheet.send(sent)
    assert len(said()) == 1
    again = {**sent, "row": [1, 2], "1-topic": "H", "2-happened_on": ""}
    assert sheet.send(again).status_code == 302
    assert len(said()) == 3


@pytest.mark.parametrize("number", ["9" * 5000, "²", "-1", "x"])
def test_a_number_that_no_line_has_is_no_line(sheet, number):
    assert sheet.send(sheet({"topic": "B"}, row=[number])).status_code == 302
    assert len(said()) == 1


def test_a_line_has_its_own_day(sheet):
    sheet.send(sheet({"topic": "B", "happened_on": "2026-01-05"}))
    assert Contact.objects.get().happened_on.isoformat() == "2026-01-05"


def test_a_day_to_come_is_refused_in_its_line(sheet):
    answer = sheet.send(sheet({"topic": "B", "happened_on": "2199-01-05"}))
    assert answer.status_code == 422
    assert "still to come" in answer.content.decode()


def test_more_lines_keep_what_is_typed_and_save_nothing(sheet):
    answer = sheet.send(sheet({"note": "Half a line"}, more="yes"))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert len(answer.context["sheet"].rows) == 20
    assert "Half a line" in shown
    assert "Choose a topic." not in shown
    assert said() == []


def test_an_empty_sheet_says_so(sheet):
    answer = sheet.send(sheet())
    assert answer.status_code == 422
    assert "Nothing is written in these lines yet" in answer.content.decode()


@pytest.mark.parametrize("rows", [["x", "-1", "²"], ["0"] * 500, [str(n) for n in range(500)]])
def test_a_garbled_sheet_is_no_error(rows, sheet, kathmandu):
    sent = {"row": rows, "day": today().isoformat(), "centre": kathmandu.pk}
    answer = sheet.send(sent)
    assert answer.status_code == 422
    assert len(answer.context["sheet"].rows) <= 100
