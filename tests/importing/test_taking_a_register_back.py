from datetime import timedelta

import pytest

from helpdesk.audit.verify import verify
from helpdesk.cases import actions as cases
from helpdesk.cases.models import Case
from helpdesk.clients import actions as clients
from helpdesk.clients.models import Client, MatchKey
from helpdesk.core.clock import at, now
from helpdesk.core.refusal import Refused
from helpdesk.desk import search
from helpdesk.desk.importing import reports
from helpdesk.desk.tasks import destroy_old_batches
from tests import make

from .conftest import HEADERS, fresh, people, rows_of, table

pytestmark = pytest.mark.django_db


def client_of(row):
    return Client.objects.for_listing().get(pk=row.client_id)


@pytest.fixture
def batch(bring_in, check, take_in):
    return take_in(check(bring_in(table(*people(4)))))


def test_whoever_was_not_touched_is_found_no_more(batch, take_back, sarita):
    assert len(search.clients(sarita, "Person")) == 4
    batch = take_back(batch)
    assert batch.state == "undone"
    assert not Client.objects.visible_to(sarita).exists()
    assert not MatchKey.objects.exists()
    assert search.clients(sarita, "Person") == []
    assert {row.state for row in batch.rows.all()} == {"undone"}


def test_whoever_was_touched_since_stays_and_it_is_said_why(batch, take_back, sarita, dipesh):
    rows = rows_of(batch)
    make.make_case(client_of(rows[2]), dipesh)
    clients.add_phone(client_of(rows[3]), by=sarita, number="9841000009")
    batch = take_back(batch)
    assert [row.state for row in batch.rows.all()] == ["kept", "kept", "undone", "undone"]
    assert Client.objects.visible_to(sarita).count() == 2
    kept = reports.Rows(batch, "kept", "", sarita)
    assert [row.said[0][1].split(",")[:2] for row in kept] == [
        ["Since then: opened", " Dipesh Rai"],
        ["Since then: changed", " Sarita Gurung"],
    ]


def test_nothing_more_is_done_with_whoever_was_taken_back(batch, take_back, sarita):
    gone = client_of(rows_of(batch)[2])
    take_back(batch)
    for act in (
        lambda: make.make_case(gone, sarita),
        lambda: clients.add_phone(gone, by=sarita, number="9841000009"),
        lambda: clients.change(gone, by=sarita, version=2, name="Maya"),
    ):
        with pytest.raises(Refused, match="entered in error"):
            act()


def test_looking_at_someone_is_no_touch(batch, take_back, browse, dipesh):
    browse(dipesh).get(client_of(rows_of(batch)[2]).get_absolute_url())
    assert {row.state for row in take_back(batch).rows.all()} == {"undone"}


def test_a_case_that_came_with_a_row_goes_with_it(bring_in, check, take_in, take_back, sarita):
    headers = [*HEADERS, "Need", "Category"]
    lines = [[*row, "Wages", "B1"] for row in people(2)]
    batch = take_in(check(bring_in(table(*lines, headers=headers))))
    touched = Case.objects.select_related("data_key", "centre").first()
    cases.note(
        touched, by=sarita, submission_id="b9f0cf4e-7a3f-4b5e-9a4e-1f3f8f1f4f10",
        text="Called", kind="phone", happened_on=now().date(),
    )  # fmt: skip
    take_back(batch)
    assert Case.objects.open().get() == touched
    gone = Case.objects.exclude(pk=touched.pk).get()
    assert [person.outcome for person in gone.people.all()] == ["in_error"]


def test_after_its_rows_are_destroyed_it_can_still_be_taken_back(batch, take_back):
    with at(now() + timedelta(days=15)):
        destroy_old_batches()
    batch = fresh(batch)
    assert batch.data_key.is_destroyed
    assert batch.file.is_gone
    assert not reports.BatchPage(batch).can_import
    assert {row.state for row in take_back(batch).rows.all()} == {"undone"}


def test_the_trail_verifies_afterwards(batch, take_back):
    take_back(batch)
    assert verify().problems == []
