"""Forms in front of the actions on a client's journeys."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.core.forms import ActionForm, ChangingForm, CreatingForm
from helpdesk.core.money import Money, MoneyField

from . import actions
from .form_parts import (
    Folded,
    JourneyDetailsFields,
    JourneyFields,
    in_both_calendars,
    sections,
)
from .form_parts.fields import DayField, PartDayField, choice_field, text_field
from .models import Fee, Journey


class AddJourney(Folded, JourneyFields, JourneyDetailsFields, CreatingForm):
    """One more migration: the stage is all that must be said."""

    plain_labels = True
    SECTIONS = [sections.JOURNEY, sections.WORK, sections.CONTRACT]

    def __init__(self, *args, client, **kwargs):
        self.client = client
        super().__init__(*args, **kwargs)
        in_both_calendars(self, client.centre.country)

    def perform(self, by):
        return actions.add_journey(
            self.client,
            by=by,
            submission_id=self.cleaned_data["submission_id"],
            **self.journey(),
            **self.details(),
        )


class ShownAsTyped:
    """Values that a field writes in a way of its own are compared as it writes them."""

    def shown(self, name, value):
        return super().shown(name, self.fields[name].prepare_value(value))


class CorrectJourney(ShownAsTyped, JourneyFields, ChangingForm):
    """What was entered was wrong: the reason is asked for and kept."""

    plain_labels = True
    reason = forms.CharField(
        label=_("Why is this corrected?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        error_messages={"required": _("Say why this is corrected: it stays with the journey.")},
    )

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        in_both_calendars(self, row.client.centre.country)

    def values_of(self, journey):
        return {**self.journey_values(journey), "reason": journey.correction or ""}

    def perform(self, by):
        said = self.cleaned_data
        return actions.correct(
            self.row, by=by, reason=said["reason"], version=said["version"], **self.journey()
        )


class ChangeJourney(ShownAsTyped, Folded, JourneyDetailsFields, ChangingForm):
    """More is known of the work abroad. The way itself is moved on or corrected."""

    plain_labels = True
    SECTIONS = [sections.WORK, sections.CONTRACT]

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        in_both_calendars(self, row.client.centre.country)
        self.fields["occupation"].kept = row.occupation

    def values_of(self, journey):
        return self.details_values(journey)

    def sections(self):
        """All open: whoever comes here comes to write."""
        return [{**part, "open": True} for part in super().sections()]

    def perform(self, by):
        return actions.change_journey(
            self.row, by=by, version=self.cleaned_data["version"], **self.details()
        )


class MoveOn(ActionForm):
    """The next stage, and the day on which it began; for a return also why."""

    on = PartDayField(label=_("Since"), required=True)
    return_reason = choice_field(_("Why did they come back?"), Journey.ReturnReason.choices)
    stage = forms.ChoiceField(choices=Journey.Stage.choices, widget=forms.HiddenInput)

    def __init__(self, *args, journey, **kwargs):
        self.row = journey
        super().__init__(*args, **kwargs)
        following = list(Journey.NEXT[journey.stage])
        self.initial["stage"] = following[0] if following else ""
        if Journey.Stage.RETURN not in following:
            del self.fields["return_reason"]

    def add_error(self, field, error):
        super().add_error("on" if field is None else field, error)

    def perform(self, by):
        said = self.cleaned_data
        return actions.move_on(
            self.row,
            by=by,
            stage=said["stage"],
            on=said["on"].first,
            exact=said["on"].exact,
            return_reason=said.get("return_reason", ""),
        )


class FeeFields(forms.Form):
    """A payment: for what, how much in which currency, and whether there is a receipt."""

    kind = forms.ChoiceField(
        label=_("Paid for"),
        choices=[("", _("Choose")), *Fee.Kind.choices],
        error_messages={"required": _("Choose what it was paid for.")},
    )
    money = MoneyField(
        label=_("How much"),
        required=True,
        error_messages={"required": _("Write the sum with its currency: 1800 QAR.")},
    )
    receipt = choice_field(_("Receipt"), Fee.Receipt.choices)
    paid_on = DayField(label=_("Paid on"))
    paid_to = text_field(_("Paid to"), 120)

    def fee(self) -> dict:
        said = self.cleaned_data
        amount, currency = said["money"]
        return {
            **{name: said[name] for name in ("kind", "receipt", "paid_on")},
            "paid_to": said["paid_to"] or None,
            "amount": amount,
            "currency": currency,
        }


class AddFee(FeeFields, CreatingForm):
    plain_labels = True

    def __init__(self, *args, journey, **kwargs):
        self.journey = journey
        super().__init__(*args, **kwargs)
        in_both_calendars(self, journey.client.centre.country)

    def perform(self, by):
        return actions.add_fee(
            self.journey, by=by, submission_id=self.cleaned_data["submission_id"], **self.fee()
        )


class ChangeFee(ShownAsTyped, FeeFields, ChangingForm):
    plain_labels = True
    in_error = forms.BooleanField(label=_("Entered in error: this was never paid"), required=False)

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        in_both_calendars(self, row.journey.client.centre.country)

    def values_of(self, fee):
        names = ("kind", "receipt", "paid_on", "paid_to", "in_error")
        values = {name: getattr(fee, name) for name in names}
        return {**values, "money": Money(fee.amount, fee.currency)}

    def shown(self, name, value):
        if name == "in_error":
            return str(_("Yes") if value else _("No"))
        return super().shown(name, value)

    def perform(self, by):
        said = self.cleaned_data
        return actions.change_fee(
            self.row, by=by, version=said["version"], in_error=said["in_error"], **self.fee()
        )
