"""The name of a place without case, accents and script, by which it is found."""

import re
import unicodedata

from anyascii import anyascii
from django.db import models


def fold(text: str) -> str:
    """Plain lower-case Latin words: Cañar, CANAR and "भोजपुर" as one types them without marks."""
    latin = anyascii(unicodedata.normalize("NFKD", text)).lower()
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", latin)))


class FoldedNames(models.CharField):
    """Both names of an area, folded, as `|name|local name|`: made anew whenever the row is saved.

    `contains "|dakar|"` is a whole name, `"|dak"` the beginning of one, `" sud"` of a later word.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 520, "default": "", "editable": False, **kwargs})

    def pre_save(self, row, add):
        setattr(row, self.attname, folded(row.name, row.local_name))
        return getattr(row, self.attname)


def folded(*names: str) -> str:
    """The stored form of these names."""
    return f"|{'|'.join(dict.fromkeys(filter(None, map(fold, names))))}|"
