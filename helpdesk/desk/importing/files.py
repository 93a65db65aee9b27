"""What kind of table a file is: its content decides, never its name. The rest is refused."""

import codecs
import csv
import io
import re
import struct
import zipfile

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from helpdesk.core.refusal import Refused

ENCODINGS = [
    ("utf-8-sig", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("cp1252", _("Windows-1252 (Western Europe)")),
    ("cp1256", _("Windows-1256 (Arabic)")),
]
DELIMITERS = ",;\t|"
ENTRIES = 1000
NOT_TABLES = (b"%PDF", b"MZ", b"\x7fELF", b"GIF8", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b")
NOT_TABLES += (b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"BZh", b"#!", b"<!doctype", b"<html", b"<?xml")
ACTIVE = re.compile(r"vbaproject|/activex/|/embeddings/|/macrosheets/|\.(?:bin|exe|dll|js|vbs)$")
CONTROL = re.compile("[\x00\x01-\x06]")


def refuse(message, **told):
    """The file is not taken, and the form says why beside it."""
    raise Refused(message % told if told else message, field="file")


def shape_of(content: bytes, encoding: str = "") -> dict:
    """How the file is to be read: {"kind", "encoding", "delimiter"}; Refused says why it cannot."""
    if not content.strip():
        refuse(_("This file is empty."))
    if len(content) > settings.IMPORT_MAX_BYTES:
        refuse(too_large())
    head = content[:1024].lstrip().lower()
    if content.startswith(b"PK"):
        return _workbook(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        refuse(
            _(
                "This is an old Excel file, or one with a password. "
                "Save it as XLSX or CSV without a password."
            )
        )
    if head.startswith(tuple(mark.lower() for mark in NOT_TABLES)) or b"%pdf-" in head:
        refuse(_("This is not a table. Save the register as CSV or XLSX."))
    return _text(content, encoding)


def too_large() -> str:
    """What is said of a file that is larger than the desk takes."""
    size = settings.IMPORT_MAX_BYTES // 2**20
    return _("This file is larger than %(size)s MB. Split it, or leave out columns.") % {
        "size": size
    }


# --- XLSX


def _workbook(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            entries = book.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error):
        refuse(_("This XLSX file is damaged. Open it in a spreadsheet program and save it again."))
    names = {entry.filename.lower() for entry in entries}
    if "xl/workbook.xml" not in names or "[content_types].xml" not in names:
        refuse(_("This is not an Excel file (XLSX). Save the register as CSV or XLSX."))
    if any(entry.flag_bits & 1 for entry in entries):
        refuse(_("This file has a password. Save it without one."))
    if any(ACTIVE.search(name) for name in names if not name.endswith("printersettings1.bin")):
        refuse(_("This file holds macros or other files. Save it as a plain XLSX or as CSV."))
    _refuse_bombs(entries)
    _refuse_two_in_one(content)
    return {"kind": "xlsx"}


def _refuse_bombs(entries):
    size = sum(entry.file_size for entry in entries)
    texts = sum(e.file_size for e in entries if e.filename.lower().endswith("sharedstrings.xml"))
    if (
        len(entries) > ENTRIES
        or size > settings.IMPORT_MAX_UNZIPPED
        or texts > settings.IMPORT_MAX_STRINGS
    ):
        refuse(
            _(
                "This XLSX file unpacks to more than this desk takes (%(size)s MB). "
                "Save it as CSV, or split it."
            ),
            size=settings.IMPORT_MAX_UNZIPPED // 2**20,
        )


def _refuse_two_in_one(content):
    """A ZIP with something before or behind it is two files in one."""
    end = content.rfind(b"PK\x05\x06")
    size, offset, comment = struct.unpack("<IIH", content[end + 12 : end + 22])
    if offset + size != end or end + 22 + comment != len(content) or comment:
        refuse(_("This file holds another one. Open it in a spreadsheet program, save it again."))


# --- CSV


def _text(content, encoding):
    encoding = encoding or _encoding_of(content)
    if encoding == "utf-16" and content[:2] not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        encoding = "utf-16-le"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        refuse(
            _("This file is not in %(encoding)s: byte %(place)s does not fit. Choose another one."),
            encoding=dict(ENCODINGS).get(encoding, encoding),
            place=f"{error.start:,}",
        )
    if CONTROL.search(text):
        refuse(_("This file holds signs that no text has. Save the register as CSV or XLSX."))
    return {"kind": "csv", "encoding": encoding, "delimiter": _delimiter_of(text[:65536])}


def _encoding_of(content):
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _eight_bits(content)
    return _unmarked_utf16(content) or "utf-8-sig"


def _unmarked_utf16(content):
    """Without its mark: every other byte of plain letters is zero."""
    sample = content[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 33 < len(sample) or min(even, odd) * 10 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _eight_bits(content):
    """Western or Arabic: Arabic letters stand in runs, accented ones alone among plain ones."""
    if utf16 := _unmarked_utf16(content):
        return utf16
    runs = re.findall(rb"[\x80-\xff]+", content[:262144])
    high = sum(map(len, runs))
    in_runs = sum(len(run) for run in runs if len(run) > 1) / high
    if in_runs > 0.8 and high > 8:
        return "cp1256"
    if in_runs < 0.3 and not re.search(rb"[\x81\x8d\x8f\x90\x9d]", content):
        return "cp1252"
    raise Refused(
        _(
            "It is not clear in which encoding this file is: Western or Arabic. "
            "Choose it here, or save the register as UTF-8 or XLSX."
        ),
        field="encoding",
    )


def _delimiter_of(text):
    """The sign that cuts most of the first lines into the same number of cells."""
    if said := re.match(r"sep=(.)\r?\n", text):
        return said[1]
    lines = [line for line in text.splitlines() if line.strip()][:50]

    def weight(sign):
        counts = [len(row) for row in csv.reader(lines, delimiter=sign)]
        likely = max(set(counts), key=counts.count)
        return (counts.count(likely) if likely > 1 else 0, likely)

    try:
        best = max(DELIMITERS, key=weight)
    except csv.Error:
        best = ""
    if not best or not weight(best)[0]:
        refuse(
            _(
                "No columns were found. Separate them by comma, semicolon, tab or |, "
                "or save the register as XLSX."
            )
        )
    return best
