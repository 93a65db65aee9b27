"""The forms of an agreement: drafting, changing, signing, resuming, its scan, and its list."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids
from helpdesk.core.clock import today
from helpdesk.core.forms import ActionForm, ChangingForm, ReadableForm
from helpdesk.core.texts import names_something

from . import actions
from .forms import OfPartnerForm, day, facts_of, lines, many
from .models import Agreement, Partner, Signatory

NAMES = (
    *("kinds", "countries", "starts_on", "ends_on", "reference"),
    *("other_parties", "duties_of_partner", "duties_of_centre"),
)
AgreementFacts = facts_of(
    Agreement,
    *NAMES,
    countries=many(),
    starts_on=day(),
    ends_on=day(),
    other_parties=lines(2),
    duties_of_partner=lines(4),
    duties_of_centre=lines(4),
)


class OwnCentreForm(forms.Form):
    """With one of the centres that the administrator looks after."""

    centre = forms.ModelChoiceField(
        Centre.objects.none(), label=_("Centre"), help_text=_("It covers the centres below too.")
    )
    field_order = ["centre", *NAMES]

    def of(self, user):
        own = Centre.objects.filter(pk__in=centre_ids(user, Role.ADMINISTRATOR))
        self.fields["centre"].queryset = own


class MakeAgreementForm(OfPartnerForm, OwnCentreForm, AgreementFacts):
    """A new memorandum with the partner."""

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.of(by)

    def perform(self, by):
        return actions.make_agreement(self.partner, by=by, **self.cleaned_data)


class ChangeAgreementForm(ChangingForm, OwnCentreForm, AgreementFacts):
    """Correct a draft."""

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.of(by)

    def perform(self, by):
        return actions.change_agreement(self.row, by=by, **self.cleaned_data)


class SignForm(ActionForm):
    """Who signed for each side, and when."""

    centre_name = forms.CharField(
        label=_("Who signed for the centre?"), max_length=120, validators=[names_something]
    )
    centre_office = forms.CharField(label=_("In which office?"), max_length=120, required=False)
    partner_name = forms.CharField(
        label=_("Who signed for the partner?"), max_length=120, validators=[names_something]
    )
    partner_office = forms.CharField(label=_("In which office?"), max_length=120, required=False)
    others = forms.CharField(
        label=_("Who signed for the further parties?"),
        required=False,
        max_length=1000,
        widget=lines(2),
        help_text=_("One on each line: the name, a comma, the office."),
    )
    signed_on = forms.DateField(label=_("Signed on"), widget=day(), initial=today)

    def __init__(self, *args, agreement, **kwargs):
        self.agreement = agreement
        super().__init__(*args, **kwargs)
        if not agreement.parties():
            del self.fields["others"]

    def perform(self, by):
        return actions.sign(self.agreement, by=by, signatories=self._signatories())

    def _signatories(self):
        said = self.cleaned_data
        sides = Signatory.Side
        both = [(side, said[f"{side}_name"], said[f"{side}_office"]) for side in sides.values[:2]]
        further = [
            (sides.OTHER, name.strip()[:120], office.strip()[:120])
            for name, _comma, office in (
                line.partition(",") for line in said.get("others", "").splitlines()
            )
            if name.strip()
        ]
        return [
            {"side": side, "name": name, "office": office, "signed_on": said["signed_on"]}
            for side, name, office in [*both, *further]
        ]


class ResumeForm(ActionForm):
    """Nothing to say: it holds again as it was signed."""

    def __init__(self, *args, agreement, **kwargs):
        self.agreement = agreement
        super().__init__(*args, **kwargs)

    def perform(self, by):
        return actions.resume(self.agreement, by=by)


class ScanForm(ActionForm):
    """The signed paper as a file."""

    file = forms.FileField(
        label=_("The scan"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text=_("PDF, JPEG or PNG, 10 MB at most."),
        error_messages={"required": _("Choose the file."), "empty": _("This file is empty.")},
    )

    def __init__(self, *args, agreement, **kwargs):
        self.agreement = agreement
        super().__init__(*args, **kwargs)

    def perform(self, by):
        content = self.cleaned_data["file"].read()
        return actions.attach_scan(self.agreement, by=by, content=content)


class AgreementFilters(ReadableForm):
    """What narrows the list of agreements; it stands in the address."""

    plain_labels = True
    ENDING = "ending"

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("Any")),
            (ENDING, _("Ends within 90 days")),
            *Agreement.Status.choices,
        ],
    )
    partner = forms.ModelChoiceField(
        Partner.objects.none(), label=_("Partner"), required=False, empty_label=_("All partners")
    )
    centre = forms.ModelChoiceField(
        Centre.objects.none(), label=_("Centre"), required=False, empty_label=_("All centres")
    )

    def __init__(self, *args, agreements, **kwargs):
        super().__init__(*args, **kwargs)
        mine = agreements.order_by()
        self.fields["partner"].queryset = Partner.objects.filter(pk__in=mine.values("partner"))
        self.fields["centre"].queryset = Centre.objects.filter(pk__in=mine.values("centre"))

    @property
    def chosen(self):
        said = self.cleaned_data if self.is_valid() else {}
        return {name: value for name, value in said.items() if value}

    def narrow(self, agreements):
        """Those that fit what was chosen."""
        for name, value in self.chosen.items():
            if value == self.ENDING:
                agreements = agreements.ending_within(90)
            else:
                agreements = agreements.filter(**{"status" if name == "state" else name: value})
        return agreements

    def address(self, **more):
        """The list as it is narrowed, as the tail of an address."""
        said = {name: getattr(value, "pk", value) for name, value in self.chosen.items()}
        return f"?{urlencode(said | more)}"
