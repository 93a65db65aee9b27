"""Which area is meant by what someone typed: "Bhojpur, Koshi", "भोजपुर", "cordoba"."""

import re

from django.db.models import Q
from django.utils.translation import gettext as _

from helpdesk.core.refusal import Refused

from ..models import Area
from .folding import fold

LOOKED_AT = 300  # more than there are of the most frequent name
SHOWN = 12
LONGEST = 300
CODE = re.compile(r"^[A-Za-z]{2}(-[A-Za-z0-9]+)+$")


def with_labels(areas):
    """The areas, each with `label`: its name and those above it, without the country's.

    One query for all of them, whatever their number.
    """
    areas = list(areas)
    paths = {path for area in areas for path in _above(area)}
    above = {area.path: area for area in Area.objects.filter(path__in=paths)} if paths else {}
    for area in areas:
        area.ancestors = [above[path] for path in _above(area) if path in above]
        area.label = ", ".join([area.name, *(one.name for one in area.ancestors)])
    return areas


def label_of(area) -> str:
    """How an area is written where it must not be mistaken."""
    return with_labels([area])[0].label


def _above(area):
    """Paths of the areas above, from the nearest to the one below the country."""
    step = area.steplen
    return [area.path[:length] for length in range(len(area.path) - step, step, -step)]


def suggest(words: str, country: str = "", limit: int = SHOWN) -> list[Area]:
    """Areas that begin like what was typed so far, those of `country` and whole names first."""
    first, *rest = _parts(words) or [""]
    if len(first) < 2:
        return []
    found = _fitting(Q(folded__contains=f"|{first}") | Q(folded__contains=f" {first}"), rest)
    return sorted(
        found,
        key=lambda area: (
            str(area.country) != country,
            f"|{first}|" not in area.folded,
            f"|{first}" not in area.folded,
            area.depth,
            area.name,
        ),
    )[:limit]


def resolve(words: str) -> Area | None:
    """The one area that is meant; None for nothing typed. Refused, in words, when none or several.

    A district and a town in it may bear one name: without more words it is the district.
    """
    words = words.strip()[:LONGEST]
    first, *rest = _parts(words) or [""]
    if not first:
        return None
    if CODE.match(words) and (coded := Area.objects.filter(code=words.upper()).first()):
        return coded
    found = _fitting(Q(folded__contains=f"|{first}|"), rest)
    whole = [area for area in found if _names_on_the_way(area) == [first, *rest]]
    found = whole or found
    if widest := _one_above_all(found):
        return widest
    if found:
        raise Refused(
            _("Several places are called so. Write which: %(places)s.") % {"places": _quoted(found)}
        )
    near = suggest(words, limit=5) or suggest(words[:4], limit=5)
    if near:
        raise Refused(
            _("No place is called “%(words)s”. Did you mean %(places)s?")
            % {"words": words[:60], "places": _quoted(near)}
        )
    raise Refused(_("No place is called “%(words)s”.") % {"words": words[:60]})


def _parts(words):
    return [part for part in map(fold, words.replace("،", ",").split(",")) if part]


def _fitting(named, rest):
    """Areas so named, the further words standing above them in this order."""
    found = with_labels(Area.objects.filter(named).order_by("depth", "path")[:LOOKED_AT])
    return [area for area in found if _stands_below(area, rest)]


def _stands_below(area, rest):
    above = iter(area.ancestors)
    return all(any(f"|{part}" in one.folded for one in above) for part in rest)


def _names_on_the_way(area):
    return [fold(area.name), *(fold(one.name) for one in area.ancestors)]


def _one_above_all(areas):
    """The area that holds all the others; None where they lie apart."""
    if not areas:
        return None
    widest = min(areas, key=lambda area: area.depth)
    return widest if all(area.path.startswith(widest.path) for area in areas) else None


def _quoted(areas):
    return ", ".join(f"“{area.label}”" for area in areas[:5]) + ("…" if len(areas) > 5 else "")
