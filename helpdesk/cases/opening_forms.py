"""What the desk asks when a case is opened or corrected."""

from dataclasses import replace

from django import forms
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.clients.form_parts import JourneyChoice
from helpdesk.clients.models import Journey
from helpdesk.core.forms import ChangingForm, CreatingForm
from helpdesk.core.texts import box
from services.kinds import Kind

from . import actions
from .categories import CATEGORIES
from .clocks import urgencies
from .forms import CHOOSE, CentreField
from .models import Case
from .models.pressing import Otherwise, Urgency
from .proposing_urgency import NAMES, Known, Proposal, known_of, propose

BY_THE_RULES = ("", _("As the rules propose"))
ASKS_ANEW = {  # the proposal follows the category, on a page that answers to this
    "hx-get": "",
    "hx-include": "[name=category],[name=high_risk]",
    "hx-target": "#proposed",
    "hx-select": "#proposed > span",
}


def urgency_choices():
    return [BY_THE_RULES, *urgencies()]


class CaseFields(forms.Form):
    """What a matter is about, and how much it presses.

    `asked`: the query of a page that says anew what the rules propose when the category changes.
    Subclasses say what is `known()` of the matter besides.
    """

    title = forms.CharField(
        label=_("What is it about?"),
        max_length=200,
        help_text=_("One line, as you would say it to a colleague."),
        error_messages={"required": _("Say what it is about, in a few words.")},
    )
    category = forms.ChoiceField(
        label=_("Category"),
        choices=[*CHOOSE, *CATEGORIES],
        error_messages={"required": _("Choose a category.")},
    )
    stage = forms.ChoiceField(
        label=_("Stage"), choices=Journey.Stage.choices, widget=forms.RadioSelect
    )
    high_risk = forms.BooleanField(label=_("High risk: someone may come to harm"), required=False)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=urgency_choices, required=False)
    urgency_reason = forms.ChoiceField(
        label=_("Why not as the rules propose?"),
        choices=[("", _("It is as proposed, or not said")), *Otherwise.choices],
        required=False,
    )
    urgency_note = forms.CharField(
        label=_("In your own words, if it helps"), max_length=300, required=False
    )

    def __init__(self, *args, asked=None, **kwargs):
        self.asked = asked or {}
        super().__init__(*args, **kwargs)
        self.fields["urgency"].help_text = lazy(self._hint, str)()
        if asked is not None:
            for name in ("category", "high_risk"):
                self.fields[name].widget.attrs |= ASKS_ANEW

    def known(self) -> Known:
        """What is known of the matter besides what is being typed."""
        raise NotImplementedError

    def proposal(self, category, high_risk) -> Proposal:
        return propose(replace(self.known(), category=category, high_risk=bool(high_risk)))

    def _hint(self):
        """What the rules propose for what is chosen so far."""
        if "category" in self.asked and not self.is_bound:
            category, high_risk = box(self.asked, "category"), box(self.asked, "high_risk")
        else:
            category, high_risk = self["category"].value(), self["high_risk"].value()
        words = gettext("Choose the category, and the rules propose how urgent it is.")
        if category in NAMES:
            proposed = self.proposal(category, high_risk).words
            words = gettext("The rules propose: %(urgency)s.") % {"urgency": proposed}
        return format_html('<span id="proposed" role="status"><span>{}</span></span>', words)

    def clean(self):
        said = super().clean()
        chosen, category = said.get("urgency"), said.get("category")
        if chosen and category and not said.get("urgency_reason"):
            self._ask_why(Urgency(chosen), self.proposal(category, said.get("high_risk")))
        return said

    def _ask_why(self, chosen, proposal):
        """What is critical or high is not quietly made less."""
        if proposal.urgency.rank < min(chosen.rank, Urgency.NORMAL.rank):
            words = gettext(
                "The rules propose: %(urgency)s. Choose why it is less urgent,"
                " or leave the urgency to the rules."
            )
            self.add_error("urgency_reason", words % {"urgency": proposal.words})

    def facts(self) -> dict:
        names = ("title", "category", "stage", "high_risk", "urgency", "urgency_reason")
        said = self.cleaned_data
        note = said["urgency_note"] or None
        return {**{name: said[name] for name in names}, "urgency_note": note}


class OpenCase(CaseFields, CreatingForm):
    """One more matter of a client."""

    plain_labels = True
    need_kind = forms.ChoiceField(
        label=_("Kind of help needed"),
        choices=[("", _("Not known yet")), *Kind.choices],
        required=False,
    )
    centre = CentreField(Centre.objects.none(), label=_("Centre"))
    mine = forms.BooleanField(label=_("I take this case myself"), required=False, initial=True)
    journey = JourneyChoice()

    def __init__(self, *args, client, user, **kwargs):
        self.client = client
        super().__init__(*args, **kwargs)
        self.fields["journey"].of(client.journeys.select_related("data_key"))
        self.latest = self.fields["journey"].latest()
        self.fields["centre"].of(user)
        if self.latest:
            self.initial["stage"] = self.latest.stage
        if client.asked_for and not Case.objects.visible_to(user).about(client).exists():
            self.initial["title"] = client.asked_for  # the words from the counter

    def known(self):
        journey = self.latest
        if self.is_bound and "journey" in getattr(self, "cleaned_data", ()):
            journey = self.fields["journey"].chosen(self, "journey")
        return Known("", clients=[self.client], journeys=[journey] if journey else [])

    def perform(self, by):
        return actions.open(self.client, by=by, **self.opened(by))

    def opened(self, by) -> dict:
        """What the action is told."""
        said = self.cleaned_data
        return {
            "centre": said["centre"],
            "submission_id": said["submission_id"],
            "journey": self.fields["journey"].chosen(self, "journey"),
            "officer": by if said["mine"] else None,
            "need_kind": said["need_kind"],
            **self.facts(),
        }


class ChangeCase(CaseFields, ChangingForm):
    plain_labels = True

    def known(self):
        return known_of(self.row)

    def shown(self, name, value):
        if isinstance(self.fields[name], forms.BooleanField):
            return str(_("Yes") if value else _("No"))
        groups = getattr(self.fields[name], "choices", ())
        words = {
            code: label
            for _group, codes in groups
            if isinstance(codes, list)
            for code, label in codes
        }
        return str(words[value]) if value in words else super().shown(name, value)

    def perform(self, by):
        return actions.change(self.row, by=by, version=self.cleaned_data["version"], **self.facts())
