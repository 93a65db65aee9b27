"""Occupations of ISCO-08: found by what one types, in English, French or Spanish.

The groups and their names are the standard's (see docs/ATTRIBUTION.md); the words by which people
call them besides stand in a list of our own.
"""

import csv
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from helpdesk.access.areas.folding import fold
from helpdesk.core.refusal import Refused

LISTS = Path(__file__).parent / "lists"
SHOWN = 12
LONGEST = 200
CODED = re.compile(r"^\s*(\d{1,4})\b")


@dataclass(frozen=True)
class Occupation:
    """A group of the standard: its code, its names by language, and what else it is called."""

    code: str
    names: dict[str, str]
    also: tuple[str, ...] = ()
    folded: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """In the reader's language, or in English."""
        return self.names.get((get_language() or "en")[:2], self.names["en"])

    @property
    def written(self) -> str:
        """As it stands in a field: "9111 Domestic cleaners and helpers"."""
        return f"{self.code} {self.name}"

    def called(self, words) -> str:
        """The name by which these words find it, where it is not the one that is shown."""
        for name, plain in zip((*self.names.values(), *self.also), self.folded, strict=True):
            if _fits(fold(words), plain):
                return "" if name == self.name else name
        return ""


@cache
def occupations() -> dict[str, Occupation]:
    """All of them by code."""
    with (LISTS / "isco08_also.csv").open(encoding="utf-8", newline="") as file:
        also = {row["code"]: tuple(row["words"].split("|")) for row in csv.DictReader(file)}
    with (LISTS / "isco08.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: _read(row, also.get(row["code"], ())) for row in csv.DictReader(file)}


def _read(row, also):
    names = {language: row[language] for language in ("en", "fr", "es")}
    return Occupation(row["code"], names, also, tuple(map(fold, (*names.values(), *also))))


def name_of(code: str) -> str:
    """An occupation in words. What was written before there were codes stands for itself."""
    found = occupations().get(code)
    return found.name if found else code


def written(code: str) -> str:
    """A code with its name, as a field shows it."""
    found = occupations().get(code)
    return found.written if found else code


def suggest(words: str, limit: int = SHOWN) -> list[Occupation]:
    """Those of whose names each typed word begins one: the narrowest groups first."""
    plain = fold(words[:LONGEST])
    if len(plain) < 2:
        return []
    found = [one for one in occupations().values() if any(_fits(plain, n) for n in one.folded)]
    return sorted(found, key=lambda one: _order(one, plain))[:limit]


def resolve(words: str) -> str:
    """The code that is meant; empty for nothing typed. Refused, in words, when none or several."""
    if not words.strip():
        return ""
    if code := meant(words):
        return code
    near = suggest(words, limit=5) or suggest(words[:4], limit=5)
    what = {"words": words.strip()[:60], "names": ", ".join(f"“{one.written}”" for one in near)}
    if near:
        raise Refused(_("Several occupations fit “%(words)s”. Write one: %(names)s.") % what)
    raise Refused(
        _("We know no occupation “%(words)s”. Leave it empty and say it in their own words.") % what
    )


def meant(words: str) -> str:
    """The one code that these words can only mean, or nothing."""
    if (found := CODED.match(words)) and found[1] in occupations():
        return found[1]
    plain = fold(words[:LONGEST])
    whole = [one.code for one in occupations().values() if plain in one.folded]
    if plain and whole:
        return max(whole, key=len)  # groups of one name lie in each other
    narrow = [one.code for one in suggest(words) if len(one.code) == 4]
    return narrow[0] if len(narrow) == 1 else ""


def _fits(plain, name):
    words = name.split()
    return bool(plain) and all(any(w.startswith(p) for w in words) for p in plain.split())


def _order(one, plain):
    return (
        plain not in one.folded,
        len(one.code) < 4,
        not any(name.startswith(plain) for name in one.folded),
        one.code,
    )
