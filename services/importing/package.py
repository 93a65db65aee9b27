"""An HSDS 1.x CSV package as it lies on a disk: a folder, or a .zip of one."""

import csv
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

# What a row cannot do without; any other column may be missing.
NEEDED = {
    "organizations": {"id", "name"},
    "services": {"id", "organization_id", "name"},
    "locations": {"id", "organization_id", "name"},
    "services_at_location": {"service_id", "location_id"},
    "regular_schedules": {"weekday", "opens_at", "closes_at"},
    "phones": {"number"},
}


class BadPackage(Exception):
    """The package cannot be read, and the message says why and what to do."""


@dataclass(frozen=True)
class Row:
    """One row: its file, its line, its cells. A column that the file lacks reads as blank."""

    file: str
    line: int
    cells: dict
    overfull: bool = False

    def __getitem__(self, column) -> str:
        return " ".join((self.cells.get(column) or "").split())

    def text(self, column) -> str:
        """The cell with its line breaks, for what is read rather than matched."""
        return (self.cells.get(column) or "").strip()


class Package:
    """The CSV files of a directory. Raises BadPackage."""

    def __init__(self, path):
        path = Path(path)
        if not path.exists():
            raise BadPackage(f"There is nothing at {path}.")
        if path.is_file() and not zipfile.is_zipfile(path):
            raise BadPackage(f"{path} is neither a folder nor a .zip.")
        self.name = path.resolve().stem if path.is_file() else path.resolve().name
        root = zipfile.Path(path) if path.is_file() else path
        self._folder = self._find(root)

    @staticmethod
    def _find(root):
        folders = [root, *(entry for entry in root.iterdir() if entry.is_dir())]
        for folder in folders:
            if folder.joinpath("organizations.csv").is_file():
                return folder
        raise BadPackage(
            "The package has no organizations.csv: without organisations nothing can be imported."
        )

    def files(self) -> list[str]:
        """The names of its CSV files, without .csv."""
        return sorted(
            entry.name[:-4]
            for entry in self._folder.iterdir()
            if entry.name.lower().endswith(".csv")
        )

    def rows(self, name):
        """The rows of one file, one after the other."""
        reader = csv.DictReader(io.StringIO(self._text(name), newline=""), restkey="\0")
        try:
            self._check(name, reader)
            for cells in reader:
                overfull = any(extra.strip() for extra in cells.pop("\0", ()))
                yield Row(name, reader.line_num, cells, overfull)
        except csv.Error as error:
            raise BadPackage(f"{name}.csv, line {reader.line_num}, is not CSV: {error}.") from error

    @staticmethod
    def _check(name, reader):
        reader.fieldnames = [(column or "").strip().lower() for column in reader.fieldnames or ()]
        if missing := NEEDED.get(name, set()) - set(reader.fieldnames):
            raise BadPackage(
                f"{name}.csv has no column {', '.join(sorted(missing))}; "
                f"it has {', '.join(filter(None, reader.fieldnames)) or 'none at all'}."
            )

    def missing(self, steps) -> list[str]:
        """The files that could have been there."""
        files = self.files()
        return [f"{name}.csv" for name in steps if name not in files]

    def place(self, name, line) -> str:
        """Where a row stands, for whoever mends the directory."""
        return f"{name}.csv line {line}"

    def _text(self, name) -> str:
        return decoded(self._folder.joinpath(f"{name}.csv").read_bytes())


def decoded(raw) -> str:
    """What a file says, in the encodings that directories come in."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
