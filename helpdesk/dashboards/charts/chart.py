"""What every chart has: a title, a sentence, the table beside it, and two ways to be drawn."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .drawing import Canvas

LONGEST = 44  # letters of a label that fit above a bar; the table has them all


@dataclass
class Cell:
    """A value in the table, and the address of the list behind it or ""."""

    value: object
    url: str = ""

    def __str__(self):
        return shown(self.value)


class Chart:
    """Subclasses draw on a Canvas, and tell their table."""

    title: str
    summary: str
    heads: list[str]
    lines: list[tuple[str, list[Cell]]]

    def draw(self) -> Canvas:
        raise NotImplementedError

    @property
    def is_empty(self) -> bool:
        """Nothing to draw: every value is 0 or unknown."""
        return not any(size(cell.value) for _label, cells in self.lines for cell in cells)

    @property
    def label(self) -> str:
        return f"{self.title}. {self.summary}"

    def svg(self) -> SafeString:
        """For a page, under a heading that gives its title."""
        return self.draw().svg(self.label)

    def file(self) -> SafeString:
        """With its title, a white ground and a size: it needs no page around it."""
        return self.draw().svg(self.label, title=self.title)


def size(value) -> float:
    """How long its bar is."""
    return value if isinstance(value, int | float) else 0


def shown(value) -> str:
    if value is None:
        return "–"
    return number_format(value) if isinstance(value, int | float) else str(value)


def short(label) -> str:
    label = str(label)
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1].rstrip()}…"


def most(rows) -> str:
    """The largest of (label, value), in words; "" where nothing is."""
    label, value = max(rows, key=lambda row: size(row[1]), default=("", 0))
    if not size(value):
        return _("Nothing to show.")
    return _("Most: %(label)s, %(value)s.") % {"label": label, "value": shown(value)}
