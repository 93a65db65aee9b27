from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Phone
from .fields import PLAIN, radios


class PhoneFields(forms.Form):
    """How to reach the person without doing harm."""

    phone_number = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
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

    def clean_phone_number(self):
        number = self.cleaned_data["phone_number"]
        if number and sum(letter.isdecimal() for letter in number) < 5:
            raise ValidationError(_("A phone number has at least five digits."))
        return number

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
