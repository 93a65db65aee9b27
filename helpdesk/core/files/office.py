"""Word, Excel and OpenDocument files are ZIPs: what they hold is looked at before they are kept."""

import io
import re
import zipfile
import zlib

from django.utils.translation import gettext as _

from ..refusal import Refused

MOST_UNPACKED = 25 * 2**20  # R14
MOST_ENTRIES = 1000
MOST_RATIO = 200  # unpacked to packed, of one part larger than a megabyte
PIECE = 64 * 1024
END = b"PK\x05\x06"

OPEN_TEXT = "application/vnd.oasis.opendocument.text"
KINDS = frozenset({"docx", "xlsx", "odt"})
MAIN = {
    b"wordprocessingml.document.main+xml": "docx",
    b"spreadsheetml.sheet.main+xml": "xlsx",
}
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xd0\xcf\x11\xe0")  # the last: OLE objects
_ACTIVE = re.compile(
    r"vbaproject|vbadata|(^|/)activex/|macrosheets/|^basic/|^scripts/|^object|customui", re.I
)
_FETCHED = re.compile(rb"attachedTemplate|oleObject|/frame\b|subDocument", re.I)


def kind_of_office(content: bytes) -> str:
    """`docx`, `xlsx` or `odt`, after every part was unpacked and looked at; Refused otherwise."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _demand_whole(archive, content)
            parts = _looked_at(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise Refused(_("This document is broken. Save it again, or as a PDF.")) from error
    except (ValueError, OSError, OverflowError) as error:
        raise Refused(_("This document is broken. Save it again, or as a PDF.")) from error
    return _kind_by(parts)


def _demand_whole(archive, content):
    """The ZIP is the whole file: nothing in front of it, behind it, or twice in it."""
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise _bomb()
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _bomb()
    if sum(entry.compress_size for entry in entries) > len(content):
        raise _bomb()
    begins = min((entry.header_offset for entry in entries), default=1)
    if begins != 0 or content[-22:-18] != END:
        raise Refused(_("This document has something else glued to it. Save it as a PDF."))
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise Refused(_("This document is broken. Save it again, or as a PDF."))


def _looked_at(archive) -> dict[str, bytes]:
    """Every part unpacked, in pieces; those that say what the document is, whole."""
    kept, unpacked = {}, 0
    for entry in archive.infolist():
        _demand_harmless_name(entry)
        part = bytearray()
        keeps = entry.filename in ("[Content_Types].xml", "mimetype") or entry.filename.endswith(
            (".rels", "manifest.xml")
        )
        size, begin = 0, b""
        with archive.open(entry) as stream:
            while piece := stream.read(PIECE):
                begin = begin or piece[:8]
                size += len(piece)
                unpacked += len(piece)
                if unpacked > MOST_UNPACKED:
                    raise _bomb()
                if keeps:
                    part += piece
        if size > 2**20 and size > MOST_RATIO * max(entry.compress_size, 1):
            raise _bomb()
        _demand_harmless(begin)
        if keeps:
            kept[entry.filename] = bytes(part)
    return kept


def _demand_harmless_name(entry):
    name = entry.filename
    if name.startswith(("/", "\\")) or "\\" in name or ".." in name.split("/") or ":" in name:
        raise Refused(_("This document has parts with false names. Save it as a PDF."))
    if entry.flag_bits & 0x1:
        raise Refused(_("This document has a password. Take it off, and send it again."))
    if _ACTIVE.search(name):
        raise _active()


def _demand_harmless(begin):
    if begin.startswith(ARCHIVES):
        raise Refused(_("This document has another archive in it. Save it as a PDF."))
    if begin.startswith(PROGRAMS):
        raise _active()


def _kind_by(parts):
    if any(
        _FETCHED.search(text) and b"external" in text.lower()
        for name, text in parts.items()
        if name.endswith(".rels")
    ):
        raise Refused(_("This document fetches parts from elsewhere. Save it as a PDF."))
    types = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types or b"vba" in types.lower():
        raise _active()
    if parts.get("mimetype", b"").decode("ascii", "replace") == OPEN_TEXT:
        return "odt"
    for words, kind in MAIN.items():
        if words in types:
            return kind
    raise Refused(
        _("Archives are not taken. Unpack it, and send the files themselves."), code="archive"
    )


def _bomb():
    return Refused(
        _("This document unpacks to more than is allowed. Save it as a PDF."), code="bomb"
    )


def _active():
    return Refused(
        _("This document has macros or programs in it. Save it as a PDF."), code="active"
    )
