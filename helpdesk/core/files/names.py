"""What a file is called here: its name without tricks, and the ending that its content earns."""

import re
import unicodedata

LONGEST = 100  # letters, without the ending
# Controls, overrides of the direction of reading, and signs that show nothing.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_NOT_IN_A_NAME = re.compile(r'[<>:"/\\|?*]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # Windows' own


def ending_of(name: str) -> str:
    """What stands after the last dot, in small letters; empty where nothing does."""
    return _seen(name).rpartition(".")[2].lower() if "." in name else ""


def clean_name(name: str, ending: str) -> str:
    """The name as it is kept and given out again: no path, nothing hidden, ending in `.ending`."""
    name = _seen(re.split(r"[/\\]", name)[-1])
    stem = name.rpartition(".")[0] if "." in name else name
    stem = re.sub(r"\s+", " ", _NOT_IN_A_NAME.sub(" ", stem)).strip(" .")[:LONGEST].strip(" .")
    if not stem or _DEVICES.fullmatch(stem):
        stem = f"file {stem}".strip()
    return f"{stem}.{ending}"


def _seen(name):
    name = unicodedata.normalize("NFC", name)
    return "".join(c for c in name if unicodedata.category(c) not in _UNSEEN)
