"""Two names laid beside each other: which part answers which, and how well."""

import math
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA

from .names import PARTICLES, Token, token
from .spellings import Lore

# How much of a part's weight two parts earn that are that much alike; from the best down.
STEPS = [(1.0, 1.0), (0.93, 0.9), (0.85, 0.6), (0.78, 0.3), (0.7, -0.4), (0.6, -1.2), (0.5, -2.0)]
PAIRED = 0.78  # alike enough to be one part of the name
MISSING = -0.8
MOST = 8.5  # however many parts agree

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
BESIDE = {
    letter: ROWS[r][max(0, c - 1) : c + 2]
    + "".join(ROWS[n][max(0, c - 1) : c + 2] for n in (r - 1, r + 1) if 0 <= n < 3)
    for r, row in enumerate(ROWS)
    for c, letter in enumerate(row)
}


@dataclass
class Alignment:
    """How two names fit: their weight, the worst pair of parts, how many parts agree."""

    weight: float = 0.0
    worst: float = 1.0
    matched: int = 0
    missing: int = 0
    known: bool = True


def best(left, right, lore) -> Alignment:
    """The alignment of the two names, of all that each is known by, that fits best."""
    if not left or not right:
        return Alignment(known=False)
    found = (align(a, b, lore) for a in left for b in right)
    return max(found, key=lambda alignment: alignment.weight)


def align(a: tuple[Token, ...], b: tuple[Token, ...], lore: Lore) -> Alignment:
    """Every part of the shorter name with its best counterpart, in whatever order they stand."""
    if "".join(part.text for part in a) == "".join(part.text for part in b):
        return _one_and_the_same(max(a, b, key=len), lore)
    if len(a) != len(b):
        a, b = _close_up(a, b), _close_up(b, a)
    left, right = _content(a), _content(b)
    said = Alignment()
    for one, other, how in _pairs(left, right, lore):
        said.weight += (_worth(one, other, lore) if how > 0.5 else 3.0) * _earned(how)
        if min(len(one.text), len(other.text)) > 1 or not how:  # an initial that fits is no doubt
            said.worst = min(said.worst, how)
        said.matched += how >= PAIRED
    said.missing = abs(len(left) - len(right))
    said.weight = min(said.weight, MOST) + MISSING * said.missing + _fillers(a, b)
    return said


def _one_and_the_same(parts, lore):
    """Letter for letter, wherever the spaces stand."""
    content = _content(parts)
    weight = min(MOST, sum(_worth(part, part, lore) for part in content)) + _fillers(parts, parts)
    return Alignment(weight=weight, matched=len(content))


def alike(a: Token, b: Token, lore: Lore) -> float:
    """How alike two parts of names are, 0 to 1."""
    if a.text == b.text:
        return 1.0
    if a.squeezed == b.squeezed:
        return 0.97
    if lore.same(a.text, b.text):
        return 0.95
    if _with_particle(a.text, b.text) or _with_particle(b.text, a.text):
        return 0.95
    if len(a.text) == 1 or len(b.text) == 1:
        return 0.8 if a.text[0] == b.text[0] else 0.0
    bones = max((len(bone) for bone in a.bones & b.bones), default=0)
    if a.script != b.script:
        return 0.93 if bones > 1 else 0.8 * _near(max(a.bones, key=len), max(b.bones, key=len))
    if _differ_by_ending(a.text, b.text):
        return 0.7
    near = max(_near(a.squeezed, b.squeezed), _near(a.text, b.text))
    if bones > 2:
        near = (near + 1) / 2
    if _is_slip(a.text, b.text):
        return max(near, 0.84 if len(a.text) > 5 else 0.8)
    return near - (0.1 if a.squeezed[0] != b.squeezed[0] or len(a.text) == len(b.text) else 0)


def _alike(a, b, lore):
    """The same, remembered: a register has few names and many pairs."""
    pair = (a.text, a.script, b.text, b.script)
    if (known := lore.compared.get(pair)) is None:
        known = lore.compared[pair] = alike(a, b, lore)
    return known


def _with_particle(longer, shorter):
    """Alharbi and Harbi, Delrosario and Rosario."""
    rest = longer.removesuffix(shorter)
    return len(shorter) > 3 and len(rest) > 1 and rest in PARTICLES


def _is_slip(a, b):
    """One letter left out, doubled, mixed up with its neighbour, or with the key beside it.

    Another letter in its place (Rowena, Rowela) or at the front (Mina, Amina) is rather a name.
    """
    if OSA.distance(a, b, score_cutoff=1) != 1:
        return False
    if a[0] != b[0] and min(len(a), len(b)) < 6 and sorted(a) != sorted(b):
        return False
    others = [(x, y) for x, y in zip(a, b, strict=False) if x != y] if len(a) == len(b) else []
    return len(others) != 1 or others[0][1] in BESIDE.get(others[0][0], "")


def _differ_by_ending(a, b):
    """Manuel and Manuela, Mario and Maria: a brother and a sister, more often than a slip."""
    shorter, longer = sorted((a, b), key=len)
    if longer == shorter + "a":
        return True
    return len(a) == len(b) > 3 and a[:-1] == b[:-1] and {a[-1], b[-1]} == {"a", "o"}


_near = OSA.normalized_similarity


def _content(parts):
    return [part for part in parts if not part.is_filler] or list(parts)


def _fillers(a, b):
    one, other = ({part.text for part in side if part.is_filler} for side in (a, b))
    return 0.5 * len(one & other) - 0.2 * len(one ^ other)


def _pairs(a, b, lore):
    """Best pairs first, until one side is used up."""
    ranked = sorted(
        ((_alike(x, y, lore), i, j) for i, x in enumerate(a) for j, y in enumerate(b)),
        key=lambda found: (-found[0], abs(found[1] - found[2])),
    )
    left, right, pairs = set(range(len(a))), set(range(len(b))), []
    for how, i, j in ranked:
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            pairs.append((a[i], b[j], how))
    return pairs


def _worth(one, other, lore):
    """What agreeing on this part of a name is worth: a rare one more."""
    share = max(lore.share(one), lore.share(other))
    worth = min(4.0, max(1.0, -math.log(share) * 0.652))
    return worth if min(len(one.text), len(other.text)) > 1 else worth * 0.3


def _earned(how):
    """The steps above, with a straight line between them."""
    for (top, most), (bottom, least) in pairwise(STEPS):
        if how >= bottom:
            return least + (most - least) * (how - bottom) / (top - bottom)
    return STEPS[-1][1]


def _close_up(parts, others):
    """Jean Pierre as Jeanpierre, where the other name is written so."""
    whole = {other.squeezed for other in others}
    for i in range(len(parts) - 1):
        joined = token(parts[i].text + parts[i + 1].text, parts[i].script)
        if joined.squeezed in whole:
            return (*parts[:i], joined, *parts[i + 2 :])
    return parts
