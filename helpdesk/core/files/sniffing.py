"""What a file is, by its content alone; its name is asked only where content cannot tell."""

import re

from .names import ending_of

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heic": "image/heic",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
}
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
AUDIO_BRANDS = {b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"3gp4", b"3gp5"}
TEXTS = {"txt": "txt", "text": "txt", "csv": "csv"}
_UNPRINTED = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def sniffed(content: bytes, name: str) -> str | None:
    """The kind of file: a key of MEDIA_TYPES, `zip` for what must be looked into, or None."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content.startswith(b"PK\x03\x04"):
        return "zip"
    if content[4:8] == b"ftyp":
        return _of_boxes(content)
    return _of_sound(content) or _of_text(content, name)


def _of_boxes(content):
    brands = {content[8:12], *(content[at : at + 4] for at in range(16, 64, 4))}
    if content[8:12] in HEIC_BRANDS:
        return "heic"
    is_film = b"vide" in content  # the handler of a track of pictures
    return "m4a" if content[8:12] in AUDIO_BRANDS and brands and not is_film else None


def _of_sound(content):
    if content.startswith(b"OggS") and (
        b"OpusHead" in content[:80] or b"\x01vorbis" in content[:80]
    ):
        return "ogg"
    if content.startswith(b"ID3"):
        content = content[10 + _synchsafe(content[6:10]) :].lstrip(b"\0")
    first = _frame(content)
    return "mp3" if first and _frame(content[first:]) else None


def _synchsafe(four):
    return sum((byte & 0x7F) << shift for byte, shift in zip(four, (21, 14, 7, 0), strict=False))


_KBPS = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0),  # MPEG 1
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0),  # MPEG 2 and 2.5
}
_HERTZ = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _frame(content) -> int:
    """Length in bytes of the layer III frame that begins here; 0 where none does."""
    if len(content) < 4 or content[0] != 0xFF or content[1] & 0xE6 != 0xE2:
        return 0
    version, rate = content[1] >> 3 & 3, content[2] >> 2 & 3
    kbps = _KBPS[3 if version == 3 else 2][content[2] >> 4]
    if version == 1 or rate == 3 or not kbps:
        return 0
    samples = 144 if version == 3 else 72
    return samples * kbps * 1000 // _HERTZ[version][rate] + (content[2] >> 1 & 1)


def _of_text(content, name):
    """Text does not say what it is for: it must be called a text, and be readable as one."""
    kind = TEXTS.get(ending_of(name))
    return kind if kind and as_text(content) is not None else None


def as_text(content: bytes) -> str | None:
    """The text, where it is UTF-8, or UTF-16 that says so, without anything that is no text."""
    coded = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(coded)
    except UnicodeDecodeError:
        return None
    return None if _UNPRINTED.search(text) else text
