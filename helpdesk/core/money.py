"""Sums in a currency: typed in one field, kept as two columns, never added across currencies."""

import re
import unicodedata
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from babel.numbers import get_currency_precision, list_currencies
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PLACES = 3  # as many as any currency has: fils and dirhams
DIGITS = 14
SUM = re.compile(r"^(?:([A-Za-z]{3})\s*)?([\d][\d.,'’\s]*?)(?:\s*([A-Za-z]{3}))?$")


class Money(NamedTuple):
    """A sum and its currency (ISO 4217)."""

    amount: Decimal
    currency: str

    def __str__(self):
        return in_words(self.amount, self.currency)


@cache
def currencies() -> frozenset[str]:
    """Codes of ISO 4217, former ones too: debts are older than some currencies."""
    return frozenset(list_currencies("en"))


def in_words(amount, currency: str) -> str:
    """QAR 1,800; with the smaller coins only where there are any. Nothing for no sum."""
    if amount is None:
        return ""
    amount = Decimal(amount)
    most = max(get_currency_precision(currency), -amount.normalize().as_tuple().exponent)
    text = f"{amount:,.{most}f}" if amount % 1 else f"{amount:,.0f}"
    return f"{currency} {text}"


def read(text: str) -> Money:
    """What was typed: "1800 QAR", "NPR 1,80,000", "85.250 KWD", in the digits of any script.

    ValidationError, in words, for what is no sum, has no currency, or one that does not exist.
    """
    found = SUM.match(_plain(text))
    if not found:
        raise ValidationError(_("Write the sum with its currency: 1800 QAR."), code="sum")
    code = (found[1] or found[3] or "").upper()
    if not code or (found[1] and found[3]):
        raise ValidationError(_("Say in which currency: 1800 QAR."), code="currency")
    if code not in currencies():
        raise ValidationError(
            _("We know no currency “%(code)s”. Write its three letters, such as NPR."),
            code="currency",
            params={"code": code},
        )
    return Money(_amount(found[2], code), code)


def _plain(text):
    text = unicodedata.normalize("NFKC", text).replace("٬", ",").replace("٫", ".")
    digits = (str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in text)
    return "".join(digits).strip()


def _amount(text, code):
    """The last sign parts the smaller coins, if as many figures follow as the currency may have."""
    whole, mark, rest = text, "", ""
    if found := re.match(r"^(.*)([.,])(\d+)$", text):
        few = len(found[3]) <= 2
        fils = found[2] == "." and len(found[3]) == get_currency_precision(code) == PLACES
        if (few or fils) and found[2] not in found[1]:
            whole, mark, rest = found[1], ".", found[3]
    figures = re.sub(r"\D", "", whole)
    if len(figures) > DIGITS - PLACES:
        raise ValidationError(_("That is more money than we can write down."), code="sum")
    return Decimal(f"{figures}{mark}{rest}")


class MoneyField(forms.CharField):
    """A sum with its currency, in one line; the value is Money or None."""

    def __init__(self, **options):
        plain = {"autocomplete": "off", "placeholder": "1800 QAR", "class": "ltr"}
        options = {"required": False, "max_length": 40, **options}
        super().__init__(widget=forms.TextInput(attrs=plain), **options)

    def prepare_value(self, value):
        return str(value) if isinstance(value, Money) else value

    def to_python(self, value):
        text = super().to_python(value)
        return read(text) if text else None

    def validate(self, value):
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value):
        pass

    def has_changed(self, initial, data):
        return (self.prepare_value(initial) or "") != (data or "")
