"""What the desk asks about money."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.clients.form_parts.fields import DayField, text_field
from helpdesk.clients.models import Client
from helpdesk.core.clock import today
from helpdesk.core.forms import ActionForm, ChangingForm, CreatingForm

from . import actions
from .forms import CHOOSE, OfCase, PersonChoice
from .models import Claim, Party, Receipt
from .money import CURRENCIES, MoneyField, in_currency

FACTS = ("kind", "party", "currency", "claimed", "agreed", "lodged_with", "lodged_on")


def currencies():
    return [*CHOOSE, *((code, code) for code in CURRENCIES)]


class PartyChoice(forms.ModelChoiceField):
    """One of the parties of a case."""

    def label_from_instance(self, party):
        return party.name

    def of(self, case, also=None):
        """The case's, and the one that stands there already."""
        pks = set(case.parties.values_list("party", flat=True)) | ({also} - {None})
        self.queryset = Party.objects.filter(pk__in=pks).for_listing().order_by("pk")


class ClaimFields(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[*CHOOSE, *Claim.Kind.choices],
        error_messages={"required": _("Choose what is claimed.")},
    )
    party = PartyChoice(
        Party.objects.none(),
        label=_("Against"),
        required=False,
        empty_label=_("Nobody named"),
        help_text=_("One of the parties of the case."),
    )
    currency = forms.ChoiceField(
        label=_("Currency"),
        choices=currencies,
        help_text=_("A claim has one currency. Money in another one is a second claim."),
        error_messages={"required": _("Choose the currency.")},
    )
    claimed = MoneyField(label=_("Claimed"))
    agreed = MoneyField(
        label=_("Agreed"), required=False, help_text=_("Empty while nothing is agreed.")
    )
    lodged_with = text_field(_("Lodged with"), 200)
    lodged_on = DayField(label=_("Lodged on"))

    def clean(self):
        said = super().clean()
        if said.get("currency"):
            in_currency(self, said["currency"], "claimed", "agreed")
        return said

    def facts(self) -> dict:
        said = {name: self.cleaned_data[name] for name in FACTS}
        return {**said, "lodged_with": said["lodged_with"] or None}


class AddClaim(ClaimFields, OfCase, CreatingForm):
    """One more claim of a person of the case."""

    client = PersonChoice(Client.objects.none(), label=_("Whose claim?"), empty_label=None)
    field_order = ["client", *FACTS]

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        people = Client.objects.filter(case_roles__case=case).for_listing()
        self.fields["client"].queryset = people.order_by("case_roles__id")
        self.fields["party"].of(case)

    def perform(self, by):
        said, facts = self.cleaned_data, self.facts()
        if facts["lodged_on"] and facts["agreed"] is None:
            facts["status"] = Claim.Status.LODGED
        more = {"submission_id": said["submission_id"], "client": said["client"]}
        return actions.add_claim(self.case, by=by, **more, **facts)


class ChangeClaim(ClaimFields, ChangingForm):
    """What is claimed and agreed, and how it stands."""

    plain_labels = True
    status = forms.ChoiceField(label=_("Status"), choices=Claim.Status.choices)

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.fields["party"].of(row.case, row.party_id)

    def values_of(self, row):
        return {**super().values_of(row), "party": row.party_id}

    def perform(self, by):
        said = self.cleaned_data
        facts = {**self.facts(), "status": said["status"]}
        return actions.change_claim(self.row, by=by, version=said["version"], **facts)


class Receive(CreatingForm):
    """Money that has come, in the claim's currency."""

    plain_labels = True
    amount = MoneyField(label=_("How much has come?"))
    received_on = DayField(
        label=_("On"),
        required=True,
        initial=today,
        error_messages={"required": _("Say on which day.")},
    )

    def __init__(self, *args, claim, **kwargs):
        self.claim = claim
        super().__init__(*args, **kwargs)

    def clean(self):
        said = super().clean()
        in_currency(self, self.claim.currency, "amount")
        if said.get("amount") == 0:
            self.add_error("amount", _("Write how much has come: more than nothing."))
        return said

    def perform(self, by):
        said = self.cleaned_data
        return actions.receive(
            self.claim,
            by=by,
            submission_id=said["submission_id"],
            amount=said["amount"],
            received_on=said["received_on"],
        )


class TakeBackReceipt(ActionForm):
    """What was wrong with it; then it counts no more."""

    plain_labels = True
    mistake = forms.ChoiceField(
        label=_("What was wrong?"),
        choices=Receipt.Mistake.choices,
        widget=forms.RadioSelect,
        help_text=_("It stays in sight, struck out. What did come is written down anew."),
        error_messages={"required": _("Choose what was wrong.")},
    )

    def __init__(self, *args, receipt, **kwargs):
        self.receipt = receipt
        super().__init__(*args, **kwargs)

    def perform(self, by):
        mistake = self.cleaned_data["mistake"]
        return actions.take_back_receipt(self.receipt, by=by, mistake=mistake)
