"""Which language a name in another script is most likely in, so that it can be marked."""

import unicodedata

MOST_LIKELY = {
    "DEVANAGARI": "ne",
    "ARABIC": "ar",
    "BENGALI": "bn",
    "SINHALA": "si",
    "TAMIL": "ta",
    "MYANMAR": "my",
    "ETHIOPIC": "am",
}


def language_of(text: str) -> str:
    """The ISO code that goes with the first letter's script; empty for Latin and the unknown."""
    for letter in text or "":
        if letter.isalpha():
            return MOST_LIKELY.get(unicodedata.name(letter, "").split(" ")[0], "")
    return ""
