"""The rows of an uploaded register, as a stream: only what is being read is open in memory."""

import csv
import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from zipfile import BadZipFile

import openpyxl
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext_lazy as _

from helpdesk.core.tables import open_text

from .files import refuse

COLUMNS = 200
CELL = 20_000  # letters; a longer cell is a quote that nobody closed
BROKEN = (BadZipFile, DefusedXmlException, KeyError, ValueError, TypeError, OSError, SyntaxError)


class SealedReader(io.RawIOBase):
    """A sealed file as an open one: seekable, one piece in memory."""

    def __init__(self, file):
        self.file, self.at, self.held = file, 0, (-1, b"")

    def readable(self):
        return True

    def seekable(self):
        return True

    def tell(self):
        return self.at

    def seek(self, offset, whence=io.SEEK_SET):
        self.at = (
            offset + {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.file.size}[whence]
        )
        return self.at

    def readinto(self, buffer):
        number, start = divmod(self.at, self.file.PIECE)
        if number >= self.file.pieces:
            return 0
        if self.held[0] != number:
            self.held = (number, self.file.piece(number))
        part = self.held[1][start : start + len(buffer)]
        buffer[: len(part)] = part
        self.at += len(part)
        return len(part)


def rows(file, shape) -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of each row that holds something; the first is the header."""
    reader = io.BufferedReader(SealedReader(file))
    found = _csv(reader, shape) if shape["kind"] == "csv" else _xlsx(reader)
    for number, cells in found:
        cells = [cell.strip() for cell in cells]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


def _csv(reader, shape):
    text = io.TextIOWrapper(reader, encoding=shape["encoding"], newline="")
    table = csv.reader(text, delimiter=shape["delimiter"])
    number = 0
    try:
        for number, cells in enumerate(table, 1):
            if number == 1 and len(cells) in (1, 2) and cells[0].lower().startswith("sep="):
                continue
            if any(len(cell) > CELL for cell in cells):
                _refuse_row(number)
            yield number, [open_text(cell) for cell in cells]
    except csv.Error:
        _refuse_row(number + 1)


def _refuse_row(number):
    refuse(
        _("Row %(number)s holds a cell that is far too long. Is a quotation mark left open?"),
        number=number,
    )


def _xlsx(reader):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(reader, read_only=True, data_only=True, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            found = sheet.iter_rows(max_col=COLUMNS, values_only=True)
            for number, values in enumerate(found, 1):
                yield number, [_text(value) for value in values]
    except (*BROKEN, IndexError):
        refuse(_("This XLSX file is damaged. Open it in a spreadsheet program and save it again."))


def _text(value):
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
