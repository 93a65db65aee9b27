"""Writing down whom another organisation sends: at the centre's desk, or by the partner itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.access.sight import partner_ids
from helpdesk.cases.forms import CentreField
from helpdesk.clients.models import Client, Journey
from helpdesk.core.clock import now
from helpdesk.core.forms import CreatingForm
from services.kinds import Kind
from services.models import Partner

from .. import actions
from ..actions.receiving import centres_of
from ..clocks import paces
from ..models import Incoming
from .partner_desk import moment_field

LONG = {"rows": 3}
NOT_SAID = [("", _("Not said"))]
TEXTS = ("sender_contact", "name", "phone", "facts", "done")


def _lines(label, **options):
    widget = forms.Textarea(attrs=LONG)
    return forms.CharField(label=label, max_length=4000, widget=widget, **options)


class IncomingFields(CreatingForm):
    """Who is sent, for what, and whether the person agreed."""

    name = forms.CharField(
        label=_("Name of the person"),
        max_length=200,
        required=False,
        help_text=_("Empty where it is not given."),
    )
    phone = forms.CharField(
        label=_("Phone of the person"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "class": "ltr", "autocomplete": "off"}),
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=Client.Sex.choices, initial=Client.Sex.NOT_SAID)
    stage = forms.ChoiceField(
        label=_("Stage"), choices=[*NOT_SAID, *Journey.Stage.choices], required=False
    )
    facts = _lines(
        _("What else is known of the person"),
        required=False,
        help_text=_("Age, language, where the person is now, when it is safe to call."),
    )
    kind = forms.ChoiceField(label=_("Kind of help"), choices=Kind.choices)
    asks_for = _lines(_("What is asked for"))
    done = _lines(_("What was already done"), required=False)
    urgency = forms.ChoiceField(label=_("Pace"), choices=paces, initial="normal")
    consent = forms.ChoiceField(
        label=_("Did the person agree?"),
        choices=[("", _("Choose one")), *Incoming.Consent.choices],
        help_text=_("That this centre is told all this."),
    )
    restricted = forms.BooleanField(
        label=_("It is about protection or trafficking"),
        required=False,
        help_text=_("Then only supervisors see it, and the officer who writes it down."),
    )
    sender_contact = forms.CharField(
        label=_("Whom to call at the sender"), max_length=300, required=False
    )

    plain_labels = True

    def facts_said(self) -> dict:
        """As the actions take them: an empty text is none."""
        said = {k: v for k, v in self.cleaned_data.items() if k not in ("submission_id", "centre")}
        return {**said, **{name: said[name] or None for name in TEXTS}}


class LogIncoming(IncomingFields):
    """At the desk: a partner, an embassy or anyone else sends someone."""

    partner = forms.ModelChoiceField(
        Partner.objects.none(),
        label=_("Which partner sends?"),
        required=False,
        empty_label=_("None of our partners"),
    )
    sender = forms.CharField(
        label=_("Or who else?"),
        max_length=200,
        required=False,
        help_text=_("An embassy, an airport desk, another organisation: its name."),
    )
    channel = forms.ChoiceField(
        label=_("How it came"), choices=Incoming.Channel.choices[1:], initial="phone"
    )
    received_at = moment_field(_("It came on"), initial=now)
    centre = CentreField(Centre.objects.none(), label=_("Centre"))
    field_order = ["partner", "sender", "sender_contact", "channel", "received_at"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.visible_to(user).active()
        self.fields["centre"].of(user)

    def perform(self, by):
        said = self.cleaned_data
        return actions.log_incoming(
            said["centre"], by=by, submission_id=said["submission_id"], **self.facts_said()
        )


class ReferIn(IncomingFields):
    """By the partner itself, to a centre with which it has an agreement."""

    centre = forms.ModelChoiceField(
        Centre.objects.none(), label=_("To which centre"), empty_label=None
    )
    field_order = ["centre", "sender_contact"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.partner = Partner.objects.visible_to(user).filter(pk__in=partner_ids(user)).first()
        self.fields["centre"].queryset = centres_of(self.partner)
        self.fields["consent"].choices = self.fields["consent"].choices[:-1]
        self.fields["sender_contact"].label = _("Whom the centre can call at your office")

    def perform(self, by):
        said = self.cleaned_data
        return actions.refer_in(
            self.partner,
            said["centre"],
            by=by,
            submission_id=said["submission_id"],
            **self.facts_said(),
        )
