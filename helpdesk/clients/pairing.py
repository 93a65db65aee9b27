"""Which rows of one register may be one person. Rows that share a key are compared, no others."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from .alignment import best
from .described import Described
from .likeness import WORTH_A_LOOK, Likeness, weigh
from .matching import keys_of, keys_to_look_for
from .spellings import COMMON_KNOWLEDGE

# kind of key → how many rows may share it; a key of more says too little to compare them all
LARGEST = {
    "document": 50,
    "phone": 50,
    "file": 50,
    "birth": 300,
    "address": 100,
    "pair": 60,
    "year": 80,
    "token": 30,
    "skeleton": 30,
}
NAMES = ("pair", "year", "token", "skeleton")
FITS = 1.5  # of the name: with less, and no fact in common, nothing can make it worth a look


def pairs(people: list[Described], known=COMMON_KNOWLEDGE) -> Iterator[tuple[int, int, Likeness]]:
    """(position, position, likeness) of those at whom an officer should look."""
    known = replace(known, share=shares(people))
    blocks = _blocks(people)
    for right, person in enumerate(people):
        for left in sorted(_to_compare(right, person, people, blocks, known)):
            if (found := weigh(people[left], person, known)).score >= WORTH_A_LOOK:
                yield left, right, found


def _to_compare(right, person, people, blocks, known):
    """Earlier rows that share a fact, or part of the name while the rest of it fits somewhat."""
    by_fact: set[int] = set()
    by_name: set[int] = set()
    for key in keys_to_look_for(person, known):
        (by_name if key[0] in NAMES else by_fact).update(blocks.get(key, ()))
    fits = {
        left
        for left in by_name - by_fact
        if left < right and best(people[left].forms, person.forms, known).weight > FITS
    }
    return {left for left in by_fact if left < right} | fits


def _blocks(people):
    """Key → the rows that have it, without the keys that half of the register has."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, person in enumerate(people):
        for key in keys_of(person):
            if key[0] in LARGEST:
                blocks[key].append(number)
    return {key: rows for key, rows in blocks.items() if 1 <= len(rows) <= LARGEST[key[0]]}


def shares(people):
    """How common a part of a name is among these: a rare one that agrees says more."""
    counts = Counter(
        part.core for person in people for part in {p for form in person.forms for p in form}
    )
    total = len(people)

    def share(part):
        return min(0.2, max(0.002, (counts[part.core] + 5) / (total + 500)))

    return share
