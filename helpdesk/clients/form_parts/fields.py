"""Kinds of answers: a day, a country, a birth, choices side by side."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from helpdesk.core.clock import today

from ..bikram_sambat import read_day
from ..birth import parse_birth
from ..part_days import PartDay, read

PLAIN = {"autocomplete": "off"}
FAR_AHEAD = 25  # years: no permit or passport runs so long, so a later year is a Nepali one


class DayField(forms.DateField):
    """A day, typed or picked; where the Nepali calendar is at home, typed in either.

    A Nepali day says so ("2080-05-01 BS") or lies so far ahead that it cannot be another.
    """

    def __init__(self, **options):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"required": False, "widget": widget, **options})

    def to_python(self, value):
        if isinstance(value, str) and (day := read_day(value, today().year + FAR_AHEAD)):
            return day
        return super().to_python(" ".join(value.split()) if isinstance(value, str) else value)

    def in_both_calendars(self):
        """A field to type in: a browser's own picker knows one calendar only."""
        self.widget.input_type = "text"
        self.widget.attrs = {**PLAIN, "placeholder": _("2026-05-12 or 2083-01-29 BS")}
        self.error_messages["invalid"] = _("Write the day as 2026-05-12, or 2083-01-29 BS.")


class PartDayField(forms.CharField):
    """A day, or only the month or the year, as it is remembered; the value is a PartDay or None."""

    def __init__(self, **options):
        plain = {**PLAIN, "placeholder": _("2026-05-12, 2026-05 or 2026")}
        options = {"required": False, "max_length": 40, **options}
        super().__init__(widget=forms.TextInput(attrs=plain), **options)

    def prepare_value(self, value):
        return str(value) if isinstance(value, PartDay) else value

    def to_python(self, value):
        text = " ".join((super().to_python(value) or "").split())
        if not text or (day := read(text)):
            return day if text else None
        try:
            return PartDay(forms.DateField().to_python(text))
        except ValidationError:
            raise ValidationError(
                _("Write the day as 2026-05-12, the month as 2026-05 or the year as 2026."),
                code="invalid",
            ) from None

    def validate(self, value):
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value):
        pass

    def has_changed(self, initial, data):
        return (self.prepare_value(initial) or "") != (data or "")


def in_both_calendars(form, country):
    """Lets a form's days be typed in the Nepali calendar where the centre is in Nepal."""
    for field in form.fields.values():
        if isinstance(field, DayField) and str(country) == "NP":
            field.in_both_calendars()


def text_field(label, most, **options):
    return forms.CharField(
        **{
            "label": label,
            "max_length": most,
            "required": False,
            "widget": forms.TextInput(attrs=PLAIN),
            **options,
        }
    )


def country_field(**options):
    return forms.ChoiceField(
        choices=lambda: [("", _("Not said")), *countries], required=False, **options
    )


def choice_field(label, choices, **options):
    return forms.ChoiceField(
        label=label, choices=[("", _("Not said")), *choices], required=False, **options
    )


def radios(choices, **options):
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **options)


class BirthField(forms.CharField):
    """A date of birth as it is said; the value is parse_birth's."""

    def prepare_value(self, value):
        return value["text"] if isinstance(value, dict) else value

    def to_python(self, value):
        return parse_birth(super().to_python(value))

    def validate(self, value):
        pass


class ListField(forms.CharField):
    """Several answers in one line, with commas between them; the value is a list."""

    def __init__(self, *, one=str.strip, written=str, **options):
        self.one, self.written = one, written
        super().__init__(**options)

    def widget_attrs(self, widget):
        return {}  # the length is of each, not of all

    def prepare_value(self, value):
        return ", ".join(map(self.written, value)) if isinstance(value, list) else value

    def to_python(self, value):
        text = super().to_python(value)
        for comma in "،;\n":
            text = text.replace(comma, ",")
        return [self.one(part.strip()) for part in text.split(",") if part.strip()]

    def validate(self, value):
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value):
        for one in value:
            super().run_validators(one)
