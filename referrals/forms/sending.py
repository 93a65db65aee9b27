"""The draft's packet and the client's yes to it, on one page."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from helpdesk.clients.models.client import LANGUAGES
from helpdesk.core.clock import today
from helpdesk.core.forms import ChangingForm

from .. import actions
from ..categories import Category
from ..clocks import paces
from ..models import Consent

DRAFT = ("asks_for", "urgency", "categories", "coded_only")
HOW = [
    (Consent.How.SPOKEN, _("Spoken, to me")),
    (Consent.How.SIGNED, _("Signed on paper")),
    (Consent.How.CAREGIVER, _("By someone who may act for the client")),
]


class PrepareForm(ChangingForm):
    """What shall be sent. `do` says which button: look (show the packet anew), keep, or send."""

    asks_for = forms.CharField(
        label=_("Why, and what was already done"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=8000,
    )
    urgency = forms.ChoiceField(label=_("Pace"), choices=paces)
    categories = forms.MultipleChoiceField(
        label=_("What is sent"),
        choices=Category.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    coded_only = forms.BooleanField(label=_("Send a code instead of the name"), required=False)
    how = forms.ChoiceField(
        label=_("How was the yes given?"), choices=HOW, required=False, widget=forms.RadioSelect
    )
    given_by = forms.CharField(
        label=_("Who said it for the client, and why they may"),
        max_length=300,
        required=False,
        help_text=_("Only where someone else said yes."),
    )
    language = forms.ChoiceField(
        label=_("Read to the client in"), choices=LANGUAGES, required=False
    )
    until = forms.DateField(
        label=_("Holds until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    confirmed = forms.BooleanField(required=False)

    plain_labels = True

    def __init__(self, data=None, *, row):
        self.does = (data or {}).get("do", "")
        first = {
            "how": Consent.How.SPOKEN,
            "language": next(iter(row.client.languages), "en"),
            "until": today() + timedelta(days=settings.CONSENT_DAYS),
        }
        super().__init__(data, row=row, initial=first)
        self.fields["confirmed"].label = _(
            "The client heard what goes to %(partner)s, what for, "
            "and that the yes can be taken back at any time."
        ) % {"partner": row.partner.name}

    def values_of(self, row):
        """The draft's own values; what is said of the consent is not the row's, and never stale."""
        typed = getattr(self, "cleaned_data", {})
        consent = {name: typed.get(name) for name in self.base_fields if name not in DRAFT}
        return {**(consent if typed else {}), **{name: getattr(row, name) for name in DRAFT}}

    def clean(self):
        if self.does != "send":
            return
        for name in ("how", "language", "until"):
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        if not self.cleaned_data.get("categories"):
            self.add_error(
                "categories", _("Choose at least one kind of data, or nothing can be agreed to.")
            )
        if not self.cleaned_data.get("confirmed"):
            self.add_error(
                "confirmed", _("Nothing is sent before the client has heard this and agreed.")
            )

    def perform(self, by):
        said = self.cleaned_data
        draft = {"version": said["version"], **{name: said[name] for name in DRAFT}}
        if self.does != "send":
            return actions.redraft(self.row, by=by, **draft)
        consent = {name: said[name] for name in ("how", "language", "until", "given_by")}
        return actions.agree_and_send(self.row, by=by, **consent, **draft)

    def previewed(self):
        """The draft as the page shows it: with what is typed, and unsaved."""
        values = self.cleaned_data if self.is_bound and self.is_valid_enough() else self.initial
        for name in DRAFT:
            setattr(self.row, name, values.get(name, getattr(self.row, name)))
        return self.row

    def is_valid_enough(self):
        self.errors  # noqa: B018  cleans
        return all(name in self.cleaned_data for name in DRAFT)
