"""What people type or paste, as it can be kept: readable, spelled in one way, nothing hidden in it.

What cannot be read becomes � (LOST), so that she sees where it stood; forms then ask for it anew.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LOST = "\ufffd"
LONGEST = 20_000  # signs in a text that sets no limit of its own
BOX = 200  # signs that are read from a search box
STACKED = 8  # marks upon one letter; no script that we know needs more than five

# Null bytes and other controls, halves of a letter, signs that are none, and overrides of the
# direction of reading, which make a text look like another.
_UNREADABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202d\u202e]"
)
# Says nothing and shows nothing: soft hyphens, blank letters, isolates (phones put them around
# numbers), zero-width spaces, byte-order marks, tags.
_SILENT = re.compile(
    "[\u00ad\u115f\u1160\u180e\u200b\u202a-\u202c\u2060-\u206f\u2800\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_MARKS = re.compile("[\u061c\u200e\u200f]")  # of direction: of use in a paragraph, not in a name
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Persian and Indic names need joiners; not one without a letter before it, nor two in a row.
_IDLE_JOINER = re.compile(r"(?:^|(?<=\s))[\u200c\u200d]+|(?<=[\u200c\u200d])[\u200c\u200d]+")


def readable(typed, *, lines=False):
    """The text as it can be kept; `lines` keeps its paragraphs. Lists likewise, all else as it is.

    Never longer than what was typed, but where a letter has no composed form.
    """
    if isinstance(typed, list | tuple):
        return [readable(one, lines=lines) for one in typed]
    if not isinstance(typed, str):
        return typed
    text = _LINE_END.sub("\n", typed)
    if not text.isascii():
        text = _SILENT.sub("", text if lines else _MARKS.sub("", text))
        text = unicodedata.normalize("NFC", _IDLE_JOINER.sub("", text))
    text = _UNREADABLE.sub(LOST, text)
    return text if lines else re.sub(r"\s+", " ", text)


def what_is_wrong(text, longest=None):
    """Why a readable() text cannot be kept, in words; None where it can."""
    if LOST in text:
        return _("Some signs could not be read. They are shown as � here. Type them again.")
    if len(text) > (longest or LONGEST):
        return _("This is too long: %(n)s signs. Write %(longest)s at most.") % {
            "n": len(text),
            "longest": longest or LONGEST,
        }
    if _stacks(text):
        return _("Too many marks stand on one letter. Type the word again.")
    return None


def names_something(text):
    """For names: dots, dashes and pictures alone are none."""
    if text and not any(letter.isalnum() for letter in text):
        raise ValidationError(_("Write it with letters: this holds none."), code="no_letter")


def box(values, name):
    """What was typed into a search box of a form that is no Form: one line, as far as it can be."""
    return readable(values.get(name, "")[: 4 * BOX]).replace(LOST, " ").strip()[:BOX]


def _stacks(text):
    run = 0
    for letter in text if not text.isascii() else "":
        run = run + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if run > STACKED:
            return True
    return False
