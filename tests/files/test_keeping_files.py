"""Files on a case or a client: who sees them, how they are opened, replaced and removed."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from helpdesk.audit.models import Entry, EntryClient
from helpdesk.cases import actions
from helpdesk.cases.models import CaseSharing, File
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused, Stale
from helpdesk.desk import actions as desk
from helpdesk.jobs.models import FilePiece
from tests import make

from .asking import fetched, sent
from .hostile import JPEG, PDF

CANARY = "Canarypassport"


@pytest.fixture
def file(case, sarita):
    return make.make_file(case, sarita, title="Her payslips")


@pytest.fixture
def restricted(maya, sarita):
    """A restricted case of Maya's, shared with Sarita by name and with nobody else."""
    case = make.make_case(maya, sarita, officer=sarita, restricted=True)
    CaseSharing.objects.assign_perm("view_case", sarita, case)
    return case


def whole(file):
    return File.objects.whole().get(pk=file.pk)


@pytest.mark.parametrize("owner", ["case", "maya"])
def test_files_are_added_and_listed_with_kind_date_and_who(owner, browse, sarita, request):
    owner = request.getfixturevalue(owner)
    files = [("front.jpg", JPEG), ("back.pdf", PDF)]
    said = {"kind": "passport", "dated_on": "2026-02-03", "original_seen": "on"}
    answer = sent(browse(sarita), owner, *files, **said)
    assert answer.status_code == 302
    page = browse(sarita).get(owner.get_absolute_url()).text
    for words in ("front", "back", "Passport or permit", "dated 3 Feb 2026", "Sarita Gurung"):
        assert words in page
    assert {one.original_seen for one in File.objects.all()} == {True}
    assert "File added" in page


def test_a_clients_page_lists_those_of_her_cases_as_well(browse, sarita, case, maya, file):
    page = browse(sarita).get(maya.get_absolute_url()).text
    assert "Her payslips" in page


def test_it_is_sealed_under_the_key_of_its_case_or_client(case, maya, sarita):
    for owner in (case, maya):
        one = make.make_file(owner, sarita, title=CANARY, note=CANARY)
        assert one.data_key == one.stored.data_key == owner.data_key
        assert CANARY.encode() not in bytes(one.title_sealed.data + one.note_sealed.data)
    assert not any(b"Paid" in bytes(piece.sealed) for piece in FilePiece.objects.all())


def test_sending_twice_keeps_one(case, sarita, browse):
    submission = uuid.uuid4()
    for _ in range(2):
        answer = sent(
            browse(sarita), case, ("a.pdf", PDF), ("b.pdf", PDF), submission_id=submission
        )
        assert answer.status_code == 302
    assert File.objects.count() == 2


def test_opening_is_a_recorded_read(browse, bimala, file, maya):
    _, content = fetched(browse(bimala), file)
    assert content == b"Paid in full: nothing."
    entry = Entry.objects.get(verb="opened_file")
    assert (entry.by, entry.label, entry.key) == (bimala, "cases.file", file.pk)
    assert EntryClient.objects.filter(entry=entry, client=maya.uid).exists()


def test_a_link_works_for_a_minute_for_its_person_and_session_alone(
    browse, sarita, dipesh, case, file
):
    mine = browse(sarita)
    link = mine.get(reverse("open_file", args=[file.pk]))["Location"]
    assert mine.get(link).status_code == 200
    assert browse(dipesh).get(link).status_code == 404
    assert browse(sarita).get(link).status_code == 404  # another session of hers
    other = make.make_file(case, sarita)
    assert mine.get(link.replace(f"/{file.pk}/", f"/{other.pk}/")).status_code == 404
    assert mine.get(link[:-3] + "x/").status_code == 404
    mine.logout()
    assert browse().get(link).status_code == 302


def test_a_link_that_ran_out_says_so(browse, sarita, file, settings):
    mine = browse(sarita)
    link = mine.get(reverse("open_file", args=[file.pk]))["Location"]
    settings.FILES_LINK_SECONDS = -1
    answer = mine.get(link)
    assert answer.status_code == 409
    assert "This link has run out" in answer.text
    assert not Entry.objects.filter(verb="opened_file").exists()


def test_a_newer_version_takes_its_place_and_the_earlier_stays(browse, sarita, dipesh, case, file):
    newer = actions.replace_file(
        file, by=dipesh, submission_id=uuid.uuid4(), checked=make.a_file(PDF, "new.pdf")
    )
    assert (newer.number, newer.title, newer.kind) == (2, "Her payslips", "payslip")
    assert list(File.objects.current()) == [newer]
    page = browse(sarita).get(newer.get_absolute_url()).text
    assert "Version 1" in page
    assert fetched(browse(sarita), file)[1] == b"Paid in full: nothing."
    assert fetched(browse(sarita), newer)[1] == PDF
    with pytest.raises(Refused, match="newer version"):
        actions.replace_file(
            whole(file), by=sarita, submission_id=uuid.uuid4(), checked=make.a_file()
        )


def test_what_is_removed_is_kept_with_its_reason_and_never_opened(browse, sarita, case, file):
    path = reverse("remove_file", args=[file.pk])
    assert browse(sarita).post(path, {"why": ""}).status_code == 422
    assert browse(sarita).post(path, {"why": "Another woman's"}).status_code == 302
    page = browse(sarita).get(case.get_absolute_url()).text
    assert "Her payslips" not in page
    assert "File removed" in page
    assert "Another woman&#x27;s" in browse(sarita).get(file.get_absolute_url()).text
    assert fetched(browse(sarita), file)[0].status_code == 409
    assert FilePiece.objects.filter(file=file.stored).exists()
    with pytest.raises(Refused, match="removed meanwhile"):
        actions.remove_file(whole(file), by=sarita, why="x")


def test_what_is_said_of_it_is_put_right_and_two_editors_lose_nothing(file, sarita, dipesh):
    said = {"kind": "contract", "title": "Contract", "dated_on": None}
    actions.change_file(whole(file), by=sarita, version=1, **said)
    assert whole(file).kind == "contract"
    with pytest.raises(Stale):
        actions.change_file(whole(file), by=dipesh, version=1, **said)
    with pytest.raises(Refused, match="still to come"):
        actions.change_file(whole(file), by=dipesh, version=2, dated_on=today() + timedelta(days=2))


def every_page(browser, file):
    owner = file.owner.get_absolute_url()
    paths = [
        owner,
        file.get_absolute_url(),
        *(
            reverse(name, args=[file.pk])
            for name in ("open_file", "change_file", "replace_file", "remove_file")
        ),
    ]
    return [browser.get(path) for path in paths]


@pytest.mark.parametrize("who", ["pasang", "roshan", "nirmala", "anil", "stranger"])
def test_for_everyone_else_it_is_not_there(who, browse, request, case, sarita):
    file = make.make_file(case, sarita, title=CANARY)
    for answer in every_page(browse(request.getfixturevalue(who)), file):
        assert answer.status_code in (403, 404)
        assert CANARY not in answer.text


def test_files_of_a_restricted_case_are_hidden_with_it(
    browse, sarita, dipesh, bimala, maya, restricted
):
    file = make.make_file(restricted, sarita, title=CANARY, note=CANARY)
    assert CANARY in browse(sarita).get(restricted.get_absolute_url()).text
    assert CANARY in browse(sarita).get(maya.get_absolute_url()).text
    for person in (dipesh, bimala):
        answers = every_page(browse(person), file)
        assert {answer.status_code for answer in answers} == {404}
        for path in (
            maya.get_absolute_url(),
            "/",
            "/notices/",
            f"{maya.get_absolute_url()}history/",
        ):
            answers.append(browse(person).get(path))
        assert not any(CANARY in answer.text for answer in answers)
        hers = browse(person).get(maya.get_absolute_url()).text
        assert "File added" not in hers


def test_pages_cost_the_same_however_many_files(browse, sarita, case, maya, queries):
    officer = browse(sarita)
    make.make_file(case, sarita)
    make.make_file(maya, sarita)
    paths = (case.get_absolute_url(), maya.get_absolute_url())
    with_one = [queries(lambda path=path: officer.get(path)) for path in paths]
    for _ in range(10):
        make.make_file(case, sarita)
        make.make_file(maya, sarita)
    assert [queries(lambda path=path: officer.get(path)) for path in paths] == with_one


def test_a_files_own_page_costs_twelve_at_most(browse, sarita, file, queries):
    officer = browse(sarita)
    officer.get(file.get_absolute_url())
    n = queries(lambda: officer.get(file.get_absolute_url()))
    assert n <= 12, n


def test_a_merge_takes_her_files_along_and_they_still_open(browse, sarita, kathmandu, maya):
    lost = make.make_client(kathmandu, sarita, "Maya Tamang")
    file = make.make_file(lost, sarita, title=CANARY)

    made = desk.merge(
        maya, lost, by=sarita, submission_id=uuid.uuid4(), reason="One person", facts={},
        standing={}, version_kept=maya.version, version_lost=lost.version,
    )  # fmt: skip
    assert whole(file).client == maya
    assert CANARY in browse(sarita).get(maya.get_absolute_url()).text
    assert fetched(browse(sarita), file)[1] == b"Paid in full: nothing."
    desk.undo_merge(made, by=sarita, reason="Two women")
    assert whole(file).client == lost
