"""With a scanner no file is opened before it was checked; without one each is opened at once."""

from datetime import timedelta

import pytest

from helpdesk.audit.models import Entry
from helpdesk.cases.models import File
from helpdesk.cases.tasks import scan_files
from helpdesk.core.clock import at, now
from helpdesk.notices.models import Notice
from tests import make

from .asking import fetched
from .clamd import EICAR, nobody, scanner


@pytest.fixture
def clamd(settings):
    with scanner() as running:
        settings.SCANNER = running.where
        yield running


def again(file):
    return File.objects.whole().get(pk=file.pk)


def test_without_a_scanner_a_file_is_opened_at_once(browse, sarita, case):
    file = make.make_file(case, sarita)
    answer, content = fetched(browse(sarita), file)
    assert (answer.status_code, content) == (200, b"Paid in full: nothing.")
    assert "Not checked for viruses" in browse(sarita).get(file.get_absolute_url()).text


def test_it_is_held_until_it_was_checked(browse, sarita, case, clamd):
    file = make.make_file(case, sarita)
    for path in (case.get_absolute_url(), file.get_absolute_url()):
        assert "Being checked" in browse(sarita).get(path).text
    answer, _ = fetched(browse(sarita), file)
    assert answer.status_code == 409
    assert "still being checked" in answer.text
    assert not Entry.objects.filter(verb="opened_file").exists()
    scan_files()
    assert clamd.seen == [b"Paid in full: nothing."]
    assert again(file).scan == File.Scan.CLEAN
    assert fetched(browse(sarita), file)[1] == b"Paid in full: nothing."


def test_a_large_file_is_read_in_pieces(sarita, case, clamd):
    content = b"word " * 200_000
    make.make_file(case, sarita, content=content)
    scan_files()
    assert clamd.seen == [content]


def test_what_is_infected_is_locked_away_and_its_uploader_told(browse, sarita, bimala, case, clamd):
    file = make.make_file(case, sarita, content=EICAR)
    scan_files()
    assert again(file).scan == File.Scan.INFECTED
    for person in (sarita, bimala):
        answer, _ = fetched(browse(person), file)
        assert answer.status_code == 409
        assert "locked away" in answer.text
    [notice] = Notice.objects.filter(kind="file_infected")
    assert (notice.recipient, notice.code) == (sarita, case.code)
    assert Entry.objects.get(verb="quarantined_file").detail["found"] == "Win.Test.EICAR_HDB-1"
    assert "A virus was found in a file" in browse(sarita).get(case.get_absolute_url()).text


def test_while_the_scanner_is_away_it_stays_held_and_administrators_are_told_once(
    browse, sarita, anil, case, settings
):
    settings.SCANNER = nobody()
    file = make.make_file(case, sarita)
    scan_files()
    held = again(file)
    assert (held.scan, held.scan_attempts) == (File.Scan.HELD, 1)
    assert timedelta() < held.scan_at - now() <= timedelta(minutes=1)
    assert "next try at" in browse(sarita).get(file.get_absolute_url()).text
    assert fetched(browse(sarita), file)[0].status_code == 409
    for hours in (1, 2):
        with at(now() + timedelta(hours=hours)):
            scan_files()
    assert again(file).scan_attempts == 3
    assert [n.recipient for n in Notice.objects.filter(kind="scanner_away", recipient=anil)] == [
        anil
    ]
    assert "1 file waits" in browse(anil).get("/undelivered/").text


def test_it_goes_on_when_the_scanner_is_back(sarita, case, settings):
    settings.SCANNER = nobody()
    file = make.make_file(case, sarita)
    scan_files()
    with scanner() as back, at(now() + timedelta(hours=1)):
        settings.SCANNER = back.where
        scan_files()
    assert again(file).scan == File.Scan.CLEAN


def test_one_that_it_cannot_read_holds_up_no_other(sarita, case, settings):
    file = make.make_file(case, sarita)
    with scanner(says="INSTREAM size limit exceeded. ERROR") as odd:
        settings.SCANNER = odd.where
        files = [make.make_file(case, sarita, content=b"%d" % n) for n in range(3)]
        scan_files()
        assert len(odd.seen) == 3
    assert {again(one).scan for one in files} == {File.Scan.HELD}
    assert again(file).scan == File.Scan.NONE


def test_a_verdict_stands_however_often_the_task_runs(sarita, case, clamd):
    file = make.make_file(case, sarita)
    scan_files()
    scan_files()
    assert len(clamd.seen) == 1
    assert Entry.objects.filter(verb="released_file", detail__file=file.pk).count() == 1


def test_without_the_scanner_what_was_held_is_free_again(sarita, case, clamd, settings):
    file = make.make_file(case, sarita)
    settings.SCANNER = ""
    scan_files()
    assert again(file).scan == File.Scan.NONE
