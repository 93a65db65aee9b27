"""Changing what a partner was sent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.core.forms import ChangingForm

from .. import actions
from ..categories import Category


class AmendForm(ChangingForm):
    """The packet anew, within the consent. `do=look` shows it without sending."""

    asks_for = forms.CharField(
        label=_("Why, and what was already done"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=8000,
    )
    categories = forms.MultipleChoiceField(
        label=_("What is sent"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what the client agreed to. For more, ask the client for a new consent."),
    )
    coded_only = forms.BooleanField(
        label=_("Send a code instead of the name"),
        required=False,
        help_text=_("Phones, address and documents are then left out too: they would tell."),
    )
    reason = forms.CharField(
        label=_("Why does it change?"),
        help_text=_("The partner reads this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    plain_labels = True

    def __init__(self, data=None, *, row):
        self.does = (data or {}).get("do", "")
        super().__init__(data, row=row)
        self.fields["reason"].required = self.does != "look"
        agreed = row.consent.categories
        self.fields["categories"].choices = [c for c in Category.choices if c[0] in agreed]

    def values_of(self, row):
        """The referral's own values; the reason is new each time."""
        return {name: getattr(row, name, "") for name in self.base_fields if name != "version"} | {
            "reason": ""
        }

    def perform(self, by):
        return actions.amend(self.row, by=by, **self.cleaned_data)

    def previewed(self):
        """The referral with what is typed, unsaved."""
        self.errors  # noqa: B018  cleans
        values = getattr(self, "cleaned_data", {})
        for name in ("asks_for", "categories", "coded_only"):
            setattr(self.row, name, values.get(name, getattr(self.row, name)))
        return self.row
