"""Shapes on a canvas that is mirrored where one reads from right to left."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi

WIDTH = 556  # units of the viewBox, about a pixel each
NARROW = 400  # of a chart that a phone shows whole
TITLE, EDGE = 28, 12  # room for a title and a margin where the chart stands alone
FONT = (
    "system-ui, 'Noto Sans', 'Noto Sans Arabic', 'Noto Sans Devanagari', 'DejaVu Sans', sans-serif"
)
SERIES = "abcdef"  # classes of the series; desk.css colours them for dark and forced colours
FILLS = dict(
    zip(SERIES, ("#0f5a6e", "#b3802f", "#6f4a8e", "#4b7a35", "#a8483c", "#6c675e"), strict=True)
)
DASHES = dict(zip(SERIES, ("", "6 3", "2 3", "9 3 2 3", "12 4", "1 2"), strict=True))
INK, QUIET, LINE, GHOST = "#23211d", "#5c564b", "#e4ddd0", "#f2eee6"
OTHER_END = {"start": "end", "end": "start", "middle": "middle"}
STRONG = mark_safe(' class="strong" font-weight="600"')


class Canvas:
    """Coordinates are those of a left-to-right page. Colours are attributes, which the page's
    stylesheet overrides and a file without one keeps."""

    def __init__(self, height, width=WIDTH):
        self.width, self.height = width, height
        self.mirrored = get_language_bidi()
        self.shapes: list[SafeString] = []

    def rect(self, x, y, width, height, of="a", fill=""):
        left = self.width - x - width if self.mirrored else x
        self._add(
            '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="2" fill="{}"/>',
            *(of, _short(left), _short(y), _short(width), height, fill or FILLS[of]),
        )

    def text(self, x, y, words, anchor="start", strong=False):
        self._add(
            '<text{} x="{}" y="{}" text-anchor="{}" fill="{}" unicode-bidi="plaintext">{}</text>',
            STRONG if strong else "",
            self._x(x),
            _short(y),
            OTHER_END[anchor] if self.mirrored else anchor,
            INK if strong else QUIET,
            words,
        )

    def rule(self, x, y, length):
        """A line of the grid."""
        self._add(
            '<line class="axis" x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}"/>',
            *(self._x(x), self._x(x + length), _short(y), _short(y), LINE),
        )

    def path(self, points, of="a"):
        """A series' line through the points (x, y)."""
        self._add(
            '<polyline class="line {}" points="{}" fill="none" stroke="{}" stroke-width="2" '
            'stroke-dasharray="{}"/>',
            of,
            " ".join(f"{self._x(x)},{_short(y)}" for x, y in points),
            FILLS[of],
            DASHES[of] or "none",
        )

    def dot(self, x, y, of="a"):
        self._add(
            '<circle class="{}" cx="{}" cy="{}" r="3" fill="{}"/>',
            *(of, self._x(x), _short(y), FILLS[of]),
        )

    def key(self, names, y=12):
        """Which series is which, in a row: with room for the larger letters of a phone."""
        letters = sum(len(str(name)) for name in names) or 1
        letter = min(9, (self.width - 32 * len(names)) / letters)
        x = 0
        for of, name in zip(SERIES, names, strict=False):
            self.rect(x, y - 9, 10, 10, of)
            self.text(x + 16, y, name)
            x += 32 + letter * len(str(name))

    def svg(self, label, title="") -> SafeString:
        """One image, named by `label`; with a `title` above and a ground of its own: a file."""
        up, edge = (TITLE, EDGE) if title else (0, 0)
        width, height = self.width + 2 * edge, self.height + up + 2 * edge
        frame = f"{-edge} {-up - edge} {width} {height}"
        return format_html(
            '<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="{}" role="img" '
            'aria-label="{}" direction="ltr" font-family="{}" font-size="12"{}>{}{}</svg>',
            *(frame, label, FONT),
            format_html(' width="{}" height="{}"', width, height) if title else "",
            self._heading(title, width, height) if title else "",
            format_html_join("", "{}", ((shape,) for shape in self.shapes)),
        )

    def _heading(self, title, width, height):
        sheet = Canvas(0, self.width)
        sheet.text(0, 14 - TITLE, title, strong=True)
        return format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" fill="#fff"/>{}',
            *(-EDGE, -TITLE - EDGE, width, height, sheet.shapes[0]),
        )

    def _x(self, x):
        return _short(self.width - x if self.mirrored else x)

    def _add(self, markup, *values):
        self.shapes.append(format_html(markup, *values))


def _short(number) -> str:
    """With one decimal at most, whatever the language."""
    return f"{number:.1f}".removesuffix(".0")
