"""What an indicator is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .rows import UNITS

GROUPS = {
    "people": _("People"),
    "contacts": _("Contacts and help"),
    "meetings": _("Sessions and appointments"),
    "cases": _("Cases"),
    "referrals": _("Referrals"),
    "money": _("Money"),
}


def of_real_cases(words):
    """A definition, and that it leaves out what was entered in error."""
    return format_lazy("{} {}", words, _("Cases that were entered in error do not count."))


@dataclass(frozen=True)
class Indicator:
    """`counts(asked)` says which rows of its unit count in the period; each counts once.

    `of` is the indicator that it is a share of; `part_of` one that it is added up to with others.
    `sums` adds up a field in place of counting rows; `money` does so per currency; `days` are two
    moments, between which days pass: their median and 90th percentile.
    """

    code: str
    group: str
    unit: str
    name: Any
    definition: Any
    counts: Callable[..., Q]
    of: str = ""
    part_of: str = ""
    sums: str = ""
    money: str = ""
    days: tuple[str, str] | None = None

    @property
    def unit_words(self):
        return UNITS[self.unit][1]

    @property
    def shape(self) -> str:
        """How it is counted: as number, money or days."""
        return "money" if self.money else "days" if self.days else "number"
