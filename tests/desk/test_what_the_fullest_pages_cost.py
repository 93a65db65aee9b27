"""A client's and a case's page that show at least one of everything: one query for each kind."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.desk.full import fill, fill_more

# The session, who she is, where she works and what is shared with her, her notices; the read that
# is recorded before anything is shown: as on every page of a person.
FRAME = 8
KINDS = {"case": 23, "client": 27}  # what is read of it: the row with its people, and each part


@pytest.fixture
def fullest(maya, kathmandu, pokhara, sarita, pasang):
    return fill(maya, kathmandu, pokhara, sarita, pasang)


def asked_by(browser, thing):
    """What the page asks the database; savepoints stand for what is BEGIN and COMMIT elsewhere."""
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(thing.get_absolute_url()).status_code == 200
    return [q["sql"] for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]]


def test_the_fullest_pages_read_each_kind_once_however_much_there_is(
    fullest, maya, kathmandu, sarita, officer
):
    about = {"case": fullest, "client": maya}
    costs = {}
    for _round in range(2):
        for what, thing in about.items():
            officer.get(thing.get_absolute_url())  # what is asked once per process is asked now
            costs.setdefault(what, []).append(len(asked_by(officer, thing)))
        fill_more(fullest, maya, kathmandu, sarita)
    assert all(one == many for one, many in costs.values()), costs
    assert {what: counts[0] for what, counts in costs.items()} == {
        what: FRAME + kinds for what, kinds in KINDS.items()
    }


def test_nothing_is_asked_twice(fullest, maya, officer):
    for thing in (fullest, maya):
        asked = asked_by(officer, thing)
        assert len(asked) == len(set(asked))
