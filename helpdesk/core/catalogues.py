"""Compile translations without gettext: `python -m helpdesk.core.catalogues`.

msgfmt is missing on many a PC, Babel is always there.
"""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[2] / "locale"


class BrokenTranslation(Exception):
    """A translated sentence lost a placeholder or a plural form; the message says where."""


def compile_catalogues(folder: Path = LOCALE) -> int:
    """Write the .mo beside every .po that is newer than it; returns how many were written.

    Raises BrokenTranslation, before anything of that file is written.
    """
    stale = [po for po in sorted(folder.glob("*/LC_MESSAGES/*.po")) if _is_stale(po)]
    for po in stale:
        _compile(po)
    return len(stale)


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def _compile(po: Path) -> None:
    with po.open("rb") as file:
        catalogue = read_po(file, locale=po.parts[-3])
    wrong = [f"{po}:{message.lineno}: {errors[0]}" for message, errors in catalogue.check()]
    if wrong:
        raise BrokenTranslation("\n".join(wrong))
    fresh = po.with_suffix(".mo.new")
    with fresh.open("wb") as file:
        write_mo(file, catalogue)
    fresh.replace(po.with_suffix(".mo"))  # whole or not at all: a running server may be reading


if __name__ == "__main__":
    try:
        compile_catalogues()
    except BrokenTranslation as broken:
        sys.exit(str(broken))
