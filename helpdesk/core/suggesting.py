"""A text field with suggestions as one types; it works without them too."""

from django import forms
from django.urls import reverse


class SuggestedInput(forms.TextInput):
    """Subclasses name the address that answers with options, and the ending of their list's id."""

    address: str
    ending: str

    def get_context(self, name, value, attrs):
        options = f"{(attrs or {}).get('id', name)}_{self.ending}"
        helped = {
            "autocomplete": "off",
            "list": options,
            "hx-get": reverse(self.address),
            "hx-trigger": "input changed delay:300ms",
            "hx-target": f"#{options}",
            "hx-swap": "innerHTML",
        }
        context = super().get_context(name, value, {**(attrs or {}), **helped})
        return {**context, "options": options}
