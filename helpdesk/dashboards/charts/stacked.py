from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .bars import THICK, Rows
from .chart import Cell, Chart, most, shown, size
from .drawing import NARROW, SERIES, Canvas

KEY = 28  # height of the row that says which is which


@dataclass
class Stacked(Chart):
    """One bar for each row (label, [value of each series], [url of each] or ""); six at most."""

    title: str
    series: list[str]
    rows: list[tuple]
    summary: str = ""
    heads: list[str] = field(default_factory=list)

    def __post_init__(self):
        if len(self.series) > len(SERIES):
            raise ValueError(f"{len(self.series)} series: more than {len(SERIES)} cannot be told")
        self.heads = self.heads or [_("Group"), *self.series, _("All")]
        self.summary = self.summary or most([(row[0], _sum(row[1])) for row in self.rows])

    @property
    def lines(self):
        return [
            (
                label,
                [
                    *(Cell(v, u) for v, u in zip(values, urls or [""] * len(values), strict=True)),
                    Cell(_sum(values)),
                ],
            )
            for label, values, urls in self.rows
        ]

    def draw(self):
        at = Rows([row[0] for row in self.rows])
        canvas = Canvas(KEY + at.step * len(self.rows), NARROW)
        canvas.key(self.series)
        longest = max((_sum(values) or 0 for _label, values, _urls in self.rows), default=0) or 1
        for n, (label, values, _urls) in enumerate(self.rows):
            at.label(canvas, KEY + n * at.step, label)
            x, y = at.start, KEY + n * at.step + at.below
            for of, value in zip(SERIES, values, strict=False):
                if wide := at.length * size(value) / longest:
                    canvas.rect(x, y, max(wide - 1, 0.5), THICK, of)
                    x += wide
            canvas.text(x + 8, y + 12, shown(_sum(values)), strong=True)
        return canvas


def _sum(values):
    """Of what is known; None where one of them is not told, and the sum would tell it."""
    return None if any(isinstance(v, str) for v in values) else sum(size(v) for v in values)
