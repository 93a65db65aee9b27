"""Names as they are written: the same name in plain letters, whatever its script and spelling."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

MOST_TOKENS = 8
LONGEST = 40

PARTICLES = {
    "al",
    "el",
    "de",
    "da",
    "do",
    "dos",
    "das",
    "del",
    "dela",
    "la",
    "las",
    "los",
    "bin",
    "ben",
    "bint",
    "ibn",
    "abu",
    "ould",
    "mint",
    "ur",
    "ul",
    "y",
    "e",
}
TITLES = {
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "shri",
    "sri",
    "smt",
    "haji",
    "hajj",
    "alhaji",
    "elhadj",
    "jr",
    "sr",
}
# Middle names that half a country bears: agreeing on one says little, leaving one out even less.
FILLERS = {"bahadur", "kumari", "kumar", "devi", "prasad", "lal", "begum", "khatun", "bibi", "bano"}
SHORT_FORMS = {"md": "mohamed", "mohd": "mohamed", "muhd": "mohamed", "mhd": "mohamed"}

# What a table of letters cannot know: (pattern, what is said), applied before it.
ARABIC = [
    (r"[\u064b-\u065f\u0670\u0640]", ""),  # vowel signs and the stretched line
    (r"\bعبد\s?الله\b", " abdullah "),
    (r"\bعبد\s?ال(?=\w)", " abdul "),
    (r"\bال(?=\w{3})", ""),
    (r"\b[اأإآع]", "a"),
    (r"ة", "a"),
    (r"(?<=\w)[هح]", "ah"),
]
DEVANAGARI = [
    (r"सिंह", "singh"),
    (r"के\.?\s?सी\.?", "kc"),
    (r"(?<=\S)ह", "अह"),
    (r"ज्ञ", "ग्य"),
    (r"ङ", "ng"),
    (r"[ंँ](?=[कखगघ])", "ng"),
    (r"[ंँ]", "n"),
]
# Spellings that close up or fall apart, in Latin letters.
LATIN = [
    (r"\babd(?:[ -]?[aeou]{1,2})?[ -]?l+a(?:h|ye)?\b", " abdullah "),
    (r"\babd(?!ullah\b)[ -]?[aeou]{1,2}(?:l[ -]?|([rsntdz])[ -]?(?=\1))(?=[a-z]{3})", " abdul "),
    (r"(?<=[a-z]{3})[ -]?u[dl][ -]?d[ie]+n\b", " uddin "),
    (r"\b((?!abd)[a-z]{3,})[ -]?ull?ah?\b", r"\1 ullah "),
    (r"\bma\.", "maria "),
    (r"\bst([ao])\.", r"sant\1 "),
    (r"\bdela(?=[a-z]{4})", ""),
    (r"['’`ʼ]", ""),
    (r"\b([nm]) (?=[dgbp][a-z]{2})", r"\1"),  # N Diaye, M Baye
]
NOT_LATIN = [(re.compile(pattern), said) for pattern, said in ARABIC + DEVANAGARI]
IN_LATIN = [(re.compile(pattern), said) for pattern, said in LATIN]


def fold(text: str) -> list[str]:
    """The tokens of a name in plain lower-case Latin letters, whatever its script.

    Accents, vowel signs, particles and titles fall away; Abd-al- and initials (K.C.) close up.
    """
    latin = _latin(unicodedata.normalize("NFKC", text[:400]))
    found = re.findall(r"[a-z0-9]+", latin)[: MOST_TOKENS * 2]
    tokens = [SHORT_FORMS.get(token, token)[:LONGEST] for token in _join_initials(found)]
    kept = [token for token in tokens if token not in PARTICLES and token not in TITLES]
    return (kept or tokens)[:MOST_TOKENS]


def _latin(text):
    if not text.isascii():
        text = anyascii(_say(NOT_LATIN, text))
    return _say(IN_LATIN, text.lower())


def _say(spellings, text):
    for pattern, said in spellings:
        text = pattern.sub(said, text)
    return text


def _join_initials(tokens):
    """K C and K.C. are one token; a single initial stays alone."""
    joined: list[str] = []
    open_run = False
    for token in tokens:
        if len(token) == 1 and open_run:
            joined[-1] += token
        else:
            joined.append(token)
        open_run = len(token) == 1
    return joined


SQUEEZES = [
    (r"ph", "f"),
    (r"chh", "ch"),
    (r"([kgjtdb])h", r"\1"),
    (r"sh", "s"),
    (r"x", "ks"),
    (r"ck|q", "k"),
    (r"c(?=[eiy])", "s"),
    (r"c(?=[aourl])", "k"),
    (r"ee|ie(?=.)", "i"),
    (r"oo|ou", "u"),
    (r"y", "i"),
    (r"[wv]", "b"),
    (r"z", "s"),
    (r"dj", "j"),
    (r"(.)\1+", r"\1"),
    (r"(?<=.)h$", ""),
]


def squeeze(token: str) -> str:
    """A token without what spellings differ in: Seeta and Sita, Thapa and Tapa agree."""
    for pattern, said in SQUEEZES:
        token = re.sub(pattern, said, token)
    return token


def skeletons(token: str) -> frozenset[str]:
    """The consonants that survive transliteration: Shrestha and श्रेष्ठ, Mohamed and محمد agree.

    Two where a v or w may be a vowel (يوسف, Yusuf). Mamadou is not Mohamed: its h is missing.
    """
    plain = re.sub(r"c(?=[eiy])", "s", token.replace("ph", "f").replace("x", "ks"))
    plain = re.sub(r"([kgcjtdbs])h", r"\1", plain).translate(str.maketrans("cqzjv", "kksgb"))
    plain = re.sub(r"^[aeiou]+", "a", re.sub(r"(?<=.)h$", "", plain))
    as_consonant = plain.replace("w", "b")
    as_vowel = plain[:1].replace("w", "b") + re.sub(r"w", "", plain[1:])
    if "v" in token[1:]:
        as_vowel = as_consonant[:1] + as_consonant[1:].replace("b", "")
    return frozenset(_bones(form) for form in (as_consonant, as_vowel))


def _bones(plain):
    return plain[:1] + re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouy]", "", plain[1:]))


FILLER_BONES = frozenset().union(*map(skeletons, FILLERS))


@dataclass(frozen=True, eq=False)
class Token:
    """One part of a name, in all the forms in which it is compared. Made by `token`, once each."""

    text: str
    script: str
    squeezed: str
    bones: frozenset[str]
    core: str  # what it is counted under: its longest skeleton, or itself where that says nothing
    is_filler: bool


@lru_cache(maxsize=200_000)
def token(text: str, script: str) -> Token:
    """That part, made once."""
    bones = skeletons(text)
    longest = max(sorted(bones), key=len)
    foreign_filler = script != "LATIN" and not bones.isdisjoint(FILLER_BONES)
    return Token(
        text=text,
        script=script,
        squeezed=squeeze(text),
        bones=bones,
        core=longest if len(longest) > 1 else text,
        is_filler=text in FILLERS or foreign_filler,
    )


def tokens(name: str) -> tuple[Token, ...]:
    """A name in parts, each with the script that it was written in."""
    letter = next((letter for letter in name if letter.isalpha()), "a")
    script = unicodedata.name(letter, "LATIN").split(" ")[0]
    return tuple(token(text, script) for text in fold(name))
