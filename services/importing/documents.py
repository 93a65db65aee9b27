"""HSDS 3.x as it comes in files: tables (CSV or JSON) or whole entries (JSON, a line each).

Entries are taken apart into the same tables: what stands inside another gets its id.
"""

import csv
import io
import json
import zipfile
from pathlib import Path

from .package import BadPackage, Row, decoded

TABLES = {
    "organization": "organizations",
    "service": "services",
    "location": "locations",
    "service_at_locations": "service_at_location",
    "taxonomy": "taxonomies",
    "taxonomy_term": "taxonomy_terms",
    "attribute": "attributes",
    "language": "languages",
    "cost_option": "cost_options",
    "service_capacity": "service_capacities",
    "capacities": "service_capacities",
    "schedule": "schedules",
    "phone": "phones",
    "address": "addresses",
    "contact": "contacts",
    "unit": "units",
    "taxonomy_detail": "taxonomies",
}
ONES = {"organizations": "organization", "services": "service", "locations": "location"} | {
    "service_at_location": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
    "phones": "phone",
    "units": "unit",
}
SINCE_3 = {"service_at_location", "schedules", "addresses", "attributes", "taxonomies"}
KINDS = (".csv", ".json", ".ndjson")


def is_hsds_3(path) -> bool:
    """Whether this is one of the shapes that come with HSDS 3: else it is read as 1.x."""
    names = _files(Path(path))
    kinds = {Path(name).suffix.lower() for name in names}
    tables = {_table(Path(name).stem.lower()) for name in names}
    singular = {Path(name).stem.lower() for name in names} & {"organization", "service"}
    return bool(kinds & {".json", ".ndjson"} or tables & SINCE_3 or singular)


class Documents:
    """The tables of a directory in HSDS 3.x. Raises BadPackage."""

    def __init__(self, path):
        path = Path(path)
        self.name = path.resolve().stem if path.is_file() else path.resolve().name
        self._tables: dict[str, list[Row]] = {}
        self._seen: dict[tuple[str, str], dict] = {}
        for name, read in _files(path).items():
            self._file(name, decoded(read()))
        if not self.rows("organizations"):
            raise BadPackage("It names no organisation: without one nothing can be imported.")

    def files(self) -> list[str]:
        return sorted(self._tables)

    def rows(self, name) -> list[Row]:
        return self._tables.get(name, [])

    def missing(self, steps) -> list[str]:
        """Nothing need be there: what is absent was left out because there is none."""
        return []

    def place(self, name, line) -> str:
        """Where a row stands, for whoever mends the directory."""
        return f"{name}, entry {line}"

    def _file(self, name, text):
        stem, kind = Path(name).stem.lower(), Path(name).suffix.lower()
        if stem == "datapackage":
            return
        entries = _table_rows(text, name) if kind == ".csv" else _entries(text, name)
        for line, entry in enumerate(entries, start=2 if kind == ".csv" else 1):
            if not isinstance(entry, dict):
                raise BadPackage(f"{name}, entry {line}, is no object.")
            table = _table(stem)
            if kind != ".csv" and table not in {*ONES, *TABLES.values()}:
                table = "services" if "status" in entry or "organization" in entry else stem
            self._take(table, entry, line, {})

    def _take(self, table, entry, line, above):
        """One entry into its table, and what stands inside it into theirs; returns its id."""
        cells, inside = dict(above), []
        for name, value in entry.items():
            if isinstance(value, dict):
                key = _table(name)
                part = self._take(key, value, line, {})
                cells.setdefault(f"{ONES.get(key, name)}_id", part)
            elif isinstance(value, list):
                inside.append((_table(name), value))
            elif value is not None:
                cells[name] = str(value)
        self._keep(table, cells, line)
        owner = _owner(table, cells)
        for key, parts in inside:
            for part in parts:
                if isinstance(part, dict):
                    self._take(key, part, line, owner)
        return cells.get("id", "")

    def _keep(self, table, cells, line):
        """Once for each id: the same organisation stands in many services."""
        key = (table, cells.get("id") or "")
        known = self._seen.get(key) if key[1] else None
        if known is None:
            self._seen[key] = cells
            self._tables.setdefault(table, []).append(Row(table, line, cells))
        else:
            for name, value in cells.items():
                known.setdefault(name, value)


def _owner(table, cells):
    """What the parts of an entry are told of where they stand."""
    one = ONES.get(table)
    if not one:
        return {}
    owner = {f"{one}_id": cells.get("id", ""), "link_id": cells.get("id", ""), "link_entity": one}
    if table == "services":
        owner["of_organization_id"] = cells.get("organization_id", "")
    return owner


def _table(name):
    return TABLES.get(name, name)


def _files(path) -> dict:
    """Name → what reads it, for each file of a folder, a .zip, or the one file itself."""
    if not path.exists():
        raise BadPackage(f"There is nothing at {path}.")
    if path.is_file() and path.suffix.lower() in KINDS:
        return {path.name: path.read_bytes}
    if path.is_file() and not zipfile.is_zipfile(path):
        raise BadPackage(f"{path} is neither a folder nor a .zip, .json or .ndjson.")
    root = zipfile.Path(path) if path.is_file() else path
    folders = [root, *(entry for entry in root.iterdir() if entry.is_dir())]
    for folder in folders:
        found = {
            entry.name: entry.read_bytes
            for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
            if entry.is_file() and Path(entry.name).suffix.lower() in KINDS
        }
        if found:
            return found
    return {}


def _table_rows(text, name):
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="\0")
    try:
        for cells in reader:
            cells.pop("\0", None)
            yield {(key or "").strip().lower(): value for key, value in cells.items() if value}
    except csv.Error as error:
        raise BadPackage(f"{name}, line {reader.line_num}, is not CSV: {error}.") from error


def _entries(text, name):
    """The entries of a JSON file: a page of a list, a list, one entry, or one in each line."""
    try:
        if name.lower().endswith(".ndjson"):
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadPackage(f"{name} is not JSON: {error}.") from error
    if isinstance(whole, dict):
        whole = whole.get("contents", [whole])
    if not isinstance(whole, list):
        raise BadPackage(f"{name} holds no entries.")
    return whole
