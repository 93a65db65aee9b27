"""How well people are found again: measured on pairs of which one knows whether they are one."""

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from .described import Described
from .likeness import WORTH_A_LOOK, weigh
from .register_file import described


@dataclass
class Measured:
    """Counts of one kind of pairs, or of all."""

    same: int = 0
    other: int = 0
    found: int = 0
    wrong: int = 0
    strong: int = 0  # rightly
    wrongly_strong: int = 0

    @property
    def recall(self) -> float | None:
        return self.found / self.same if self.same else None

    @property
    def precision(self) -> float | None:
        said = self.found + self.wrong
        return self.found / said if said else None

    def add(self, is_same, likeness):
        worth, strong = likeness.score >= WORTH_A_LOOK, likeness.strength == "strong"
        self.same += is_same
        self.other += not is_same
        self.found += is_same and worth
        self.wrong += worth and not is_same
        self.strong += is_same and strong
        self.wrongly_strong += strong and not is_same


@dataclass
class Quality:
    """By kind, and overall."""

    kinds: dict[str, Measured] = field(default_factory=lambda: defaultdict(Measured))
    overall: Measured = field(default_factory=Measured)
    scores: list[tuple[float, bool]] = field(default_factory=list)  # and whether it is one person
    misjudged: list[tuple[str, dict, float]] = field(default_factory=list)

    def recall_at(self, precision: float) -> tuple[float, float]:
        """(the best recall that is had at this precision, the score from which on it is had)."""
        best, found, said = (0.0, 1.0), 0, 0
        ranked = sorted(self.scores, reverse=True)
        for place, (score, is_same) in enumerate(ranked, 1):
            found, said = found + is_same, said + 1
            is_last = place == len(ranked) or ranked[place][0] < score
            if is_last and found >= precision * said:
                best = (found / self.overall.same, score)
        return best


def measure(path: Path, only=None) -> Quality:
    """Compare each pair of a file; `only` maps a Described to what one is allowed to know."""
    quality = Quality()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            left, right = described(row, "left_"), described(row, "right_")
            if only and not (left.year and right.year):
                continue
            likeness = weigh(only(left), only(right)) if only else weigh(left, right)
            is_same = row["same"] == "1"
            quality.kinds[row["kind"]].add(is_same, likeness)
            quality.overall.add(is_same, likeness)
            quality.scores.append((likeness.score, is_same))
            if is_same != (likeness.score >= WORTH_A_LOOK):
                quality.misjudged.append((row["kind"], row, likeness.score))
    return quality


def name_and_year(person: Described) -> Described:
    """The same person, of whom only these two are known."""
    birth = person.birth and {
        "date": str(person.year),
        "year": person.year,
        "precision": "about" if person.birth["precision"] == "about" else "year",
    }
    return Described(names=person.names, birth=birth)
