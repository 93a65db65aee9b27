"""A person as described: by the desk, by what is being typed, or by a row of a register."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property

from .names import Token, fold, tokens

PHONE_DIGITS = 7  # the last ones; what stands before them differs


def digits(text: str) -> str:
    """The digits of any script, as plain ones."""
    return "".join(str(unicodedata.digit(letter)) for letter in text if letter.isdecimal())


def plain_number(text: str) -> str:
    """A document's number without what people put between, in plain digits."""
    plain = "".join(digits(sign) or sign for sign in unicodedata.normalize("NFKC", text))
    return re.sub(r"[\W_]", "", plain).upper()


@dataclass
class Described:
    """What is known of someone who may be registered already."""

    names: list[str]
    birth: dict | None = None  # parse_birth's
    sex: str = ""
    phones: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    address: str = ""
    area_id: int | None = None
    file_number: str = ""
    country: str = ""  # of phones without a prefix
    kinds: dict[str, str] = field(default_factory=dict)  # number → the document's kind

    @classmethod
    def of(cls, client, phones=None, documents=None):
        """A client as she is registered; phones and documents are fetched with their keys."""
        phones = client.phones.all() if phones is None else phones
        documents = client.documents.all() if documents is None else documents
        texts = [getattr(client, name, None) for name in ("local_name", "latin_name")]
        texts += _several(getattr(client, "other_names", None))
        return cls(
            names=[text for text in map(_text, [client.name, *texts]) if text],
            birth=client.birth,
            sex=client.sex,
            phones=[phone.number for phone in phones if phone.number],
            documents=[document.number for document in documents if document.number],
            address=client.address or "",
            area_id=client.area_id,
            file_number=getattr(client, "file_number", None) or "",
            kinds={document.number: document.kind for document in documents if document.number},
        )

    @property
    def says_something(self) -> bool:
        """Is there anything by which to look for someone?"""
        return bool(self.forms or self.numbers or self.papers or self.file)

    @property
    def tells_apart(self) -> bool:
        """Is there a fact besides the name, without which nobody is very likely the same?"""
        facts = self.numbers or self.papers or self.file or self.place
        return bool(facts or len(self.day) == 10)

    @cached_property
    def forms(self) -> list[tuple[Token, ...]]:
        """Each name in parts, the same one once."""
        return list(dict.fromkeys(filter(None, map(tokens, self.names))))

    @cached_property
    def numbers(self) -> set[str]:
        return {number for number in map(digits, self.phones) if len(number) >= 5}

    @cached_property
    def papers(self) -> dict[str, str]:
        """Document number → what kind of document it is on, if known; "none" and "n/a" are none."""
        found = {plain_number(number): self.kinds.get(number, "") for number in self.documents}
        return {n: kind for n, kind in found.items() if len(n) > 2 and digits(n)}

    @cached_property
    def file(self) -> str:
        """The number of her paper file as it is compared; "-" and "n/a" are none."""
        return plain_number(self.file_number) if digits(self.file_number) else ""

    @cached_property
    def place(self) -> str:
        return " ".join(sorted(fold(self.address)))

    @cached_property
    def day(self) -> str:
        """The birth as far as it tells people apart: 1 January mostly means "some day"."""
        said = (self.birth or {}).get("date") or ""
        return said[:4] if said[4:] in ("-01-01", "-01") else said

    @property
    def year(self) -> int | None:
        return (self.birth or {}).get("year")


def _text(value):
    return (value.get("text") if isinstance(value, dict) else value) or ""


def _several(value):
    if isinstance(value, str):
        return re.split(r"[,;\n]", value)
    return list(value or [])
