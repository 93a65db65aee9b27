"""Taking a file in: what it is, whether it is more than that, and what of it is kept."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from ..refusal import Refused
from . import office
from .images import FORMATS, redrawn
from .names import clean_name
from .sniffing import MEDIA_TYPES, as_text, sniffed

DOCUMENTS = frozenset(MEDIA_TYPES)  # whatever a case may hold
PAPERS = frozenset({"pdf", "jpg", "png"})  # a signed sheet
PAPER_BYTES = 10 * 2**20
_MARKUP = re.compile(rb"<(!doctype|html|script|svg|body|iframe|\?php|\?xml)", re.I)
_WRITTEN = re.compile(r"<\s*(!doctype|html|script|svg|iframe|\?php|\?xml|hta:)|^#!|^BEGIN:V", re.I)
_FORMULA = re.compile(r'(^|[,;\t\n\r"])[ ]*([=@\t]|[+\-][^,;\t\n"]*[|(!])')


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: its content as it is kept, what it is, and what it is called."""

    content: bytes
    kind: str  # a key of MEDIA_TYPES
    name: str

    @property
    def size(self) -> int:
        return len(self.content)


def checked(content: bytes, name: str, *, only=DOCUMENTS, most: int | None = None) -> Checked:
    """The file as it can be kept, or Refused in words.

    `only`: kinds that are taken here. `most`: bytes; FILES_MAX_BYTES without it.
    """
    _demand_size(len(content), most or settings.FILES_MAX_BYTES)
    kind = sniffed(content, name)
    if kind == "zip" and only & office.KINDS:
        kind = office.kind_of_office(content)
    if kind not in only:
        raise _unknown(only)
    content, kind = _as_kept(content, kind)
    return Checked(content, kind, clean_name(name, kind))


def checked_paper(content: bytes, *, field: str) -> Checked:
    """A signed sheet of PAPER_BYTES at most; a refusal stands beside the `field` of its form."""
    try:
        return checked(content, "", only=PAPERS, most=PAPER_BYTES)
    except Refused as refused:
        raise Refused(refused.message, code=refused.code, field=field) from None


def _demand_size(size, most):
    if not size:
        raise Refused(_("This file is empty. Choose another one."))
    if size > most:
        raise Refused(
            _("This file is larger than %(mb)d MB. Send it smaller, or in parts.")
            % {"mb": most // 2**20},
            code="too_large",
        )


def _as_kept(content, kind):
    if kind in FORMATS:
        return redrawn(content, kind)
    if kind in ("txt", "csv"):
        _demand_plain(as_text(content), kind)
    elif kind in ("pdf", "mp3", "m4a", "ogg"):
        _demand_one_thing(content)
    return content, kind


def _demand_one_thing(content):
    """Not a page or an archive at the same time, for a program that looks elsewhere in it."""
    ends = content.rfind(office.END, -(2**16 + 22))
    if _MARKUP.search(content[:1024]) or (ends >= 0 and _ends_there(content, ends)):
        raise Refused(_("This file is two things at once. Make it anew, and send that."))


def _ends_there(content, at):
    """Whether the end of a ZIP that begins here is also the end of the file."""
    comment = int.from_bytes(content[at + 20 : at + 22], "little")
    return at + 22 + comment >= len(content.rstrip(b"\0\r\n"))


def _demand_plain(text, kind):
    if _WRITTEN.search(text):
        raise Refused(_("This is a page or a program, not a text. Send it as a PDF."))
    if kind == "csv" and _FORMULA.search(text):
        raise Refused(_("This table has formulas in it. Save it without them, or as a PDF."))


def _unknown(only):
    if only == PAPERS:
        words = _("Only a PDF, JPEG or PNG is taken. Scan the paper as one of these.")
    else:
        words = _(
            "This kind of file is not taken. Send a PDF, a photo (JPEG, PNG, WebP, HEIC), a Word, "
            "Excel or OpenDocument file without macros, a text (TXT, CSV in UTF-8) or a sound "
            "(MP3, M4A, OGG)."
        )
    return Refused(words, code="kind")
