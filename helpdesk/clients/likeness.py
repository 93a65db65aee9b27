"""Are two descriptions of one person? What speaks for it and against, weighed. No database.

Each fact adds its weight, roughly the logarithm of how much likelier it is found between two
records of one person than of two; their sum becomes a score between 0 and 1.
"""

import math
import re
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import token_sort_ratio

from .alignment import Alignment, best
from .described import PHONE_DIGITS, Described
from .spellings import COMMON_KNOWLEDGE

WORTH_A_LOOK = 0.5  # below, an officer need not look
STRONG = 0.9
BEFORE_ANYTHING = -6.0
SAME_GIVEN_NAME = 0.85  # less, and it may be a sister
DOUBTFUL = 0.9
ALIKE = 0.8


@dataclass
class Found:
    """The weight of one fact, and what is said of it."""

    weight: float = 0.0
    words: str = ""  # translated when someone reads them
    speaks_for: bool = True
    is_second_fact: bool = False
    year: int | None = None

    @property
    def said(self) -> tuple[str, bool]:
        words = gettext(self.words)
        return words % {"year": self.year} if self.year else words, self.speaks_for


@dataclass
class Likeness:
    """What the comparison of two descriptions came to."""

    score: float
    facts: list[Found]
    strength: str
    is_worth_showing: bool  # to someone who is about to register her

    @property
    def reasons(self) -> list[tuple[str, bool]]:
        """In the reader's words: (what, does it speak for it?)."""
        return [found.said for found in self.facts if found.words]


def compare(a: Described, b: Described, lore=COMMON_KNOWLEDGE):
    """(score, reasons, strength): 0–1; (words, speaks for it?); strong, possible or weak."""
    likeness = weigh(a, b, lore)
    return likeness.score, likeness.reasons, likeness.strength


def weigh(a: Described, b: Described, lore=COMMON_KNOWLEDGE) -> Likeness:
    """All facts together. A name alone never says more than possible."""
    name = best(a.forms, b.forms, lore)
    birth, sex, papers, file = _birth(a, b), _sex(a, b), _papers(a, b), _file(a, b)
    family = [_phones(a, b), _address(a, b)]
    _doubt_kin(name, birth, sex, papers, family)
    facts = [_name(name), birth, papers, file, *family, sex]
    score = 1 / (1 + math.exp(-(BEFORE_ANYTHING + sum(found.weight for found in facts))))
    against = birth.weight <= -1 or sex.weight < 0
    if papers.weight > 5 and not against:
        score = max(score, WORTH_A_LOOK + 0.1)
    sure = papers.weight > 5 or file.weight > 0
    return Likeness(
        score=score,
        facts=facts,
        strength=_strength(score, name, facts, sure) if not against else _without_proof(score),
        is_worth_showing=score >= 0.1
        or (name.matched > 0 and (name.worst >= 0.75 or birth.is_second_fact))
        or any(found.is_second_fact for found in (papers, file, family[0])),
    )


def _doubt_kin(name, birth, sex, papers, family):
    """Sisters, twins, a father and his son share phone and home: these say less where they may be.

    Under another given name, so do a surname and a birthday in common.
    """
    other_name = name.known and name.worst < DOUBTFUL
    if other_name or birth.weight <= -2 or sex.weight < 0:
        share = 1 / 3 if name.worst < ALIKE or not other_name else 1 / 2
        if other_name and any(found.weight > 0 for found in family):
            name.weight = min(name.weight, 1.5 if name.worst < ALIKE else 4.0)
            birth.weight = min(birth.weight, birth.weight * share)
        if papers.weight < 5:  # a family's passports are often issued in a row
            papers.weight = min(papers.weight, 0.0)
        for found in family:
            found.weight = min(found.weight, found.weight * share)


def _strength(score, name, facts, sure):
    """Strong: a second fact, and the same given name. One name alone wants two facts."""
    seconds = sum(found.is_second_fact for found in facts)
    one_name = name.matched < 2
    if name.known and name.worst < (0.9 if one_name else SAME_GIVEN_NAME):
        return _without_proof(score)
    if name.missing and not sure:
        return _without_proof(score)
    if score >= STRONG and (sure or seconds > one_name):
        return "strong"
    return _without_proof(score)


def _without_proof(score):
    return "possible" if score >= WORTH_A_LOOK else "weak"


def _name(name: Alignment):
    if not name.known:
        return Found(1.0)
    if name.worst >= 0.97:
        words = _("Same name") if not name.missing else _("Same name in part")
        return Found(name.weight, words)
    if name.worst >= 0.75:
        return Found(name.weight, _("Name alike"))
    if name.matched:
        return Found(name.weight, _("Only part of the name alike"), False)
    return Found(name.weight, _("Different name"), False)


def _birth(a, b):
    if not (a.year and b.year):
        return Found()
    if len(a.day) == len(b.day) == 10:
        return _full_birth(a.day, b.day)
    apart = abs(a.year - b.year)
    if "about" in (a.birth.get("precision"), b.birth.get("precision")):
        steps = [(0, 2.3), (1, 1.5), (3, 0.8), (6, -1.0), (10, -2.5)]
    else:
        steps = [(0, 2.5), (1, 0.3), (3, -2.0), (6, -3.5)]
    weight = next((weight for most, weight in steps if apart <= most), -5.0)
    if apart == 0 and len(a.day) == len(b.day) == 7:
        return Found(3.5, _("Same month of birth")) if a.day == b.day else Found(-0.5)
    if apart == 0:
        return Found(weight, _("Same year of birth"))
    if weight > 0:
        return Found(weight, _("Born about the same year"))
    return Found(weight, _("Different year of birth: %(year)s"), False, year=b.year)


def _full_birth(one, other):
    if one == other:
        return Found(5.0, _("Same date of birth"), is_second_fact=True)
    if one == f"{other[:4]}-{other[8:]}-{other[5:7]}":
        return Found(3.5, _("Date of birth with day and month swapped"))
    if OSA.distance(one.replace("-", ""), other.replace("-", "")) == 1:
        return Found(2.0, _("Date of birth alike"))
    apart = abs(int(one[:4]) - int(other[:4]))
    weight = next((w for most, w in [(0, -1.0), (1, -1.5), (3, -2.5)] if apart <= most), -5.0)
    return Found(weight, _("Different date of birth"), False)


def _sex(a, b):
    said = {a.sex, b.sex}
    if said == {"female", "male"}:
        return Found(-2.5, _("Different sex"), False)
    return Found(0.2 if len(said) == 1 and said <= {"female", "male"} else 0.0)


def _phones(a, b):
    if not (a.numbers and b.numbers):
        return Found()
    if any(same_number(one, other) for one in a.numbers for other in b.numbers):
        return Found(4.0, _("Same phone"), is_second_fact=True)
    if any(OSA.distance(x[-9:], y[-9:]) == 1 for x in a.numbers for y in b.numbers):
        return Found(1.5, _("Phone alike"))
    return Found(-0.3)


def same_number(one: str, other: str) -> bool:
    """Phones agree by their last digits, whatever stands before them."""
    shorter = min(len(one), len(other), PHONE_DIGITS + 1)
    return one[-shorter:] == other[-shorter:]


def _papers(a, b):
    if not (a.papers and b.papers):
        return Found()
    if shared := a.papers.keys() & b.papers.keys():
        kinds = {side.papers[number] for side in (a, b) for number in shared} - {""}
        words = _("Same passport number") if kinds == {"passport"} else _("Same document number")
        return Found(8.0, words, is_second_fact=True)
    if any(OSA.distance(x, y) == 1 for x in a.papers for y in b.papers if len(x) > 5):
        return Found(3.0, _("Document number alike"))
    return Found(-1.0)


def _file(a, b):
    if a.file and a.file == b.file:
        return Found(5.0, _("Same file number"), is_second_fact=True)
    return Found()


def _address(a, b):
    if a.place and b.place:
        alike = 1.0 if a.place == b.place else token_sort_ratio(a.place, b.place) / 100
        if alike < 1 and set(re.findall(r"\d+", a.place)) != set(re.findall(r"\d+", b.place)):
            alike -= 0.15
        if alike >= 0.92:
            agree = bool(a.year and b.year) and abs(a.year - b.year) <= 1
            return Found(2.5, _("Same address"), is_second_fact=agree)
        if alike >= 0.7:
            return Found(1.3, _("Address alike"))
        return Found(-0.4 if alike < 0.4 else 0.0)
    if a.area_id and a.area_id == b.area_id:
        return Found(0.5, _("Same home area"))
    return Found()
