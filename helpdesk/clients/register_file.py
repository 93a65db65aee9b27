"""A register as a CSV file: each row as the description of a person."""

import csv
import re

from django.core.exceptions import ValidationError

from .birth import parse_birth
from .described import Described

COLUMNS = ("name", "birth", "sex", "phone", "document", "address")
SEXES = {
    "female": {"f", "w", "female", "woman", "girl", "femme", "mujer", "2"},
    "male": {"m", "male", "man", "boy", "homme", "hombre", "1"},
}
DATES = [
    (re.compile(r"^(\d{4})(\d{2})(\d{2})$"), r"\1-\2-\3"),
    (re.compile(r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$"), r"\3-\2-\1"),
    (re.compile(r"^(\d{4})[./](\d{1,2})[./](\d{1,2})$"), r"\1-\2-\3"),
    (re.compile(r"^(\d{4}-\d{2}-\d{2})[T ].*$"), r"\1"),
]


class BadFile(Exception):
    """The file cannot be read as a register; the message says why, in words."""


def read(path) -> dict[str, Described]:
    """id → the person of that row, in the order of the file. BadFile where it is no register."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            return _people(_rows(file))
    except UnicodeDecodeError:
        raise BadFile("The file is not UTF-8. Save it as “CSV UTF-8” and try again.") from None
    except csv.Error as error:
        raise BadFile(f"The file is not a readable CSV: {error}.") from None
    except OSError as error:
        raise BadFile(f"The file cannot be opened: {error.strerror}.") from None


def _rows(file):
    head = file.readline()
    if "\0" in head or not head.strip():
        raise BadFile("The file is empty, or no CSV.")
    mark = max(",;\t", key=head.count)
    names = [name.strip().lower() for name in next(csv.reader([head], delimiter=mark))]
    if "id" not in names:
        raise BadFile(f"There is no column “id”. The columns are: {', '.join(names)}.")
    return csv.DictReader(file, fieldnames=names, delimiter=mark)


def _people(rows):
    people: dict[str, Described] = {}
    for number, row in enumerate(rows, 2):
        key = (row["id"] or "").strip()
        if not any(
            (value or "").strip() for name, value in row.items() if name in (*COLUMNS, "id")
        ):
            continue
        if not key:
            raise BadFile(f"Row {number} has no id.")
        if key in people:
            raise BadFile(f"Row {number}: the id {key} stands twice.")
        people[key] = described(row)
    return people


def described(row, prefix="") -> Described:
    """The person of a row whose columns begin with `prefix`; what cannot be read is left out."""
    said = {name: (row.get(prefix + name) or "").strip()[:400] for name in COLUMNS}
    return Described(
        names=[name for name in re.split(r"\s/\s|[;|]", said["name"]) if name.strip()],
        birth=birth(said["birth"]),
        sex=next((sex for sex, words in SEXES.items() if said["sex"].lower() in words), ""),
        phones=_several(said["phone"]),
        documents=_several(said["document"]),
        address=said["address"],
    )


def birth(text) -> dict | None:
    """What parse_birth reads, and dates as other programs write them: day first, or closed up."""
    for pattern, iso in DATES:
        text = pattern.sub(iso, text)
    try:
        return parse_birth(text)
    except ValidationError:
        return None


def _several(text):
    return [part.strip() for part in re.split(r"[;|]", text) if part.strip()]
