"""A chart as a picture, for a letter or a slide."""

import resvg_py
from django.conf import settings


def png(svg, zoom=2) -> bytes:
    """An SVG that stands alone, drawn on white, `zoom` times its size.

    Words need a font on the server that has the script: the system's, or those in CHART_FONTS.
    """
    folders = {"font_dirs": [settings.CHART_FONTS]} if settings.CHART_FONTS else {}
    return bytes(
        resvg_py.svg_to_bytes(svg_string=str(svg), background="#ffffff", zoom=zoom, **folders)
    )
