from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .chart import Cell, Chart, most, short, shown, size
from .drawing import GHOST, NARROW, Canvas

THICK = 16
LETTER = 8.4  # how wide one is on a phone, whose letters are the larger
BESIDE = 16  # letters of a label that still leave room for a bar
VALUE = 56  # room behind the longest bar


class Rows:
    """Where labels and bars stand, so that a phone shows all: the bar beside short labels, else
    below its label. `start` and `length` are the bars', `step` is from row to row."""

    def __init__(self, labels):
        letters = max((len(short(label)) for label in labels), default=0)
        beside = letters <= BESIDE
        self.start = LETTER * letters + 12 if beside else 0
        self.length = NARROW - self.start - VALUE
        self.step, self.below = (26, 4) if beside else (46, 20)

    def label(self, canvas, y, label):
        canvas.text(0, y + (16 if self.start else 14), short(label), strong=True)


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
        at = Rows([label for label, _value, _url in self.rows])
        canvas = Canvas(at.step * max(len(self.rows), 1), NARROW)
        longest = max((size(value) for _label, value, _url in self.rows), default=0) or 1
        for n, (label, value, _url) in enumerate(self.rows):
            at.label(canvas, n * at.step, label)
            y = n * at.step + at.below
            long = at.length * size(value) / longest
            if self.ghost:
                canvas.rect(at.start, y, at.length, THICK, "ghost", GHOST)
            if size(value):
                canvas.rect(at.start, y, max(long, 1), THICK)
            end = at.start + (at.length if self.ghost else long)
            canvas.text(end + 8, y + 12, shown(value), strong=True)
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
