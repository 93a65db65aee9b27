"""Sums as people type them, exact; each in one currency."""

import re
import unicodedata
from decimal import Decimal

from babel.numbers import get_currency_precision
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# ISO 4217, those that migrants of our centres are paid in or pay in; the gulf's first.
CURRENCIES = [
    "QAR",
    "SAR",
    "AED",
    "KWD",
    "OMR",
    "BHD",
    "JOD",
    "LBP",
    "ILS",
    "MYR",
    "KRW",
    "JPY",
    "SGD",
    "HKD",
    "TWD",
    "THB",
    "MVR",
    "NPR",
    "INR",
    "BDT",
    "LKR",
    "PKR",
    "PHP",
    "IDR",
    "VND",
    "XOF",
    "GMD",
    "MAD",
    "TND",
    "DZD",
    "EGP",
    "USD",
    "EUR",
    "GBP",
    "CHF",
    "CAD",
    "AUD",
    "MXN",
    "COP",
    "PEN",
    "BRL",
    "CLP",
    "TRY",
    "RUB",
    "ZAR",
    "KES",
    "UGX",
    "ETB",
]
MOST = Decimal("999999999999")


def shown(amount, currency="") -> str:
    """12,500.50 QAR, to the last coin; without the fraction where there is none."""
    amount = Decimal(amount)
    coins = max(get_currency_precision(currency), -amount.normalize().as_tuple().exponent)
    places = 0 if amount == amount.to_integral_value() else coins
    return f"{amount:,.{places}f} {currency}".strip()


def read(text, currency="") -> Decimal:
    """The sum that was typed, in any digits, "12,500.50"; ValidationError says what is wrong.

    A currency may stand beside it, if it is the one that is meant.
    """
    plain = "".join(_plain(sign) for sign in unicodedata.normalize("NFKC", text)).strip()
    named = re.findall(r"[A-Za-z]{3}", plain)
    if strange := [code.upper() for code in named if currency and code.upper() != currency]:
        raise ValidationError(
            _(
                "This is in %(other)s and the claim is in %(currency)s. Money in another"
                " currency is a claim of its own: save this one, then add a second claim."
            )
            % {"other": ", ".join(strange), "currency": currency},
            code="currency",
        )
    number = re.sub(r"[A-Za-z]{3}", "", plain).strip()
    if not re.fullmatch(r"\d{1,12}(\.\d{1,3})?|\d{1,3}([, ]\d{2,3})*[, ]\d{3}(\.\d{1,3})?", number):
        raise ValidationError(_("Write the sum as 12500 or 12,500.50."), code="invalid")
    amount = Decimal(re.sub(r"[, ]", "", number))
    if amount > MOST:
        raise ValidationError(_("This sum is too large to be one."), code="invalid")
    _refuse_too_fine(amount, currency)
    return amount


def _refuse_too_fine(amount, currency):
    places = get_currency_precision(currency) if currency else 3
    if amount != amount.quantize(Decimal(1).scaleb(-places)):
        raise ValidationError(
            _("%(currency)s has %(places)s places after the point.")
            % {"currency": currency, "places": places},
            code="invalid",
        )


def _plain(sign):
    """A digit of any script as ours, and the Arabic signs of thousands and fractions."""
    digit = unicodedata.digit(sign, None)
    return str(digit) if digit is not None else {"٬": ",", "٫": "."}.get(sign, sign)


class MoneyField(forms.CharField):
    """A sum as text; `in_currency` reads it once the currency is known."""

    default_error_messages = {"required": gettext_lazy("Write the sum.")}

    def __init__(self, **options):
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**{"max_length": 30, "widget": widget, **options})

    def prepare_value(self, value):
        return shown(value) if isinstance(value, Decimal) else value


def in_currency(form, currency, *names):
    """Read these fields of a form; what is wrong with each stands beside it."""
    for name in names:
        if text := form.cleaned_data.get(name):
            try:
                form.cleaned_data[name] = read(text, currency)
            except ValidationError as wrong:
                form.add_error(name, wrong)
        elif name in form.cleaned_data:
            form.cleaned_data[name] = None
