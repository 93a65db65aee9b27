"""Typing an occupation: suggestions as one types, and the same words without JavaScript."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from helpdesk.core.refusal import Refused
from helpdesk.core.suggesting import SuggestedInput

from ..occupations import resolve, written


class OccupationInput(SuggestedInput):
    """A text with a list of suggestions that the server fills, and the way to the whole list."""

    template_name = "components/occupation_input.html"
    address, ending = "occupations", "names"


class OccupationField(forms.CharField):
    """An occupation by its name in English, French or Spanish, or its code; the value is the code.

    Words that already stand there and are no occupation of the list may stay.
    """

    widget = OccupationInput
    kept = ""  # what stood there before

    def __init__(self, **options):
        options.setdefault("help_text", _("Type a word: “cook”, “maçon”, “limpieza”."))
        super().__init__(required=False, max_length=200, **options)

    def prepare_value(self, value):
        return written(value) if isinstance(value, str) else value

    def to_python(self, value):
        words = super().to_python(value) or ""
        try:
            return self.kept if words == written(self.kept) else resolve(words)
        except Refused as refused:
            raise ValidationError(refused.message, code="occupation") from refused

    def has_changed(self, initial, data):
        return written(initial or "") != (data or "")
