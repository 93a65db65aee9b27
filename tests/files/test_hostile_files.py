"""Whatever is sent as a file: none becomes a page or fills the disk, and each answer is clear."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from helpdesk.cases.models import File
from helpdesk.core.files import checked, clean_name
from helpdesk.core.refusal import Refused
from helpdesk.jobs.models import FilePiece, SealedFile

from . import hostile
from .asking import fetched, sent


def kept():
    return File.objects.count(), SealedFile.objects.count(), FilePiece.objects.count()


def test_there_are_enough_of_them():
    assert len(hostile.REFUSED) + len(hostile.TAMED) >= 40


@pytest.mark.parametrize("which", hostile.REFUSED)
def test_it_is_refused_in_words_and_nothing_is_kept(which, browse, sarita, case):
    name, content, words = hostile.REFUSED[which]
    answer = sent(browse(sarita), case, (name, content))
    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors["files"])
    assert kept() == (0, 0, 0)


@pytest.mark.parametrize("which", hostile.TAMED)
def test_it_is_taken_as_what_it_is_and_only_ever_downloaded(which, browse, sarita, case):
    name, content, given_out = hostile.TAMED[which]
    assert sent(browse(sarita), case, (name, content)).status_code == 302
    file = File.objects.whole().get()
    answer, got = fetched(browse(sarita), file)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "\r" not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in answer["Cache-Control"]
    assert b"<script" not in got
    assert b"PK\x03\x04" not in got
    if given_out:
        assert (file.name, answer["Content-Type"]) == given_out


@pytest.mark.parametrize("kind", hostile.GOOD)
def test_what_people_bring_is_taken(kind):
    assert checked(hostile.GOOD[kind], f"a.{kind}").kind == kind


def test_an_iphones_photo_becomes_one_that_every_computer_opens():
    photo = checked(hostile.located("HEIF"), "IMG_1.HEIC")
    assert (photo.kind, photo.name) == ("jpg", "IMG_1.jpg")
    assert b"Canary" not in photo.content


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_says_no_more_where_it_was_taken(form):
    photo = hostile.located(form)
    assert b"Canary" in photo
    drawn = checked(photo, "a.jpg").content
    with Image.open(io.BytesIO(drawn)) as opened:
        assert (dict(opened.getexif()), opened.size) == ({}, (64, 48))
    assert b"Canary" not in drawn
    assert b"Canary" not in checked(hostile.with_xmp(hostile.JPEG), "a.jpg").content


def test_a_photo_that_lay_on_its_side_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    drawn = checked(hostile.picture(exif=exif), "a.jpg").content
    assert Image.open(io.BytesIO(drawn)).size == (48, 64)


def test_one_bad_file_among_good_ones_is_named_and_none_is_kept(browse, sarita, case):
    files = [("a.pdf", hostile.PDF), ("b.exe", b"MZ"), ("c.jpg", hostile.JPEG)]
    answer = sent(browse(sarita), case, *files)
    assert answer.status_code == 422
    [error] = answer.context["form"].errors["files"]
    assert error.startswith("b.exe: ")
    assert kept() == (0, 0, 0)


def test_more_than_ten_at_once_are_refused(browse, sarita, case):
    answer = sent(browse(sarita), case, *[("a.pdf", hostile.PDF)] * 11)
    assert "10 files at most" in answer.text
    assert kept() == (0, 0, 0)


def test_more_than_fits_into_a_request_is_refused_in_words(browse, sarita, case, settings):
    settings.FILES_REQUEST_BYTES = settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 2**20
    answer = sent(browse(sarita), case, *[("a.pdf", hostile.PDF + b" " * 700_000)] * 2)
    assert answer.status_code == 422
    assert "larger than 1 MB together" in answer.text
    assert kept() == (0, 0, 0)


def test_a_case_holds_so_much_and_no_more(browse, sarita, case, settings):
    settings.FILES_CASE_BYTES = 100
    assert sent(browse(sarita), case, ("a.pdf", hostile.PDF)).status_code == 302
    answer = sent(browse(sarita), case, ("b.pdf", hostile.PDF * 2))
    assert answer.status_code == 409
    assert "no room for these" in answer.text


def test_a_disk_that_is_nearly_full_takes_no_files(browse, sarita, case, settings):
    settings.FILES_KEEP_FREE = 2**60
    answer = sent(browse(sarita), case, ("a.pdf", hostile.PDF))
    assert answer.status_code == 409
    assert "The disk is nearly full" in answer.text
    assert kept() == (0, 0, 0)
    assert browse(sarita).get(case.get_absolute_url()).status_code == 200


def test_a_name_that_no_disk_could_have_is_no_file(browse, sarita, case):
    answer = sent(browse(sarita), case, ("n" * 1000 + ".pdf", hostile.PDF))
    assert answer.status_code == 400
    assert kept() == (0, 0, 0)


def test_a_name_cannot_hide_anything():
    for name in ("a\x00b", "\u202ea\u2066b", "a\u200bb", "..", "", " . ", "aux", "LPT1.x"):
        kept = clean_name(name, "pdf")
        assert kept.endswith(".pdf")
        assert kept.isprintable()
        assert not kept.startswith((".", " ", "aux.", "LPT1."))


def test_signed_papers_and_scans_are_redrawn_too(browse, sarita, anil, maya, himal, kathmandu):
    from services import actions as services
    from tests import make

    agreement = make.make_agreement(himal, kathmandu)
    agreement = services.attach_scan(agreement, by=anil, content=hostile.located())
    assert b"Canary" not in b"".join(services.open_scan(agreement, by=anil))
    with pytest.raises(Refused, match="two things"):
        services.attach_scan(agreement, by=anil, content=hostile.PDF + hostile.INNER)


def test_the_form_needs_a_file_and_a_kind(browse, sarita, case):
    path = reverse("add_case_files", args=[case.code])
    answer = browse(sarita).post(path, {"files": SimpleUploadedFile("a.pdf", b"")})
    assert set(answer.context["form"].errors) >= {"files", "kind"}
