"""Tables that leave the desk and come back: CSV and XLSX, written as a stream.

Nothing in them is a formula. In CSV a cell that a spreadsheet would calculate gets an apostrophe
in front, and `open_text` takes it away again; in XLSX text is marked as text and stays as it is.
"""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any
from xml.sax.saxutils import escape

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
BOM = "\ufeff"  # Excel reads UTF-8 by it
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FRAME = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1"'
    f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
}
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def safe_text(value: Any) -> str:
    """A CSV cell that no spreadsheet calculates."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(RISKY) else text


def open_text(text: str) -> str:
    """A cell as it was before `safe_text`."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(RISKY) else text


def stream(form: str, rows: Iterable[list[Any]]) -> Iterator[bytes]:
    """The table as a file of this form ("csv", "xlsx"), a few rows in memory at a time."""
    return as_csv(rows) if form == "csv" else as_xlsx(rows)


def as_csv(rows: Iterable[list[Any]]) -> Iterator[bytes]:
    """UTF-8 with a mark, so that Excel reads every script."""
    line = StringIO()
    writer = csv.writer(line)
    line.write(BOM)
    for row in rows:
        writer.writerow([safe_text(cell) for cell in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()
    yield line.getvalue().encode()


class _Sink:
    """What the ZIP writes, until it is taken away."""

    def __init__(self):
        self.parts = []

    def write(self, data):
        self.parts.append(bytes(data))
        return len(data)

    def flush(self):
        pass

    def take(self):
        taken, self.parts = b"".join(self.parts), []
        return taken


def as_xlsx(rows: Iterable[list[Any]]) -> Iterator[bytes]:
    """One sheet, every text marked as text."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as book:  # type: ignore[call-overload]
        for name, content in _FRAME.items():
            book.writestr(name, _HEAD + content)
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for number, row in enumerate(rows, 1):
                cells = "".join(_cell(value) for value in row)
                sheet.write(f'<row r="{number}">{cells}</row>'.encode())
                if sink.parts:
                    yield sink.take()
            sheet.write(b"</sheetData></worksheet>")
    yield sink.take()


def _cell(value):
    if isinstance(value, int) and not isinstance(value, bool):
        return f"<c><v>{value}</v></c>"
    text = "" if value is None else _FORBIDDEN.sub("", str(value).replace("\r\n", "\n"))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
