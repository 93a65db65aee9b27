"""Forms for what is said of a service or a place beside its own facts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.core.forms import ActionForm, ChangingForm, CreatingForm

from . import actions
from .forms import day, facts_of, lines
from .models import Accessibility, Cost, TaxonomyTerm
from .models.details import CURRENCY

CostFacts = facts_of(
    Cost,
    *("option", "amount", "currency", "details", "valid_from", "valid_to"),
    valid_from=day(),
    valid_to=day(),
)
AccessibilityFacts = facts_of(Accessibility, "description", "details", "url", details=lines(3))


class SomeCost(CostFacts):
    """A cost says at least one thing."""

    def clean_currency(self):
        currency = self.cleaned_data["currency"].upper()
        if currency:
            CURRENCY(currency)
        return currency

    def clean(self):
        cleaned = super().clean()
        said = any(cleaned.get(name) not in (None, "") for name in ("option", "amount", "details"))
        if not self.errors and not said:
            self.add_error("option", _("Say what it costs, or for whom."))
        return cleaned


class OfOwnerForm(CreatingForm):
    """Something new of one service or place."""

    def __init__(self, *args, owner, **kwargs):
        self.owner = owner
        super().__init__(*args, **kwargs)


class MakeCostForm(OfOwnerForm, SomeCost):
    """One more thing that a service costs."""

    def perform(self, by):
        return actions.make_cost(self.owner, by=by, **self.cleaned_data)


class ChangeCostForm(ChangingForm, SomeCost):
    """Correct a cost."""

    def perform(self, by):
        return actions.change_cost(self.row, by=by, **self.cleaned_data)


class MakeAccessibilityForm(OfOwnerForm, AccessibilityFacts):
    """One more thing that helps people with a disability at a place."""

    def perform(self, by):
        return actions.make_accessibility(self.owner, by=by, **self.cleaned_data)


class ChangeAccessibilityForm(ChangingForm, AccessibilityFacts):
    """Correct what is said of a place's accessibility."""

    def perform(self, by):
        return actions.change_accessibility(self.row, by=by, **self.cleaned_data)


class TermField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, term):
        return f"{term.taxonomy.name}: {term.name}"


class ClassifyForm(ActionForm):
    """Tick the terms that fit; the last word counts."""

    terms = TermField(
        TaxonomyTerm.objects.none(),
        label=_("Terms"),
        required=False,
        help_text=_("From the lists that came with directories. Nothing chosen: none."),
        widget=forms.SelectMultiple(attrs={"size": 12}),
    )

    def __init__(self, *args, service, **kwargs):
        self.service = service
        super().__init__(*args, **kwargs)
        self.fields["terms"].queryset = TaxonomyTerm.objects.for_listing()
        self.initial["terms"] = [tie.term_id for tie in service.terms.all()]

    def perform(self, by):
        return actions.classify(self.service, self.cleaned_data["terms"], by=by)
