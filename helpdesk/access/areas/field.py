"""Typing an area: suggestions as one types, and the same words understood without JavaScript."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from helpdesk.core.refusal import Refused
from helpdesk.core.suggesting import SuggestedInput

from ..models import Area
from .finding import label_of, resolve


class AreaInput(SuggestedInput):
    """A text with a list of suggestions that the server fills."""

    template_name = "components/area_input.html"
    address, ending = "areas", "places"


class AreaField(forms.CharField):
    """An area by its name in any script, with those above it after a comma where it is needed."""

    widget = AreaInput

    def __init__(self, **options):
        options.setdefault("help_text", _("Type a name, and where it is: “Bhojpur, Koshi”."))
        super().__init__(required=False, max_length=300, **options)

    def prepare_value(self, value):
        return label_of(value) if isinstance(value, Area) else value

    def to_python(self, value):
        try:
            return resolve(super().to_python(value) or "")
        except Refused as refused:
            raise ValidationError(refused.message, code="place") from refused

    def validate(self, value):
        pass

    def run_validators(self, value):
        pass

    def has_changed(self, initial, data):
        return (self.prepare_value(initial) or "") != (data or "")
