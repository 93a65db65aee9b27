import io
import struct
import zipfile
from datetime import date

import openpyxl
import pytest

from helpdesk.clients.models import Batch
from helpdesk.core.refusal import Refused
from helpdesk.desk.importing import files, reading
from helpdesk.jobs.models import FilePiece, SealedFile

from .conftest import HEADERS, people, table

pytestmark = pytest.mark.django_db
ROW = ["Maya", "F", "1990"]


def workbook(*rows):
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def with_entry(content, name, data=b"x"):
    changed = io.BytesIO(content)
    with zipfile.ZipFile(changed, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr(name, data)
    return changed.getvalue()


def locked(content):
    """The first local header and the directory say that it is encrypted."""
    content = bytearray(content)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = content.index(mark) + offset
        content[at : at + 2] = struct.pack("<H", 1)
    return bytes(content)


def many_entries():
    changed = io.BytesIO(XLSX)
    with zipfile.ZipFile(changed, "a") as book:
        for number in range(1001):
            book.writestr(f"xl/media/{number}.txt", b"")
    return changed.getvalue()


XLSX = workbook(HEADERS, ROW)
CSV = table(ROW)
ARABIC = "الاسم,الجنس\nمحمد أحمد,ذكر\nفاطمة علي,أنثى\n"
WESTERN = "Nom,Sexe\nAdémar Lefèvre,homme\nZoé Çelik Français,femme\n"
MIXED = bytes([0xC7, 0xE9]) + b",a\n" + bytes([0xE9]) + b",b\n"

REFUSED = {
    "nothing": (b"", "empty"),
    "blanks": (b" \n \n", "empty"),
    "a PDF": (b"%PDF-1.7\n1 0 obj", "not a table"),
    "a PDF behind a comma": (b"a,b\n%PDF-1.7 x", "not a table"),
    "a program": (b"MZ\x90\x00" + b"x" * 80, "not a table"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"x" * 80, "not a table"),
    "a script": (b"#!/bin/sh\nrm -rf /\n", "not a table"),
    "a page": (b"<html><script>alert(1)</script>,</html>", "not a table"),
    "an SVG": (b"<?xml version='1.0'?><svg onload='x,y'/>", "not a table"),
    "an old Excel file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old Excel"),
    "a ZIP of something": (with_entry(b"", "a.txt"), "not an Excel file"),
    "half an XLSX": (XLSX[: len(XLSX) // 2], "damaged"),
    "macros": (with_entry(XLSX, "xl/vbaProject.bin"), "macros"),
    "a file inside": (with_entry(XLSX, "xl/embeddings/a.docx"), "macros or other files"),
    "a password": (locked(XLSX), "password"),
    "something behind": (XLSX + b"<script>", "holds another one"),
    "something before": (b"PK\x03\x04" + CSV + XLSX, "holds another one"),
    "too many entries": (many_entries(), "unpacks to more"),
    "zero bytes": (CSV + b"\x00\x01a", "signs that no text has"),
    "control signs": (CSV + b"Ma\x02ya,F", "signs that no text has"),
    "one column": (b"Name\nMaya\nSita\n", "No columns"),
    "no rows": (table(), "nothing below"),
    "an open quotation mark": (CSV + b'"Maya,F\n' + b"x" * 30_000, "far too long"),
    "a name of a million letters": (table(["M" * 1_000_000, "F"]), "far too long"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_words_and_nothing_of_it_stays(what, bring_in):
    content, words = REFUSED[what]
    with pytest.raises(Refused) as refused:
        bring_in(content)
    assert words in str(refused.value)
    assert not Batch.objects.exists()
    assert not SealedFile.objects.exists()


def test_a_bomb_is_refused_before_it_is_unpacked(bring_in, settings):
    bomb = with_entry(XLSX, "xl/worksheets/sheet2.xml", b"0" * (2**20 * 5))
    settings.IMPORT_MAX_UNZIPPED = 4 * 2**20
    with pytest.raises(Refused, match="unpacks to more"):
        bring_in(bomb)


def test_a_bomb_of_entities_is_refused(bring_in):
    entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    bomb = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(XLSX)) as old, zipfile.ZipFile(bomb, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, entities if "sheet1" in entry.filename else data)
    with pytest.raises(Refused, match="damaged"):
        bring_in(bomb.getvalue())


def test_a_file_that_is_too_large_is_refused(bring_in, settings):
    settings.IMPORT_MAX_BYTES = 2**20
    with pytest.raises(Refused, match="larger than 1 MB"):
        bring_in(CSV + b"x" * 2**20)


def test_more_rows_than_allowed_end_the_check(bring_in, check, settings):
    settings.IMPORT_MAX_ROWS = 3
    batch = check(bring_in(table(*people(4))))
    assert batch.job.status == "failed"
    assert "more than 3 rows" in batch.job.failure
    assert batch.state == "uploaded"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (ARABIC.encode("utf-8"), "utf-8-sig"),
        (ARABIC.encode("utf-8-sig"), "utf-8-sig"),
        (ARABIC.encode("utf-16"), "utf-16"),
        (ARABIC.encode("utf-16-le"), "utf-16-le"),
        (ARABIC.encode("cp1256"), "cp1256"),
        (WESTERN.encode("cp1252"), "cp1252"),
        (WESTERN.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_the_encoding_is_found(content, encoding):
    assert files.shape_of(content)["encoding"] == encoding


def test_an_unclear_encoding_is_asked_for(bring_in):
    with pytest.raises(Refused, match="Western or Arabic") as refused:
        bring_in(MIXED)
    assert refused.value.field == "encoding"
    assert bring_in(MIXED, encoding="cp1252").headers == ["Çé", "a"]


def test_the_wrong_encoding_is_said(bring_in):
    with pytest.raises(Refused, match="not in UTF-8: byte"):
        bring_in(WESTERN.encode("cp1252"), encoding="utf-8-sig")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_is_found(delimiter, bring_in):
    assert bring_in(table(ROW, delimiter=delimiter)).headers == HEADERS


def test_excel_says_its_delimiter_itself(bring_in):
    assert bring_in(b"sep=;\r\nName;Sex\r\nMaya;F\r\n").headers == ["Name", "Sex"]


def test_an_xlsx_is_read_with_its_days_and_numbers(bring_in):
    batch = bring_in(workbook(HEADERS, ["Maya", "F", date(1990, 5, 12), 9841000001, 7.0, True]))
    found = list(reading.rows(batch.file, batch.shape))
    assert found[1] == (2, ["Maya", "F", "1990-05-12", "9841000001", "7", "yes"])


def test_what_is_uploaded_is_sealed(bring_in):
    bring_in(table(["Canary Person", "F", "1990"]))
    stored = b"".join(bytes(piece.sealed) for piece in FilePiece.objects.all())
    assert stored
    assert b"Canary" not in stored
