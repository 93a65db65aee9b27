"""What the desk asks about deadlines, and administrators about their rules."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from helpdesk.clients.form_parts.fields import DayField
from helpdesk.clients.models import Client
from helpdesk.core.forms import ChangingForm, CreatingForm
from helpdesk.core.keyset import number_in

from . import actions
from .forms import CHOOSE, OfCase, PersonChoice
from .models import DeadlineRule


class AddDeadline(OfCase, CreatingForm):
    """A last day: counted by a rule, or set freely."""

    rule = forms.ModelChoiceField(
        DeadlineRule.objects.none(),
        label=_("By which rule?"),
        required=False,
        empty_label=_("None: I set the day myself"),
    )
    from_on = DayField(
        label=_("The rule counts from"),
        help_text=_("The day of the incident, the end of the contract or the return."),
    )
    due_on = DayField(
        label=_("Last day"), help_text=_("Empty: the rule says it. It may be set earlier.")
    )
    client = PersonChoice(
        Client.objects.none(), label=_("For whom?"), required=False, empty_label=_("The whole case")
    )
    text = forms.CharField(
        label=_("What must be done?"),
        max_length=200,
        required=False,
        help_text=_("Empty: what the rule is about."),
    )

    def __init__(self, *args, case, asked, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        people = Client.objects.filter(case_roles__case=case).for_listing()
        self.fields["client"].queryset = people.order_by("case_roles__id")
        self.fields["rule"].queryset = DeadlineRule.objects.in_force()
        self.initial |= {name: number_in(asked.get(name)) for name in ("rule", "client")}
        self.initial["from_on"] = asked.get("from_on", "")[:10] or None

    def clean(self):
        said = super().clean()
        if not said.get("text"):
            if not said.get("rule"):
                self.add_error("text", gettext("Say what must be done by this day."))
            else:
                said["text"] = said["rule"].get_kind_display()
        return said

    def perform(self, by):
        return actions.add_deadline(self.case, by=by, **self.cleaned_data)


class RuleFields(forms.Form):
    plain_labels = True
    country = forms.ChoiceField(
        label=_("Country"),
        choices=lambda: [*CHOOSE, *countries],
        error_messages={"required": _("Choose the country.")},
    )
    kind = forms.ChoiceField(label=_("What is claimed"), choices=DeadlineRule.Kind.choices)
    counts_from = forms.ChoiceField(label=_("Counts from"), choices=DeadlineRule.From.choices)
    length = forms.IntegerField(label=_("How long"), required=False, min_value=1, max_value=3650)
    unit = forms.ChoiceField(
        label=_("Unit"), choices=DeadlineRule.Unit.choices, initial=DeadlineRule.Unit.YEARS
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("The law or the office that says so, and when you looked it up."),
        error_messages={"required": _("Say where the rule comes from.")},
    )
    active = forms.BooleanField(label=_("In force"), required=False, initial=True)


class AddRule(RuleFields, CreatingForm):
    """A country's rule."""

    def perform(self, by):
        return actions.add_rule(by=by, **self.cleaned_data)


class ChangeRule(RuleFields, ChangingForm):
    """The same, when the law changes. Deadlines that were taken on stay as they are."""

    def perform(self, by):
        return actions.change_rule(self.row, by=by, **self.cleaned_data)
