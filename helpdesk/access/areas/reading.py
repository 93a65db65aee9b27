"""Lists of areas as their publishers give them, each read into the same plain rows."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from helpdesk.core.refusal import Refused


class Row(NamedTuple):
    """One area of a list. `parent` is the code of the area above; empty below the country."""

    code: str
    name: str
    local_name: str
    parent: str


def read(text: str, country: str) -> list[Row]:
    """The areas of a list in any of the five formats, told by its first line, parents first.

    Codes begin with the country's, so that no two countries share one. Refuses a list that is none
    of these, and rows that cannot be placed.
    """
    text = text.lstrip("\ufeff")
    if text.lstrip()[:1] in "[{":
        rows = _ecuador(text)
    else:
        lines = csv.DictReader(io.StringIO(text))
        rows = _format_of(lines.fieldnames or [])(lines)
    return _in_order([_coded(row, country) for row in dict.fromkeys(rows)], country)


def _format_of(columns):
    for needed, reader in FORMATS:
        if needed <= {column.strip() for column in columns if column}:
            return reader
    raise Refused(
        _("The first line names none of the columns that we know. Use code,name,parent_code.")
    )


def _plain(lines) -> Iterator[Row]:
    """code,name,local_name,parent_code: for every other country."""
    for line in lines:
        yield Row(line["code"], line["name"], line.get("local_name") or "", line["parent_code"])


def _nepal(lines) -> Iterator[Row]:
    """Provinces, districts and municipalities, one municipality a line."""
    for line in lines:
        province, district = f"P{line['province_id']}", f"D{int(line['district_id']):02}"
        yield Row(province, line["province_en"], _whole(line["province_ne"]), "")
        yield Row(district, line["district_en"], _whole(line["district_ne"]), province)
        own = f"M{int(line['municipality_id']):03}"
        yield Row(own, line["municipality_en"], _whole(line["municipality_ne"]), district)


def _whole(name):
    """Vowel signs that the list writes in two pieces, in the one that a keyboard makes."""
    return name.replace("\u093e\u0947", "\u094b").replace("\u093e\u0948", "\u094c")


def _philippines(lines) -> Iterator[Row]:
    """The Philippine Standard Geographic Code: ten digits, and those of the area above."""
    for line in lines:
        above = line["parent_psgc_id"]
        yield Row(line["psgc_id"], line["name"], "", above if above.strip("0") else "")


def _senegal(lines) -> Iterator[Row]:
    """Regions, departments and communes, one commune a line."""
    for line in lines:
        yield Row(line["region_code"], line["region"], "", "")
        yield Row(line["dept_code"], line["dept"], "", line["region_code"])
        yield Row(line["commune_code"], line["commune"], "", line["dept_code"])


def _ecuador(text) -> Iterator[Row]:
    """Provinces, cantons and parishes without codes: a code is made of the names on the way."""
    try:
        for province in json.loads(text):
            way = [province["nombre"]]
            yield Row(_code_of(way), way[0], "", "")
            for canton in province["cantones"]:
                below = [*way, canton["nombre"]]
                yield Row(_code_of(below), below[1], "", _code_of(way))
                for parish in canton["parroquias"]:
                    yield Row(_code_of([*below, parish]), parish, "", _code_of(below))
    except (ValueError, KeyError, TypeError):
        raise Refused(_("This is not a list of provinces, cantons and parishes.")) from None


def _code_of(way):
    return hashlib.sha256("/".join(way).encode()).hexdigest()[:10].upper()


FORMATS = [
    ({"code", "name", "parent_code"}, _plain),
    ({"province_id", "district_id", "municipality_id"}, _nepal),
    ({"psgc_id", "name", "parent_psgc_id"}, _philippines),
    ({"region_code", "dept_code", "commune_code"}, _senegal),
]


def _coded(row, country):
    code, above = (
        part
        if not part or part == country or part.startswith(f"{country}-")
        else f"{country}-{part}"
        for part in (row.code.strip(), row.parent.strip())
    )
    if not code or not row.name.strip() or len(code) > 20 or len(row.name.strip()) > 120:
        raise Refused(
            _("The area “%(code)s %(name)s” needs a code (20 letters at most) and a name (120).")
            % {"code": row.code[:40], "name": row.name[:40]}
        )
    return Row(code, row.name.strip(), row.local_name.strip()[:120], above)


def _in_order(rows, country) -> list[Row]:
    """Parents before children; refuses a code that comes twice, and a parent that never comes."""
    by_code = {row.code: row for row in rows}
    if len(by_code) < len(rows):
        seen: set[str] = set()
        twice = next(row.code for row in rows if row.code in seen or seen.add(row.code))
        raise Refused(_("The code %(code)s stands for two areas.") % {"code": twice})
    done = {country: None} | {row.code: row for row in rows if row.code == country}
    waiting = [row for row in rows if row.code != country]
    ordered = [by_code[country]] if country in by_code else []
    while waiting:
        ready = [row for row in waiting if (row.parent or country) in done]
        if not ready:
            raise Refused(
                _("The area %(code)s stands below %(above)s, which is not in the list.")
                % {"code": waiting[0].code, "above": waiting[0].parent}
            )
        done |= {row.code: row for row in ready}
        ordered += ready
        waiting = [row for row in waiting if row.code not in done]
    return ordered
