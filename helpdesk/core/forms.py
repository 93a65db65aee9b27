"""What every form of the desk does: act once, keep what was typed, show a refusal in its place."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from .refusal import Refused, Stale
from .texts import readable, what_is_wrong

YEARS = range(1900, 2200)  # days beyond are slips of the finger


class AsTyped(forms.BoundField):
    """A field's data as it can be kept and shown: see `texts`. A password stays as it is."""

    @property
    def data(self):
        typed, widget = super().data, self.field.widget
        if isinstance(widget, forms.PasswordInput):
            return typed
        return readable(typed, lines=isinstance(widget, forms.Textarea))


class AtOnce(ModelChoiceIterator):
    """The rows to choose from, fetched in one go: a cursor would go to the database three times."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        yield from map(self.choice, self.queryset.all())


class ReadableForm(forms.Form):
    """What is typed here can be read by whoever opens it, and a day is one of our times."""

    bound_field_class = AsTyped

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.iterator = AtOnce
                field.widget.choices = field.choices

    def full_clean(self):
        super().full_clean()
        if not self.is_bound:
            return
        for name, field in self.fields.items():
            if wrong := self._wrong_text(name, field) or self._wrong_day(name):
                self.errors.pop(name, None)  # it says best what the others stumbled over
                self.add_error(name, wrong)

    def _wrong_text(self, name, field):
        typed = self[name].data
        if not isinstance(typed, str) or isinstance(field.widget, forms.PasswordInput):
            return None
        return what_is_wrong(typed.strip(), getattr(field, "max_length", None))

    def _wrong_day(self, name):
        day = self.cleaned_data.get(name)
        if isinstance(day, date) and day.year not in YEARS:
            return _("Check the year: it is before %(first)s or after %(last)s.") % {
                "first": YEARS[0],
                "last": YEARS[-1],
            }
        return None


class ActionForm(ReadableForm):
    """A form in front of one action. Subclasses write `perform(by)`, which calls it.

    `act(by=…)` returns what the action returned, or None with the refusal among the errors.
    """

    refused = False
    stale = None

    def act(self, *, by):
        try:
            return self.perform(by)
        except Stale as error:
            self.refused, self.stale = True, error.current
            self.add_error(None, error.message)
        except Refused as error:
            self.refused = True
            self.add_error(error.field if error.field in self.fields else None, error.message)
        return None

    def perform(self, by):
        raise TypeError(f"{type(self).__name__} has no action")


class CreatingForm(ActionForm):
    """Creates one record however often it is sent."""

    OUT_OF_STEP = _("This page was out of step with the desk. Check it and send it once more.")

    data: dict[str, Any]  # a QueryDict is one too
    submission_id = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid.uuid4,
        error_messages={"required": OUT_OF_STEP, "invalid": OUT_OF_STEP},
    )

    def full_clean(self):
        super().full_clean()
        if self.is_bound and "submission_id" in self.errors:  # the next time it is a good one
            self.data = self.data.copy()
            self.data[self.add_prefix("submission_id")] = str(uuid.uuid4())


class Version(forms.IntegerField):
    """The version that was read. One that cannot be is none: both versions are then shown."""

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError:
            return 0


class ChangingForm(ActionForm):
    """Changes a row that others may change too: it remembers the version that was read."""

    data: dict[str, Any]  # a QueryDict is one too
    version = Version(widget=forms.HiddenInput)

    def __init__(self, data=None, files=None, *, row, initial=None, **kwargs):
        self.row = row
        super().__init__(
            data,
            files,
            initial={**self.values_of(row), **(initial or {}), "version": row.version},
            **kwargs,
        )

    def values_of(self, row) -> dict:
        """The fields' values on a row."""
        return {name: getattr(row, name) for name in self.base_fields if name != "version"}

    def conflicts(self):
        """After a stale save: (label, what was typed, what stands now) for each field that differs.

        The next save then goes over the newer version, knowingly.
        """
        if self.stale is None:
            return []
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = self.stale.version
        theirs = self.values_of(self.stale)
        return [
            (
                field.label,
                self.shown(name, self.cleaned_data.get(name)),
                self.shown(name, theirs.get(name)),
            )
            for name, field in self.fields.items()
            if name != "version"
            and self.shown(name, self.cleaned_data.get(name)) != self.shown(name, theirs.get(name))
        ]

    def shown(self, name, value) -> str:
        """A value as the page shows it: choices by their labels."""
        choices = {str(key): str(label) for key, label in getattr(self.fields[name], "choices", ())}
        values = value if isinstance(value, list | tuple) else [value]
        return ", ".join(choices.get(str(v), str(v)) for v in values if v not in (None, ""))
