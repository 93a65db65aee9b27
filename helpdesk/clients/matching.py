"""Match keys: how a person is found again by any name, script, phone or document (DESIGN.md §7).

A key is a kind and a normalised value. They are stored blind, so the table says nothing of anyone.
"""

import re
from itertools import combinations, product

import phonenumbers

from helpdesk.vault.keyring import blind

from .described import PHONE_DIGITS, Described, digits, plain_number
from .names import fold, token, tokens
from .spellings import COMMON_KNOWLEDGE

PREFIXES = (3, 4, 5)  # search as one types
MOST_WORDS = 4  # of what is typed into a search box

Key = tuple[str, str]


def phone_digits(text: str, *countries: str) -> str:
    """E.164 of what was typed; its digits where it is no valid number, itself where it has none.

    Without a prefix it is of the first of these countries that has such numbers.
    """
    read = [_read(text, country) for country in dict.fromkeys(countries or ("",))]
    valid = [number for number in read if number and phonenumbers.is_valid_number(number)]
    number = (valid or read)[0]
    if number is None:
        return digits(text) or text.strip()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _read(text, country):
    try:
        return phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return None


def keys_of(described: Described) -> set[Key]:
    """Every key under which this person is kept."""
    keys = _fact_keys(described)
    for form in described.forms:
        for part in form:
            keys |= _token_keys(part)
            keys |= {("prefix", part.text[:n]) for n in PREFIXES if len(part.text) >= n}
            if described.year:
                keys.add(("year", f"{part.core} {described.year}"))
        keys |= {_pair(one.core, other.core) for one, other in combinations(form, 2)}
    return keys


def keys_to_look_for(described: Described, lore=COMMON_KNOWLEDGE) -> set[Key]:
    """Every key under which this person may be kept, with other spellings and nearby years."""
    keys = _fact_keys(described)
    for form in described.forms:
        spelt = [_spellings(part, lore) for part in form]
        for part in set().union(*spelt):
            keys |= _token_keys(part)
            keys |= {("year", f"{part.core} {year}") for year in _years(described)}
        cores = [{part.core for part in parts} for parts in spelt]
        for one, other in combinations(cores, 2):
            keys |= {_pair(a, b) for a, b in product(one, other)}
    return keys


def client_keys(client, phones=(), documents=()) -> set[int]:
    """Every blind key of a client, from her open values."""
    return {blind(*key) for key in keys_of(Described.of(client, phones, documents))}


def _fact_keys(described):
    keys = {("phone", number[-PHONE_DIGITS:]) for number in described.numbers}
    keys |= {("document", number) for number in described.papers}
    if described.file:
        keys.add(("file", described.file))
    if described.place:
        keys.add(("address", described.place))
    if len(described.day) == 10:
        keys.add(("birth", described.day))
    return keys


def _token_keys(part):
    return {("token", part.text)} | {("skeleton", bone) for bone in part.bones if len(bone) > 1}


def _pair(one, other):
    return "pair", " ".join(sorted((one, other)))


def _years(described):
    if not described.year:
        return ()
    reach = 3 if (described.birth or {}).get("precision") == "about" else 1
    return range(described.year - reach, described.year + reach + 1)


def _spellings(part, lore):
    return {part} | {token(other, part.script) for other in sorted(lore.others(part.text))[:8]}


def search_keys(query: str, lore=COMMON_KNOWLEDGE) -> list[set[int]]:
    """What someone typed, as one set of alternative keys per word: every word must be found.

    Digits are looked for as the end of a phone, a document or a file number, words as names.
    """
    plain = plain_number(query)
    number = digits(query)
    if len(number) >= 5 and len(number) >= len(plain) - 2:
        return [_blind({("phone", number[-PHONE_DIGITS:]), *_paper_keys(plain)})]
    if re.search(r"\d", query):
        return [_blind(_paper_keys(plain))]
    return [_blind(_word_keys(part, lore)) for part in tokens(query)[:MOST_WORDS]]


def _word_keys(part, lore):
    keys = _paper_keys(part.text.upper())
    for spelling in _spellings(part, lore):
        keys |= _token_keys(spelling)
    if len(part.text) >= min(PREFIXES):
        keys.add(("prefix", part.text[: max(PREFIXES)]))
    return keys


def _paper_keys(number):
    return {("document", number), ("file", number)}


def _blind(keys):
    return {blind(*key) for key in keys}


__all__ = ["client_keys", "fold", "keys_of", "keys_to_look_for", "phone_digits", "search_keys"]
