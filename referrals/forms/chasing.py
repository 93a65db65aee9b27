"""Logging that the desk ran after a partner."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.core.forms import CreatingForm

from .. import actions
from ..models import Step

HOW = [(kind.value, kind.label) for kind in (Step.Kind.CALLED, Step.Kind.WROTE, Step.Kind.VISITED)]


class ChaseForm(CreatingForm):
    """How, and what the partner said; the partner does not read it."""

    how = forms.ChoiceField(label=_("How?"), choices=HOW)
    text = forms.CharField(
        label=_("What did it say?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only the desk reads this."),
    )

    def __init__(self, *args, referral, **kwargs):
        self.referral = referral
        super().__init__(*args, **kwargs)

    def perform(self, by):
        return actions.chase(self.referral, by=by, **self.cleaned_data)
