import csv
import io
import uuid
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.timezone import make_aware

from helpdesk.audit.models import Entry, EntryClient
from helpdesk.audit.trail import record
from helpdesk.cases import actions as cases
from helpdesk.clients.birth import parse_birth
from helpdesk.clients.models import Client, Serving
from helpdesk.contacts.sessions import actions as sessions
from helpdesk.core import tables
from helpdesk.core.clock import at, now
from helpdesk.desk import exporting
from helpdesk.jobs.models import Export, FilePiece, Job
from helpdesk.jobs.tasks import destroy_expired_files
from tests import make
from tests.importing.conftest import run  # noqa: F401

pytestmark = pytest.mark.django_db

RISKY = [
    "=1+1",
    "+977",
    "-2",
    "@cmd",
    "\ttab",
    "\rreturn",
    "\nline",
    "＝1",
    "'quoted",
    "'=1",
    "plain",
]
SAID = {"purpose": "report", "words": "Yearly report, deleted in January", "form": "csv"}


@pytest.fixture
def taken_out(run, sure):  # noqa: F811
    """`taken_out(person, path)` exports that list and gives the rows of the file."""

    def taken_out(person, path="/export/clients/", **said):
        browser = sure(person)
        answer = browser.post(path, {"submission_id": uuid.uuid4(), **SAID, **said})
        assert answer.status_code == 302, answer.content.decode()
        made = Export.objects.latest("id")
        assert run(exporting.job_of(made)).status == "done"
        return browser.get(f"/exports/{made.pk}/download/")

    return taken_out


def rows_of(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_it_holds_who_may_be_seen_and_nobody_else(
    taken_out, kathmandu, pokhara, sarita, pasang, maya
):
    make.make_client(pokhara, pasang, "Hidden Canary")
    answer = taken_out(sarita)
    assert answer["Content-Disposition"] == 'attachment; filename="clients.csv"'
    assert [row["Name"] for row in rows_of(answer)] == ["Maya Kumari Tamang"]


def test_its_days_are_those_of_the_centre_and_not_of_utc(taken_out, kathmandu):
    quito = make.make_centre("Quito centre", "UIO", country="EC", time_zone="America/Guayaquil")
    maria = make.make_user("María Quispe", teams=[quito.officers])
    evening = now().replace(hour=1, minute=30) + timedelta(days=1)  # it is 20:30 in Quito
    day = evening.astimezone(ZoneInfo("America/Guayaquil")).date()
    with at(evening), timezone.override(ZoneInfo("America/Guayaquil")):
        client = make.make_client(quito, maria, "Rosa Chimbo")
        for n in (0, 1):
            case = make.make_case(client, maria, officer=maria, title=f"{n}")
            due = make_aware(datetime.combine(day + timedelta(days=n), time(20, 45)))
            cases.add_task(case, by=maria, submission_id=uuid.uuid4(), text="Call", due_at=due)
        (row,) = rows_of(taken_out(maria))
        assert row["Registered"] == day.isoformat()
        rows = rows_of(taken_out(maria, "/export/cases/?list=my&due=today"))
    said = [(row["What is it about?"], row["Due"], row["Opened"]) for row in rows]
    assert said == [("0", day.isoformat(), day.isoformat())]


def test_an_age_is_told_as_the_year_that_it_meant(taken_out, kathmandu, sarita):
    with at(now() - timedelta(days=800)):
        born = parse_birth("about 30")
        make.make_client(kathmandu, sarita, birth=born)
    (row,) = rows_of(taken_out(sarita))
    assert row["Born"] == f"about {born['year']}"


def test_everyone_in_it_is_recorded_with_the_purpose(taken_out, sarita, maya):
    taken_out(sarita)
    about = Entry.objects.filter(pk__in=EntryClient.objects.filter(client=maya.uid).values("entry"))
    assert about.filter(verb="exported", by=sarita).exists()
    assert Entry.objects.get(verb="exported", label="jobs.export").why == "report"
    assert Entry.objects.filter(verb="downloaded", by=sarita).exists()


def test_my_work_is_taken_out_as_it_is_narrowed(taken_out, maya, sarita):
    make.make_case(maya, sarita, title="Wages", officer=sarita, urgency="high")
    make.make_case(maya, sarita, title="Passport", officer=sarita, urgency="low")
    answer = taken_out(sarita, "/export/cases/?list=my&urgency=high")
    assert [row["What is it about?"] for row in rows_of(answer)] == ["Wages"]


def test_a_last_day_is_the_one_at_the_centre(taken_out, kathmandu):
    quito = make.make_centre("Quito", "UIO", country="EC", time_zone="America/Guayaquil")
    ana = make.make_user("Ana", teams=[quito.officers])
    case = make.make_case(make.make_client(quito, ana), ana, officer=ana, urgency="low")
    make.make_help(case, ana)
    make.make_deadline(case, ana, due_on=date(2026, 12, 10))
    [row] = rows_of(taken_out(ana, "/export/cases/?list=my"))
    assert row["Due"] == "2026-12-10"


def test_what_was_searched_for_is_what_is_taken_out(taken_out, kathmandu, sarita, maya):
    make.make_client(kathmandu, sarita, "Sita Rai")
    assert [row["Name"] for row in rows_of(taken_out(sarita, look="Sita"))] == ["Sita Rai"]


def test_a_restricted_case_is_not_in_the_list(taken_out, maya, sarita, dipesh):
    make.make_case(maya, sarita, title="Canary", officer=sarita, restricted=True)
    make.make_case(maya, sarita, title="Wages", officer=sarita)
    answer = taken_out(dipesh, "/export/cases/?list=team")
    assert [row["What is it about?"] for row in rows_of(answer)] == ["Wages"]


def test_nothing_in_it_is_a_formula(taken_out, kathmandu, sarita):
    for name in RISKY[:4]:
        make.make_client(kathmandu, sarita, name)
    names = [row["Name"] for row in rows_of(taken_out(sarita))]
    assert not any(name.startswith(tables.RISKY[:7]) for name in names)
    assert [tables.open_text(name) for name in names] == RISKY[:4]


@pytest.mark.parametrize("text", RISKY)
def test_a_cell_reads_back_unchanged(text):
    csv_file = b"".join(tables.as_csv([[text]])).decode("utf-8-sig")
    (cell,) = next(csv.reader(io.StringIO(csv_file, newline="")))
    assert tables.open_text(cell) == text
    assert cell == text or not cell.startswith(tables.RISKY[:-1])
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(tables.as_xlsx([[text]])))).active
    assert (sheet["A1"].value, sheet["A1"].data_type) == (text.replace("\r", ""), "s")


def test_as_xlsx_it_opens_in_a_spreadsheet(taken_out, sarita, maya):
    answer = taken_out(sarita, form="xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book.active["B2"].value == "Maya Kumari Tamang"


def test_the_password_is_asked_for_again_after_five_minutes(browse, sarita, maya):
    answer = browse(sarita).get("/export/clients/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/reauthenticate/")
    answer = browse(sarita).post("/export/clients/", {"submission_id": uuid.uuid4(), **SAID})
    assert answer.status_code == 302
    assert not Export.objects.exists()


def test_without_a_purpose_nothing_leaves(sure, sarita, maya):
    answer = sure(sarita).post(
        "/export/clients/", {"submission_id": uuid.uuid4(), **SAID, "words": "", "purpose": ""}
    )
    assert answer.status_code == 422
    assert not Job.objects.exists()


def test_more_rows_than_allowed_are_refused(sure, sarita, maya, kathmandu, settings):
    settings.EXPORT_MAX_ROWS = 1
    make.make_client(kathmandu, sarita)
    answer = sure(sarita).post("/export/clients/", {"submission_id": uuid.uuid4(), **SAID})
    assert answer.status_code == 409


def test_the_file_lies_sealed_and_goes_after_two_weeks(taken_out, sure, sarita, maya):
    taken_out(sarita)
    made = Export.objects.get()
    assert b"Tamang" not in b"".join(bytes(p.sealed) for p in FilePiece.objects.all())
    with at(now() + timedelta(days=15)):
        destroy_expired_files()
        assert not FilePiece.objects.exists()
        assert sure(sarita).get(f"/exports/{made.pk}/download/").status_code in (302, 409)


def test_it_is_for_whoever_asked_alone(taken_out, sure, sarita, bimala, maya):
    taken_out(sarita)
    made = Export.objects.get()
    for page in ("", "download/"):
        assert sure(bimala).get(f"/exports/{made.pk}/{page}").status_code == 404


def test_who_may_not_any_more_gets_nothing(run, sure, sarita, maya, kathmandu):  # noqa: F811
    sure(sarita).post("/export/clients/", {"submission_id": uuid.uuid4(), **SAID})
    sarita.groups.clear()
    job = run(Job.objects.get())
    assert (job.status, job.failure) == ("failed", "You may not do this any more.")
    assert not FilePiece.objects.exists()


def test_the_appointments_of_a_day_leave_as_they_are_listed(
    taken_out, kathmandu, sarita, dipesh, maya, case
):
    hers = make.make_visit(maya, sarita, officer=sarita, place="Room 7")
    make.make_visit(maya, sarita, officer=dipesh, at=make.tomorrow(15, days=2))
    make.make_visit(maya, sarita, officer=sarita, at=make.tomorrow(days=5))
    day = make.tomorrow(days=2).date()
    path = f"/export/diary/?day={day}&centre=KTM&officer={sarita.pk}"
    (row,) = rows_of(taken_out(sarita, path))
    assert (row["Appointment"], row["Name"]) == (hers.code, maya.name)
    assert (row["When"], row["Where"]) == (f"{day} 10:00", "Room 7")
    assert Entry.objects.filter(
        pk__in=EntryClient.objects.filter(client=maya.uid).values("entry"), verb="exported"
    ).exists()


def test_an_appointment_on_a_restricted_case_leaves_with_who_is_named_alone(
    taken_out, sure, sarita, dipesh, maya, case
):
    make.make_visit(maya, sarita, case=case)
    type(case).objects.filter(pk=case.pk).update(restricted=True)
    day = make.tomorrow(days=2).date()
    page = sure(dipesh).get(f"/export/diary/?day={day}&centre=KTM")
    assert page.context["count"] == 0


def test_another_centres_day_is_not_there_to_export(sure, pasang, kathmandu):
    assert sure(pasang).get("/export/diary/?centre=KTM").status_code == 404


def test_the_attendance_of_one_session_leaves_without_whom_one_does_not_see(
    taken_out, kathmandu, pokhara, sarita, pasang, maya
):
    session, other = (make.make_session(kathmandu, sarita, topic=topic) for topic in ("A", "B"))
    for client in (maya, make.make_client(kathmandu, sarita, "Sita Rai")):
        sessions.enrol(session, client, by=sarita)
    sessions.enrol(other, maya, by=sarita)
    Serving.objects.filter(client__in=Client.objects.exclude(pk=maya.pk)).delete()
    (row,) = rows_of(taken_out(sarita, f"/export/attendance/?session={session.code}"))
    assert (row["Session"], row["Name"], row["State"]) == (session.code, maya.name, "Enrolled")


def test_who_left_since_is_not_named_as_having_attended(taken_out, sure, kathmandu, sarita, maya):
    session = make.make_session(kathmandu, sarita)
    sessions.enrol(session, maya, by=sarita)
    assert len(rows_of(taken_out(sarita, f"/export/attendance/?session={session.code}"))) == 1
    with transaction.atomic():
        maya.servings.get().delete()
        record("changed", maya, by=sarita)
    made = Export.objects.get()
    assert rows_of(sure(sarita).get(f"/exports/{made.pk}/download/")) == []


def test_attendance_of_no_session_is_an_empty_list(sure, sarita, maya):
    assert sure(sarita).get("/export/attendance/").context["count"] == 0


def test_what_she_no_longer_sees_is_left_out_of_a_file_made_before(
    taken_out, sure, sarita, maya, kathmandu, pokhara, pasang
):
    there = make.make_client(pokhara, pasang, "Client of Pokhara")
    pokhara.officers.user_set.add(sarita)
    assert len(rows_of(taken_out(sarita))) == 2
    made = Export.objects.get()
    sarita.groups.set([pokhara.officers])
    again = rows_of(sure(sarita).get(f"/exports/{made.pk}/download/"))
    assert [row["Code"] for row in again] == [there.code]


@pytest.mark.parametrize("what", ["cases/?list=unassigned", "claims/"])
def test_a_case_kept_from_her_since_leaves_no_row(what, taken_out, sure, sarita, dipesh, maya):
    case = make.make_case(maya, sarita)
    make.make_claim(case, sarita, party=make.make_party(case, sarita))
    assert len(rows_of(taken_out(dipesh, f"/export/{what}"))) == 1
    cases.restrict(case, by=sarita, ground="violence", people=[])
    made = Export.objects.get()
    assert rows_of(sure(dipesh).get(f"/exports/{made.pk}/download/")) == []


def test_what_was_opened_in_an_emergency_is_on_no_list_that_is_taken_out(
    taken_out, sure, sarita, dipesh, maya
):
    case, other = (make.make_case(maya, sarita) for _ in range(2))
    for one in (case, other):
        make.make_claim(one, sarita, party=make.make_party(one, sarita))
    cases.restrict(case, by=sarita, ground="violence", people=[])
    cases.break_glass(
        case.code, by=dipesh, submission_id=uuid.uuid4(), ground="danger", reason="Now"
    )
    for what in ("cases/?list=unassigned", "claims/"):
        rows = rows_of(taken_out(dipesh, f"/export/{what}"))
        assert [row["Case"] for row in rows] == [other.code]
