"""Match keys: how a person is found again by any name, script, phone or document (DESIGN.md §7)."""

import re
import unicodedata

import phonenumbers
from anyascii import anyascii

from helpdesk.vault.keyring import blind

PREFIXES = (3, 4, 5)
PARTICLES = {"al", "el", "de", "da", "dos", "la", "bin", "bint", "ibn", "abu", "y", "e"}


def fold(text: str) -> list[str]:
    """The tokens of a name in plain lower-case Latin letters, whatever its script.

    Arabic vowels and accents fall away, Abd-al- forms close up, initials (K.C.) become one token.
    """
    text = re.sub(r"[\u064b-\u065f\u0670]", "", unicodedata.normalize("NFKC", text))
    text = re.sub(r"\b(\w)\.\s?(?=\w\.)", r"\1", text)
    latin = anyascii(unicodedata.normalize("NFKD", text)).lower()
    latin = re.sub(r"['’`.\-]", "", re.sub(r"\babd[ -]?[aeu]l[ -]?", "abdul", latin))
    return [token for token in re.findall(r"[a-z0-9]+", latin) if token not in PARTICLES]


def skeleton(token: str) -> str:
    """The consonants that survive transliteration: Shrestha and श्रेष्ठ, Mohamed and محمد agree."""
    plain = token.translate(str.maketrans("qzjvwyx", "ksgbbis"))
    plain = re.sub(r"ph", "f", re.sub(r"([kgcjtdpbs])h", r"\1", plain)).replace("c", "k")
    return plain[:1] + re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouh]", "", plain[1:]))


def phone_digits(text: str, country: str = "") -> str:
    """E.164 of what was typed; as typed, digits only, where it is no valid number."""
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return re.sub(r"\D", "", text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def name_keys(name: str, birth_year: int | None = None) -> set[tuple[str, str]]:
    """(kind, value) of a name: tokens, their beginnings, skeletons, pairs, with the birth year."""
    tokens = fold(name)
    keys = {("token", t) for t in tokens} | {
        ("skeleton", skeleton(t)) for t in tokens if len(t) > 2
    }
    keys |= {("prefix", t[:n]) for t in tokens for n in PREFIXES if len(t) >= n}
    keys |= {("pair", " ".join(sorted((a, b)))) for a in tokens for b in tokens if a < b}
    if birth_year:
        keys |= {("year", f"{t} {birth_year}") for t in tokens}
    return keys


def client_keys(client, phones=(), documents=()) -> set[int]:
    """Every blind key of a client, from her open values."""
    keys: set[tuple[str, str]] = set()
    local = (client.local_name or {}).get("text")
    for name in filter(None, [client.name, local, client.latin_name, *(client.other_names or [])]):
        keys |= name_keys(name, client.birth_year)
    if client.file_number:
        keys.add(("file", _plain(client.file_number)))
    if day := (client.birth or {}).get("date"):
        keys.add(("birth", day))
    keys |= {("phone", re.sub(r"\D", "", phone.number)[-7:]) for phone in phones}
    keys |= {("document", _plain(document.number)) for document in documents if document.number}
    return {blind(kind, value) for kind, value in keys}


def _plain(number: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", number.upper())


def search_keys(query: str) -> list[set[int]]:
    """What someone typed, as one set of alternative keys per word: every word must be found.

    Digits are looked for as the end of a phone or as a document, words as beginnings of names.
    """
    digits = re.sub(r"\D", "", query)
    if len(digits) >= 5 and len(digits) >= len(re.sub(r"\W", "", query)) - 2:
        plain = _plain(query)
        return [{blind("phone", digits[-7:]), blind("document", plain), blind("file", plain)}]
    whole = blind("file", _plain(query))  # whoever has it fits every word
    return [_word_keys(token) | {whole} for token in fold(query)[:4]]


def _word_keys(token: str) -> set[int]:
    kinds = {("token", token), ("document", token.upper())}
    if len(token) in PREFIXES:
        kinds.add(("prefix", token))
    if len(token) > max(PREFIXES):
        kinds.add(("prefix", token[: max(PREFIXES)]))
    if len(token) > 2:
        kinds.add(("skeleton", skeleton(token)))
    return {blind(kind, value) for kind, value in kinds}
