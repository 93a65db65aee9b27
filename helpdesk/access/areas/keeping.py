"""Bringing a list of areas into the tree: all of it or nothing, as often as one likes."""

from collections import Counter
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_countries import countries

from helpdesk.audit.trail import record
from helpdesk.core.refusal import Refused

from ..models import Area
from .folding import folded
from .reading import read

SHIPPED = Path(__file__).parent / "lists"


@transaction.atomic
def import_areas(text: str, country: str, *, by) -> Counter:
    """Make what is new, rename what is called otherwise; nothing is moved or taken away.

    Counts `made`, `renamed`, `same`, and `not in the list`. One entry for the whole list.
    """
    root = _root(country)
    known = {area.code: area for area in Area.objects.filter(path__startswith=root.path)}
    rows = read(text, country)
    told = Counter({"made": 0, "renamed": 0, "same": 0})
    told["not in the list"] = len(known.keys() - {row.code for row in rows} - {country})
    new, renamed, grown = [], [], {}
    for row in rows:
        if area := known.get(row.code):
            _check_place(area, row, known, root)
            is_new = _rename(area, row)
            told["renamed" if is_new else "same"] += 1
            renamed += [area] * is_new
        else:
            known[row.code] = _below(known.get(row.parent, root), row, country, grown)
            new.append(known[row.code])
            told["made"] += 1
    _save(new, renamed, grown.values())
    record("imported_areas", root, by=by, country=country, **_keys(told))
    return told


def shipped(country: str) -> str | None:
    """The list that comes with the desk for this country; None where there is none."""
    path = SHIPPED / f"{country.lower()}.csv"
    return path.read_text(encoding="utf-8") if country.isalpha() and path.exists() else None


def bring(country: str, *, by) -> Counter | None:
    """The shipped list of a centre's country, unless areas of it are there already."""
    text = shipped(country)
    if text is None or Area.objects.filter(country=country, depth__gt=1).exists():
        return None
    return import_areas(text, country, by=by)


def _save(new, renamed, grown):
    rows = Area.objects
    rows.bulk_update(renamed, ["name", "local_name", "folded"], batch_size=500)
    rows.bulk_update([area for area in grown if area.pk], ["numchild"], batch_size=500)
    rows.bulk_create(new, batch_size=500)


def _root(country):
    if country not in countries:
        raise Refused(
            _("%(country)s is no country code. Write two letters, as NP.") % {"country": country}
        )
    found = Area.objects.select_for_update().filter(code=country).first()
    if found:
        return found
    with override("en"):
        name = countries.name(country)
    return Area.objects.add_root(instance=Area(code=country, name=name, country=country))


def _below(above, row, country, grown):
    """A new area with its place in the tree, the next one below `above`."""
    above.numchild += 1
    grown[above.path] = above
    path = Area._get_path(above.path, above.depth + 1, above.numchild)
    return Area(
        path=path,
        depth=above.depth + 1,
        code=row.code,
        name=row.name,
        local_name=row.local_name,
        country=country,
    )


def _check_place(area, row, known, root):
    above = known.get(row.parent, root)
    if area.code != root.code and not area.path.startswith(above.path):
        raise Refused(
            _("%(name)s (%(code)s) stands elsewhere in the tree. Areas that move need a new code.")
            % {"name": area.name, "code": area.code}
        )


def _rename(area, row):
    is_new = (area.name, area.local_name) != (row.name, row.local_name)
    area.name, area.local_name = row.name, row.local_name
    area.folded = folded(area.name, area.local_name)
    return is_new


def _keys(told):
    return {name.replace(" ", "_"): count for name, count in told.items()}
