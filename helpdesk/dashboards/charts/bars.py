from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .chart import Cell, Chart, most, short, shown, size
from .drawing import GHOST, WIDTH, Canvas

STEP, THICK = 26, 16
FROM, LENGTH = 196, 300  # where the bars begin, and how long the longest is


@dataclass
class Bars(Chart):
    """One bar for each row (label, value, url)."""

    title: str
    rows: list[tuple]
    summary: str = ""
    heads: list[str] = field(default_factory=list)

    ghost = False

    def __post_init__(self):
        self.heads = self.heads or [_("Group"), _("Number")]
        self.summary = self.summary or most([row[:2] for row in self.rows])

    @property
    def lines(self):
        return [(label, [Cell(value, url)]) for label, value, url in self.rows]

    def draw(self):
        canvas = Canvas(STEP * len(self.rows) or STEP)
        longest = max((size(value) for _label, value, _url in self.rows), default=0) or 1
        for n, (label, value, _url) in enumerate(self.rows):
            y = n * STEP + 4
            canvas.text(0, y + 12, short(label), strong=True)
            if self.ghost:
                canvas.rect(FROM, y, LENGTH, THICK, "ghost", GHOST)
            if size(value):
                canvas.rect(FROM, y, max(LENGTH * size(value) / longest, 1), THICK)
            end = LENGTH if self.ghost else LENGTH * size(value) / longest
            canvas.text(min(FROM + end + 8, WIDTH - 52), y + 12, shown(value), strong=True)
        return canvas


@dataclass
class Flow(Bars):
    """How many reach each step (label, value, url) of a way, out of those that began it."""

    ghost = True

    def __post_init__(self):
        self.heads = self.heads or [_("Step"), _("Number"), _("Of the first")]
        if not self.summary and self.rows:
            (_first, begun, _a), (last, reached, _b) = self.rows[0], self.rows[-1]
            self.summary = _("%(reached)s of %(begun)s reach “%(step)s”.") % {
                "reached": shown(reached),
                "begun": shown(begun),
                "step": last,
            }

    @property
    def lines(self):
        begun = size(self.rows[0][1]) if self.rows else 0
        return [
            (label, [Cell(value, url), Cell(share(value, begun))])
            for label, value, url in self.rows
        ]


def share(value, of) -> str | None:
    """In percent; None where there is nothing to divide by, or a count is not told."""
    known = of and isinstance(value, int | float)
    return _("%(share)d %%") % {"share": round(100 * value / of)} if known else None
