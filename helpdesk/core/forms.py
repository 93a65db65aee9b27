"""What every form of the desk does: act once, keep what was typed, show a refusal in its place."""

import uuid
from typing import Any

from django import forms

from .refusal import Refused, Stale


class ActionForm(forms.Form):
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

    submission_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class ChangingForm(ActionForm):
    """Changes a row that others may change too: it remembers the version that was read."""

    data: dict[str, Any]  # a QueryDict is one too
    version = forms.IntegerField(widget=forms.HiddenInput)

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
