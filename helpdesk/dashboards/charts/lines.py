import math
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .chart import Cell, Chart, shown, size
from .drawing import SERIES, WIDTH, Canvas

TOP, BOTTOM, LEFT, HEIGHT = 32, 196, 44, 220
ROWS = 4  # of the grid
LETTER = 7  # about the width of one


@dataclass
class Lines(Chart):
    """A line for each series (name, [value at each label]); `urls`: a list of them per series."""

    title: str
    labels: list[str]
    series: list[tuple]
    summary: str = ""
    heads: list[str] = field(default_factory=list)
    urls: list[list[str]] = field(default_factory=list)

    def __post_init__(self):
        self.heads = self.heads or [_("Period"), *(name for name, _values in self.series)]
        self.summary = self.summary or " ".join(
            _("%(name)s: from %(first)s to %(last)s, at most %(most)s.")
            % {
                "name": name,
                "first": shown(values[0]),
                "last": shown(values[-1]),
                "most": shown(max(values, key=size)),
            }
            for name, values in self.series
            if values
        )

    @property
    def lines(self):
        urls = self.urls or [[""] * len(self.labels)] * len(self.series)
        return [
            (
                label,
                [
                    Cell(values[n], of[n])
                    for (_n, values), of in zip(self.series, urls, strict=True)
                ],
            )
            for n, label in enumerate(self.labels)
        ]

    def draw(self):
        canvas = Canvas(HEIGHT)
        canvas.key([name for name, _values in self.series])
        top = ceiling(max((size(v) for _n, values in self.series for v in values), default=0))
        for n in range(ROWS + 1):
            y = BOTTOM - n * (BOTTOM - TOP) / ROWS
            canvas.rule(LEFT, y, WIDTH - LEFT - 6)
            canvas.text(LEFT - 8, y + 4, shown(_whole(top * n / ROWS)), "end")
        self._name_the_axis(canvas)
        for of, (_name, values) in zip(SERIES, self.series, strict=False):
            points = [
                (self._at(n), BOTTOM - size(v) / top * (BOTTOM - TOP))
                for n, v in enumerate(values)
                if isinstance(v, int | float)
            ]
            canvas.path(points, of)
            for x, y in points:
                canvas.dot(x, y, of)
        return canvas

    def _at(self, n):
        room = WIDTH - LEFT - 44
        return LEFT + 20 + (room * n / (len(self.labels) - 1) if len(self.labels) > 1 else room / 2)

    def _name_the_axis(self, canvas):
        longest = max((len(str(label)) for label in self.labels), default=0) + 2
        fit = max((WIDTH - LEFT) // (LETTER * longest), 1)
        every = math.ceil(len(self.labels) / fit) or 1
        for n, label in enumerate(self.labels):
            if n % every == 0:
                canvas.text(self._at(n), HEIGHT - 6, label, "middle")


@dataclass
class Sparkline(Chart):
    """A line without axes, as high as a word."""

    title: str
    values: list
    summary: str = ""

    heads = ()
    lines = ()

    def __post_init__(self):
        if not self.summary and self.values:
            self.summary = _("From %(first)s to %(last)s.") % {
                "first": shown(self.values[0]),
                "last": shown(self.values[-1]),
            }

    def draw(self):
        canvas = Canvas(28, width=120)
        top = max((size(v) for v in self.values), default=0) or 1
        step = 108 / max(len(self.values) - 1, 1)
        points = [(6 + n * step, 24 - 20 * size(v) / top) for n, v in enumerate(self.values)]
        if points:
            canvas.path(points)
            canvas.dot(*points[-1])
        return canvas


def ceiling(highest) -> float:
    """The next number above that one reads easily, and that four divides."""
    if highest <= ROWS:
        return ROWS
    step = 10 ** math.floor(math.log10(highest / ROWS))
    return next(ROWS * step * n for n in (1, 2, 2.5, 5, 10) if ROWS * step * n >= highest)


def _whole(number):
    return int(number) if number == int(number) else number
