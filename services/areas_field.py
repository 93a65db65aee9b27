"""Several areas, typed one below the other."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from helpdesk.access.areas.finding import resolve, with_labels
from helpdesk.core.refusal import Refused

MOST = 40


class AreasField(forms.CharField):
    """A line for each area, by its name in any script; gives the areas, each once."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **options):
        options.setdefault(
            "help_text", _("One area on each line: “Bhojpur, Koshi”. Nothing: from everywhere.")
        )
        super().__init__(required=False, max_length=4000, **options)

    def prepare_value(self, value):
        if isinstance(value, list):
            return "\n".join(area.label for area in with_labels(value))
        return value

    def clean(self, value):
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST:
            raise ValidationError(
                _("Name at most %(n)d areas, or a wider one."), params={"n": MOST}
            )
        try:
            found = [resolve(line) for line in lines]
        except Refused as refused:
            raise ValidationError(refused.message, code="place") from refused
        return list(dict.fromkeys(filter(None, found)))

    def has_changed(self, initial, data):
        return (self.prepare_value(initial) or "") != (data or "")
