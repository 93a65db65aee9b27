"""A client of another centre: opened because she is here, or asked for because she is not."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.clients.models import AccessRequest
from helpdesk.core.forms import ActionForm

from .. import actions

Why = AccessRequest.Why
WHY = {"required": _("Choose why you need this record.")}


def words_field(label, **options):
    return forms.CharField(
        label=label, max_length=500, widget=forms.Textarea(attrs={"rows": 2}), **options
    )


class OfElsewhere(ActionForm):
    """About someone whom the page knows by a token only."""

    plain_labels = True
    token = forms.CharField(widget=forms.HiddenInput, required=False)
    sent = forms.CharField(widget=forms.HiddenInput, initial="yes", required=False)

    def __init__(self, *args, client, centre, **kwargs):
        self.client, self.centre = client, centre
        super().__init__(*args, **kwargs)

    def said(self):
        return {"why": self.cleaned_data["why"], "reason": self.cleaned_data["reason"]}


class SheIsHere(OfElsewhere):
    why = forms.ChoiceField(
        label=_("How do you know that it is this person?"),
        choices=[(why.value, why.label) for why in AccessRequest.HERE],
        widget=forms.RadioSelect,
        error_messages=WHY,
    )
    reason = words_field(_("What is needed here, in your own words"), required=False)

    def perform(self, by):
        return actions.open_at_counter(self.client, self.centre, by=by, **self.said())


class AskAccess(OfElsewhere):
    why = forms.ChoiceField(
        label=_("Why do you need this record?"),
        choices=[(why.value, why.label) for why in Why if why not in AccessRequest.HERE],
        widget=forms.RadioSelect,
        error_messages=WHY,
    )
    reason = words_field(_("In your own words: the home centre reads this"), required=False)

    def perform(self, by):
        return actions.ask_access(self.client, self.centre, by=by, **self.said())


class Decide(ActionForm):
    """The home centre's answer."""

    plain_labels = True

    def __init__(self, *args, asked, **kwargs):
        self.asked = asked
        super().__init__(*args, **kwargs)


class Grant(Decide):
    note = words_field(_("What you tell them"), required=False)

    def perform(self, by):
        return actions.grant_access(self.asked, by=by, note=self.cleaned_data["note"])


class Refuse(Decide):
    note = words_field(
        _("Why not, and what they should do instead"),
        error_messages={"required": _("Say why: the colleague who asked reads this.")},
    )

    def perform(self, by):
        return actions.refuse_access(self.asked, by=by, note=self.cleaned_data["note"])
