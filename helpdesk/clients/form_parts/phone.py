import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Phone
from .fields import PLAIN, radios

FEWEST_DIGITS = 5
MOST_DIGITS = 17  # of any number in the world, with the 00 before its country


def a_phone(text):
    """One number, however it is spaced. Words would be read as digits, two numbers as one."""
    if _digits(text) < FEWEST_DIGITS:
        raise ValidationError(_("A phone number has at least five digits."))
    numbers = [part for part in re.split("[,;/،]", text) if _digits(part) >= FEWEST_DIGITS]
    if len(numbers) > 1 or _digits(text) > MOST_DIGITS or any(map(str.isalpha, text)):
        raise ValidationError(
            _("Write one number here, without words: who answers and when has a box of its own.")
        )


def _digits(text):
    return sum(map(str.isdecimal, text))


class PhoneFields(forms.Form):
    """How to reach the person without doing harm."""

    phone_number = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        validators=[a_phone],
        widget=forms.TextInput(attrs={**PLAIN, "type": "tel", "class": "ltr"}),
    )
    phone_answered_by = forms.CharField(label=_("Who answers?"), max_length=200, required=False)
    phone_safe = radios(
        Phone.Safe.choices, label=_("Safe to call?"), required=False, initial=Phone.Safe.UNKNOWN
    )
    phone_safe_note = forms.CharField(
        label=_("Safe times, and what to say"), max_length=300, required=False
    )
    phone_messenger = forms.CharField(label=_("Messenger"), max_length=30, required=False)

    def phone(self) -> dict | None:
        said = self.cleaned_data
        if not said["phone_number"]:
            return None
        return {
            "number": said["phone_number"],
            "safe": said["phone_safe"] or Phone.Safe.UNKNOWN,
            "safe_note": said["phone_safe_note"] or None,
            "answered_by": said["phone_answered_by"] or None,
            "messenger": said["phone_messenger"],
        }
