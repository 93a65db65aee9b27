"""Assessments of one person side by side: what rose, what fell, what stayed."""

from dataclasses import dataclass, field

from helpdesk.cases.factors import LEVELS, RISKS, STRENGTHS


@dataclass
class Factor:
    """One factor: whether it was ticked then and now, and whether that is for the better."""

    label: str
    then: bool
    now: bool
    protects: bool

    @property
    def change(self) -> str:
        if self.then == self.now:
            return "same"
        return "better" if self.now == self.protects else "worse"


@dataclass
class Level:
    """A level with the factors that were ticked then or now, and the words of both."""

    label: str
    factors: list[Factor] = field(default_factory=list)
    words_then: str = ""
    words_now: str = ""


@dataclass
class Comparison:
    """Two assessments of one person, the earlier one first."""

    then: object
    now: object
    levels: list[Level]

    @property
    def direction(self) -> str:
        if self.then.rank == self.now.rank:
            return "same"
        return "worse" if self.now.rank > self.then.rank else "better"

    def count(self, change) -> int:
        return sum(one.change == change for level in self.levels for one in level.factors)

    @property
    def better(self) -> int:
        return self.count("better")

    @property
    def worse(self) -> int:
        return self.count("worse")


def compared(then, now) -> Comparison:
    return Comparison(then, now, [_level(key, then, now) for key in LEVELS])


def alone(assessment) -> list[Level]:
    """One assessment by level: everything is as it stands now."""
    return [_level(key, assessment, assessment) for key in LEVELS]


def _level(key, then, now):
    factors = [
        Factor(label, code in then.risks, code in now.risks, protects=False)
        for code, label in RISKS[key].items()
    ] + [
        Factor(label, code in then.strengths, code in now.strengths, protects=True)
        for code, label in STRENGTHS[key].items()
    ]
    ticked = [one for one in factors if one.then or one.now]
    return Level(
        LEVELS[key], ticked, (then.words or {}).get(key, ""), (now.words or {}).get(key, "")
    )
