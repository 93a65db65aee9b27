import uuid

import pytest

from helpdesk.audit.models import Entry
from helpdesk.cases.models import Case
from helpdesk.clients.models import Batch, Client
from helpdesk.core.refusal import Refused
from helpdesk.desk.importing import actions
from tests import make

from .conftest import HEADERS, fresh, people, rows_of, table

pytestmark = pytest.mark.django_db

MAYA = ["Maya Tamang", "F", "12/05/1990", "9841000001", "AB12345", "returned", "UAE", "31/01/2024"]


def test_a_row_becomes_a_client_with_all_that_it_says(bring_in, check, take_in, sarita):
    batch = take_in(check(bring_in(table(MAYA))))
    client = Client.objects.visible_to(sarita).select_related("data_key").get()
    assert (client.name, client.sex, client.birth["date"]) == (
        "Maya Tamang",
        "female",
        "1990-05-12",
    )
    assert client.phones.select_related("data_key").get().number == "+9779841000001"
    document = client.documents.select_related("data_key").get()
    assert (document.kind, document.number) == ("passport", "AB12345")
    journey = client.journeys.get()
    assert (journey.stage, journey.destination.code) == ("return", "AE")
    assert f"{journey.returned_on}" == "2024-01-31"
    assert batch.state == Batch.State.IMPORTED
    assert Entry.objects.filter(verb="registered", by=sarita).count() == 1


def test_a_need_with_its_category_opens_a_case(bring_in, check, take_in):
    headers = [*HEADERS, "Problem", "Case category"]
    row = [*MAYA, "Not paid for 3 months", "Unpaid wages"]
    take_in(check(bring_in(table(row, headers=headers))))
    case = Case.objects.select_related("data_key").get()
    assert (case.title, case.category) == ("Not paid for 3 months", "B1")


def test_the_check_registers_nobody(bring_in, check):
    batch = check(bring_in(table(MAYA, *people(3))))
    assert batch.state == Batch.State.CHECKED
    assert Client.objects.count() == 0
    assert [row.state for row in batch.rows.all()] == ["ready"] * 4


def test_whoever_is_registered_already_is_shown_and_left_out(
    bring_in, check, take_in, kathmandu, sarita
):
    make.make_client(
        kathmandu, sarita, "Maya Tamang", phone={"number": "984-1000001", "safe": "yes"}
    )
    batch = check(bring_in(table(MAYA, *people(1))))
    row = rows_of(batch)[2]
    assert row.state == "like"
    assert "same phone" in row.problems[0][1].lower()
    take_in(batch)
    assert Client.objects.count() == 2
    assert rows_of(batch)[2].state == "like"


def test_look_alikes_come_in_when_it_is_said_so(bring_in, check, take_in, kathmandu, sarita):
    make.make_client(
        kathmandu, sarita, "Maya Tamang", phone={"number": "984-1000001", "safe": "yes"}
    )
    batch = take_in(check(bring_in(table(MAYA))), likes="import")
    assert Client.objects.count() == 2
    assert rows_of(batch)[2].state == "imported"


def test_the_same_name_alone_is_nobody_twice(bring_in, check, kathmandu, sarita):
    make.make_client(kathmandu, sarita, "Maya Tamang")
    assert rows_of(check(bring_in(table(MAYA))))[2].state == "ready"


def test_who_stands_twice_in_the_file_is_found(bring_in, check, take_in):
    again = ["Tamang Maya", "F", "1990", "+977 984 1000001", "", "return", "", ""]
    batch = check(bring_in(table(MAYA, *people(2), again)))
    row = rows_of(batch)[5]
    assert (row.state, row.double_of) == ("double", 2)
    take_in(batch)
    assert Client.objects.count() == 3


@pytest.mark.parametrize("above", [b"sep=,\n", b",,,,,,,\n", b"\n\n"])
def test_the_columns_are_no_row_also_where_they_stand_lower(bring_in, check, above):
    found = rows_of(check(bring_in(above + table(*people(2)))))
    assert [row.state for row in found.values()] == ["ready", "ready"]


NAMES = ["Maya", "Hari", "Gita", "Bishnu", "Laxmi", "Prem", "Sunita", "Dil"]


def test_rows_with_no_number_or_one_in_other_digits_are_not_one_person(bring_in, check):
    numbers = ["१२३-४५६", "९८७-६५४", "N/A", "n/a", "-", "-", "none", "none"]
    rows = [
        [f"{name} Tamang", *row[1:4], number, *row[5:]]
        for name, row, number in zip(NAMES, people(8), numbers, strict=True)
    ]
    rows.append(["Hari Rai", "M", "1971", "", "123456", "return", "", ""])
    found = rows_of(check(bring_in(table(*rows))))
    assert [found[n].state for n in range(2, 10)] == ["ready"] * 8
    assert (found[10].state, found[10].double_of) == ("double", 2)


def test_imported_again_nobody_comes_twice(bring_in, check, take_in):
    batch = take_in(check(bring_in(table(*people(3)))))
    batch.rows.update(state="ready", client=None)
    take_in(batch)
    assert Client.objects.count() == 3


def test_someone_at_another_centre_is_not_told_of(bring_in, check, pokhara, pasang):
    make.make_client(pokhara, pasang, "Maya Tamang", phone={"number": "9841000001", "safe": "yes"})
    assert rows_of(check(bring_in(table(MAYA))))[2].state == "ready"


def test_the_next_file_is_read_as_the_last_one(bring_in, check):
    headers = ["Whoever", "Gender", "Where to", "Stage"]
    row = ["Maya", "female", "Qatar", "return"]
    batch = bring_in(table(row, headers=headers))
    assert "name" not in batch.columns
    check(batch, name=0, destination=2)
    assert bring_in(table(row, headers=headers)).columns == {
        "name": 0,
        "sex": 1,
        "destination": 2,
        "stage": 3,
    }


def test_a_cancelled_import_goes_on_later(bring_in, check, take_in, sarita, settings):
    settings.IMPORT_ROWS_AT_ONCE, settings.JOB_SECONDS = 2, 0
    batch = check(bring_in(table(*people(6))))
    batch = actions.import_register(batch, by=sarita, submission_id=uuid.uuid4(), likes="later")
    from helpdesk.jobs import actions as jobs
    from helpdesk.jobs import running
    from helpdesk.jobs.models import Job

    job = Job.objects.get(pk=batch.job_id)
    running.run(job.pk, job.alive_at.isoformat())
    jobs.cancel(Job.objects.get(pk=job.pk), by=sarita)
    batch = fresh(batch)
    assert (batch.job.status, batch.state) == ("cancelled", "checked")
    assert Client.objects.count() == 2
    take_in(batch)
    assert Client.objects.count() == 6


def test_two_works_at_once_are_refused(bring_in, check, sarita):
    batch = check(bring_in(table(*people(2))))
    once = uuid.uuid4()
    actions.import_register(batch, by=sarita, submission_id=once, likes="later")
    assert actions.import_register(batch, by=sarita, submission_id=once, likes="later")
    with pytest.raises(Refused):
        actions.import_register(batch, by=sarita, submission_id=uuid.uuid4(), likes="later")
