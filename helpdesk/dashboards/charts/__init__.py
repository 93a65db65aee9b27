"""Charts drawn on the server: inline SVG without a script, and the same as a file or a picture.

    chart = Bars(_("Cases by stage"), rows=[(_("Return"), 12, "/figures/cases/?stage=return")])
    chart.svg()     markup for the page, mirrored in right-to-left languages
    chart.summary   what it shows, in a sentence
    chart.heads, chart.lines   the table beside it: column heads; (label, [Cell]) for each line
    chart.file()    an SVG that stands alone; png(chart.file()) is the picture

A value is a number, None (unknown), or a text where a count is not told ("<5"), which draws no bar.
"""

from .bars import Bars, Flow
from .chart import Cell, Chart
from .lines import Lines, Sparkline
from .raster import png
from .stacked import Stacked

__all__ = ["Bars", "Cell", "Chart", "Flow", "Lines", "Sparkline", "Stacked", "png"]
