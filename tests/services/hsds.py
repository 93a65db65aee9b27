"""What the tests of /hsds/ share: the schemas of HSDS 3.1, and reading all that is published.

The schemas lie in tests/data/hsds, or in the folder that HSDS_SCHEMAS names.
"""

import gzip
import json
import os
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

COPY = Path(__file__).parents[1] / "data" / "hsds"
SCHEMAS = Path(os.environ.get("HSDS_SCHEMAS", COPY))
CHECKED = ("uuid", "uri", "email", "date-time")


def _schema(name):
    for folder in (SCHEMAS, SCHEMAS.parent / "spec-3.1", COPY):
        if (path := folder / f"{name}.json.gz").exists():
            return json.loads(gzip.decompress(path.read_bytes()))
        if (path := folder / f"{name}.json").exists():
            return json.loads(path.read_text())
    raise FileNotFoundError(f"{SCHEMAS} has no schema {name}")


@cache
def validator(name):
    """The validator of one kind of entry, formats checked."""
    formats = FormatChecker()
    assert set(CHECKED) <= formats.checkers.keys()
    resources = [
        (f"{other}.json", Resource.from_contents(_schema(other), DRAFT202012))
        for other in ("taxonomy", "metadata")
    ]
    registry = Registry().with_resources(resources)
    return Draft202012Validator(_schema(name), format_checker=formats, registry=registry)


def assert_valid(name, entries):
    """Each of the entries is one of HSDS 3.1."""
    found = [
        f"{name} {entry.get('id')}: {error.json_path}: {error.message[:200]}"
        for entry in entries
        for error in validator(name).iter_errors(entry)
    ]
    assert not found, "\n".join(found[:20])


def ask(browser, address, **asked):
    """What an address of /hsds/ answers, as JSON."""
    answer = browser.get(f"/hsds/{address}", asked)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def lines(browser, address, **asked):
    """All entries that an address streams."""
    answer = browser.get(f"/hsds/{address}", {**asked, "format": "ndjson"})
    assert answer["Content-Type"] == "application/x-ndjson"
    return [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]


def every_page(browser, address, per_page, **asked):
    """The entries of all pages, one page after the other, and the last envelope."""
    entries, number = [], 1
    while True:
        page = ask(browser, address, page=number, per_page=per_page, **asked)
        assert page["size"] == len(page["contents"])
        assert page["first_page"] is (number == 1)
        entries += page["contents"]
        if page["last_page"]:
            return entries, page
        number += 1


def table(said):
    """What import_directory prints: file → (read, made, changed, unchanged, skipped)."""
    lines = (line.split() for line in said.splitlines())
    return {
        cells[0]: tuple(map(int, cells[1:]))
        for cells in lines
        if len(cells) == 6 and cells[1].isdigit()
    }
