from datetime import timedelta

import pytest

from helpdesk.access.models import Area
from helpdesk.core import tables
from helpdesk.core.clock import today
from helpdesk.desk.importing import reports

from .conftest import rows_of, table

pytestmark = pytest.mark.django_db

HEADERS = [
    "Name", "Sex", "Born", "Age", "Phone", "E-mail", "Nationality", "Languages", "District",
    "Address", "Interpreter", "Passport", "Document", "Document number", "Issued by", "Expires",
    "Stage", "Destination", "Left on", "Came back on", "Need", "Category", "Urgency",
    "Safe to call",
]  # fmt: skip
RIGHT = {"Name": "Maya Tamang", "Sex": "F", "Stage": "return"}
SOON = (today() + timedelta(days=3)).isoformat()

# what the row says → the column that is named, and words of the message
FAULTS = [
    ({"Name": ""}, "Name", "Write the name"),
    ({"Name": "M" * 201}, "Name", "at most 200"),
    ({"Name": "Maya\u202egnamaT"}, "Name", "Invisible signs"),
    ({"Name": "Maya\x07"}, "Name", "Invisible signs"),
    ({"Sex": ""}, "Sex", "sex is missing"),
    ({"Sex": "blue"}, "Sex", "“blue” is not known"),
    ({"Born": "long ago"}, "Born", "1990-05-12"),
    ({"Born": "31/02/1990"}, "Born", "no such day"),
    ({"Born": SOON}, "Born", "still to come"),
    ({"Born": "1850"}, "Born", "110 years"),
    ({"Age": "young"}, "Age", "1990-05-12"),
    ({"Phone": "12-3"}, "Phone", "at least five digits"),
    ({"E-mail": "maya at home"}, "E-mail", "valid email"),
    ({"Nationality": "Atlantis"}, "Nationality", "No country is called “Atlantis”"),
    ({"Languages": "Nepali, Elvish"}, "Languages", "No language is called “Elvish”"),
    ({"District": "Nowhere"}, "District", "No area is called “Nowhere”"),
    ({"Address": "x" * 301}, "Address", "at most 300"),
    ({"Interpreter": "perhaps"}, "Interpreter", "“perhaps” is not known"),
    ({"Document number": "77"}, "Document", "what kind of document"),
    ({"Document": "napkin", "Document number": "77"}, "Document", "“napkin” is not known"),
    ({"Issued by": "Mordor"}, "Issued by", "No country is called “Mordor”"),
    ({"Passport": "AB1", "Expires": "soon"}, "Expires", "valid date"),
    ({"Passport": "A" * 61}, "Passport", "at most 60"),
    ({"Stage": ""}, "Stage", "stage is missing"),
    ({"Stage": "lost"}, "Stage", "“lost” is not known"),
    ({"Destination": "Oz"}, "Destination", "No country is called “Oz”"),
    ({"Left on": "yesterday"}, "Left on", "Write the day"),
    ({"Left on": SOON}, "Left on", "still to come"),
    ({"Left on": "2020-05-01", "Came back on": "2020-04-01"}, "Came back on", "before leaving"),
    ({"Stage": "abroad", "Came back on": "2020-04-01"}, "Stage", "belongs to the stage"),
    ({"Need": "Wages"}, "Category", "a case has one"),
    ({"Need": "x" * 201, "Category": "B1"}, "Need", "at most 200"),
    ({"Category": "Z9"}, "Category", "“Z9” is no category"),
    ({"Urgency": "meh"}, "Urgency", "“meh” is not known"),
    ({"Safe to call": "if you dare"}, "Safe to call", "is not known"),
]


@pytest.fixture
def batch(bring_in, check):
    """One register with every fault in a row of its own, and two right rows at its ends."""
    Area.objects.add_root(instance=Area(code="NP-27", name="Kathmandu", country="NP"))
    rows = [{"Name": "First Person"}, *(said for said, *_rest in FAULTS), {"Name": "Last Person"}]
    rows = [{**RIGHT, **said} for said in rows]
    lines = [[row.get(header, "") for header in HEADERS] for row in rows]
    lines[1:1] = [[*lines[0], "one cell more"]]
    return check(bring_in(table(*lines, headers=HEADERS)))


def test_each_fault_is_told_by_row_and_column_in_words(batch):
    rows = rows_of(batch)
    assert rows[3].problems == [["", "The row has more cells than there are columns."]]
    wrong = [
        (said, rows[number].problems)
        for number, (said, column, words) in enumerate(FAULTS, 4)
        if not any(c == column and words in told for c, told in rows[number].problems or [])
    ]
    assert wrong == []
    assert len(FAULTS) >= 25


def test_a_row_with_one_fault_tells_one(batch):
    rows = rows_of(batch)
    several = [rows[n].problems for n in range(4, 4 + len(FAULTS)) if len(rows[n].problems) > 1]
    assert several == []


def test_right_rows_beside_wrong_ones_are_ready(batch):
    rows = rows_of(batch)
    assert [rows[2].state, rows[len(FAULTS) + 4].state] == ["ready", "ready"]
    assert {row.state for row in list(rows.values())[1:-1]} == {"wrong"}


def test_the_errors_as_a_file_can_be_put_right_and_brought_in(batch, bring_in, check):
    content = b"".join(tables.as_csv(reports.error_rows(batch)))
    again = bring_in(content.replace(b"Atlantis", b"Nepal"))
    assert set(HEADERS) <= set(again.headers)
    states = [row.state for row in rows_of(check(again)).values()]
    assert (states.count("ready"), states.count("wrong")) == (1, len(FAULTS))
