import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from helpdesk.audit.models import Entry, EntryClient
from helpdesk.audit.trail import record
from helpdesk.clients.models import Batch, Client
from helpdesk.desk.importing.reports import template_rows
from tests import make

from .conftest import fresh, people, table

pytestmark = pytest.mark.django_db

MAYA = ["Maya Tamang", "F", "1990", "9841000001", "", "return", "", ""]


@pytest.fixture
def officer(browse, sarita):
    return browse(sarita)


def sent(content=None, name="register.csv", **more):
    content = table(MAYA) if content is None else content
    return {"submission_id": uuid.uuid4(), "file": SimpleUploadedFile(name, content), **more}


def columns_of(batch, **more):
    chosen = {f"column_{number}": field for field, number in batch.columns.items()}
    return {"submission_id": uuid.uuid4(), "day_first": "yes", **chosen, **more}


def test_from_the_file_to_the_clients_without_a_script(officer, run, kathmandu):
    answer = officer.post("/import/", sent(centre=kathmandu.pk))
    batch = Batch.objects.for_listing().get()
    assert answer["Location"] == f"/import/{batch.pk}/columns/"
    page = officer.get(answer["Location"]).content.decode()
    assert "Maya Tamang" in page
    answer = officer.post(f"/import/{batch.pk}/columns/", columns_of(batch))
    assert answer["Location"] == f"/import/{batch.pk}/"
    assert "<progress" in officer.get(answer["Location"]).content.decode()
    run(fresh(batch).job)
    assert "Ready" in officer.get(f"/import/{batch.pk}/").content.decode()
    officer.post(f"/import/{batch.pk}/import/", {"submission_id": uuid.uuid4(), "likes": "later"})
    run(fresh(batch).job)
    client = Client.objects.get()
    rows = officer.get(f"/import/{batch.pk}/rows/imported/").content.decode()
    assert client.get_absolute_url() in rows
    officer.post(f"/import/{batch.pk}/undo/", {"submission_id": uuid.uuid4()})
    run(fresh(batch).job)
    assert officer.get(client.get_absolute_url()).status_code == 404


def test_a_refused_file_says_why_beside_it(officer, kathmandu):
    answer = officer.post("/import/", sent(b"%PDF-1.7", centre=kathmandu.pk))
    assert answer.status_code == 409
    assert "This is not a table" in answer.content.decode()


def test_a_file_that_is_too_large_is_not_even_read(officer, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = officer.post("/import/", sent(b"x" * 200))
    assert answer.status_code == 422
    assert "larger than 20 MB" in answer.content.decode()


def test_needed_columns_are_asked_for_and_nothing_is_lost(officer, bring_in):
    batch = bring_in(table(MAYA))
    said = columns_of(batch, column_1="", column_5="", column_2="phone_number")
    answer = officer.post(f"/import/{batch.pk}/columns/", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "which column holds the sex" in page
    assert "choose one for all rows" in page
    assert "chosen twice" in page
    assert fresh(batch).job is None


def test_pressing_twice_starts_one_work(officer, bring_in):
    batch = bring_in(table(MAYA))
    said = columns_of(batch)
    for _time in range(2):
        assert officer.post(f"/import/{batch.pk}/columns/", said).status_code == 302


def test_looking_at_look_alikes_is_recorded(officer, bring_in, check, kathmandu, sarita):
    phone = {"number": "9841000001", "safe": "yes"}
    maya = make.make_client(kathmandu, sarita, "Maya Tamang", phone=phone)
    batch = check(bring_in(table(MAYA)))
    before = EntryClient.objects.filter(client=maya.uid).count()
    assert maya.code in officer.get(f"/import/{batch.pk}/rows/like/").content.decode()
    assert EntryClient.objects.filter(client=maya.uid).count() == before + 1


@pytest.fixture
def faulty(bring_in, check):
    """A register with a row that cannot be imported."""
    return check(bring_in(table(["", *MAYA[1:]])))


def test_the_file_of_errors_asks_for_the_password_after_five_minutes(officer, faulty):
    before = Entry.objects.filter(verb="downloaded").count()
    answer = officer.get(f"/import/{faulty.pk}/errors.csv")
    assert answer["Location"].startswith("/account/reauthenticate/")
    assert answer["Location"].endswith(f"?next=/import/{faulty.pk}/")
    assert Entry.objects.filter(verb="downloaded").count() == before


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_the_file_of_errors_is_for_is_kept_with_its_download(form, sure, sarita, faulty):
    answer = sure(sarita).get(f"/import/{faulty.pk}/errors.{form}")
    assert b"".join(answer.streaming_content)
    entry = Entry.objects.get(verb="downloaded")
    assert (entry.by, entry.detail) == (
        sarita,
        {"what": "errors", "form": form, "purpose": "quality"},
    )


def test_another_centres_register_is_not_there(browse, pasang, bring_in):
    batch = bring_in(table(MAYA))
    assert browse(pasang).get(f"/import/{batch.pk}/").status_code == 404
    assert batch.code not in browse(pasang).get("/import/").content.decode()


def test_the_template_is_read_by_the_desk_itself(bring_in, check):
    rows = list(template_rows())
    batch = check(bring_in(table(rows[1], headers=rows[0])))
    assert [row.problems for row in batch.rows.select_related("data_key")] == [None]


@pytest.mark.parametrize("count", [1, 10, 60])
def test_the_rows_cost_the_same_however_many(count, officer, bring_in, check, queries):
    batch = check(bring_in(table(*people(count))))
    assert queries(lambda: officer.get(f"/import/{batch.pk}/rows/ready/")) <= 12
    assert queries(lambda: officer.get("/import/")) <= 12


def test_headers_in_five_languages_are_understood(bring_in):
    files = {
        "fr": ["Nom et prénom", "Sexe", "Date de naissance", "Téléphone", "Pays de destination"],
        "es": ["Nombre completo", "Género", "Fecha de nacimiento", "Celular", "País de destino"],
        "ne": ["नाम थर", "लिङ्ग", "जन्म मिति", "मोबाइल", "गन्तव्य देश"],
        "ar": ["الاسم الكامل", "الجنس", "تاريخ الميلاد", "رقم الجوال", "بلد المقصد"],
        "en": ["Full Name", "GENDER", "D.O.B", "Mobile No.", "Destination Country"],
    }
    for headers in files.values():
        found = bring_in(table(["x"] * 5, headers=headers)).columns
        assert found == dict(
            zip(["name", "sex", "birth", "phone_number", "destination"], range(5), strict=True)
        )


def test_a_look_alike_is_told_only_to_those_who_see_her(
    bring_in, check, browse, sarita, dipesh, pokhara, pasang
):
    sarita.groups.add(pokhara.officers)
    phone = {"number": "9841000001", "safe": "yes"}
    there = make.make_client(pokhara, pasang, "Maya Tamang", phone=phone)
    batch = check(bring_in(table(MAYA)))
    page = f"/import/{batch.pk}/rows/like/"
    assert there.code in browse(sarita).get(page).content.decode()
    shown = browse(dipesh).get(page).content.decode()
    assert "Looks like someone whom you do not see." in shown
    assert there.code not in shown
    assert not Entry.objects.filter(by=dipesh).about_client(there.uid).exists()


def test_who_left_the_centre_is_named_no_more(
    bring_in, check, take_in, browse, sarita, kathmandu, maya
):
    batch = take_in(check(bring_in(table(MAYA))), likes="import")
    imported = Client.objects.exclude(pk=maya.pk).get()
    with transaction.atomic():
        imported.servings.get().delete()
        record("changed", imported, by=sarita)
    shown = browse(sarita).get(f"/import/{batch.pk}/rows/imported/").content.decode()
    assert imported.code in shown
    assert "Maya Tamang" not in shown


@pytest.mark.parametrize("after", ["9" * 5000, "²", "-1", "x", ""])
def test_a_place_that_no_row_has_begins_at_the_top(bring_in, check, officer, after):
    batch = check(bring_in(table(*people(2))))
    answer = officer.get(f"/import/{batch.pk}/rows/ready/", {"after": after})
    assert "Person Number000001" in answer.content.decode()
