"""What the desk asks about employers, recruiters and others on the other side of a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.access.areas.field import AreaField
from helpdesk.clients.form_parts.fields import DayField, choice_field, country_field, text_field
from helpdesk.core.forms import ActionForm, ChangingForm, CreatingForm
from helpdesk.core.refusal import Refused
from helpdesk.core.texts import names_something

from . import actions
from .finding_parties import look_alikes
from .forms import CHOOSE, OfCase, lines
from .models import CaseParty, Party

FACTS = ("kind", "country", "area", "licence_number", "licence", "licence_on")


class PartyFacts(forms.Form):
    """What is known of it, whatever the case."""

    kind = choice_field(_("Kind"), Party.Kind.choices)
    country = country_field(label=_("Country"))
    area = AreaField(label=_("Area"))
    licence_number = text_field(_("Licence number"), 60)
    licence = forms.ChoiceField(
        label=_("Licence"),
        choices=Party.Licence.choices,
        required=False,
        initial=Party.Licence.UNKNOWN,
    )
    licence_on = DayField(label=_("Licence looked up on"))

    def facts(self) -> dict:
        said = {name: self.cleaned_data[name] for name in FACTS}
        said["licence"] = said["licence"] or Party.Licence.UNKNOWN
        said["licence_number"] = said["licence_number"] or None
        return said


class AddParty(PartyFacts, OfCase, CreatingForm):
    """One that is known, or a new one: look-alikes are shown first."""

    name = forms.CharField(
        label=_("Name or licence number"),
        max_length=200,
        required=False,
        help_text=_("Three letters are enough. Choose it from the list, or add it as new."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    party = forms.ModelChoiceField(
        Party.objects.none(), to_field_name="code", required=False, widget=forms.HiddenInput
    )
    is_new = forms.BooleanField(label=_("It is none of these: add it as new"), required=False)
    role = forms.ChoiceField(
        label=_("Role in this case"),
        choices=[*CHOOSE, *CaseParty.Role.choices],
        error_messages={"required": _("Choose its role in this case.")},
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=500, widget=lines())
    alike: list[Party] = []

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = Party.objects.visible_to(user).for_listing()

    def clean(self):
        said = super().clean()
        if not said.get("party") and not self.errors.get("party"):
            if not said.get("name"):
                self.add_error("name", _("Write its name, or choose one that is found."))
            elif not said.get("kind"):
                self.add_error("kind", _("A new one needs a kind."))
            else:
                self._name_it(said["name"])
        return said

    def _name_it(self, name):
        try:
            names_something(name)
        except forms.ValidationError as wrong:
            self.add_error("name", wrong)

    def perform(self, by):
        said = self.cleaned_data
        more = {"role": said["role"], "note": said["note"]}
        if said["party"]:
            return actions.add_party(self.case, by=by, party=said["party"], **more)
        self.alike = look_alikes(said["name"], said["licence_number"], by)
        if self.alike and not said["is_new"]:
            raise Refused(
                _("Some that are known look like it. Choose one, or say that it is none of them."),
                field="name",
            )
        new = {"submission_id": said["submission_id"], "name": said["name"], **self.facts()}
        return actions.make_party(self.case, by=by, **more, **new)


class ChangeParty(PartyFacts, ChangingForm):
    """Correct it, or write down what its licence is now."""

    plain_labels = True
    name = forms.CharField(
        label=_("Name"), max_length=200, validators=[names_something], widget=forms.TextInput()
    )
    field_order = ["name", *FACTS]

    def clean_kind(self):
        return self.cleaned_data["kind"] or self.row.kind

    def perform(self, by):
        said = self.cleaned_data
        return actions.change_party(
            self.row, by=by, version=said["version"], name=said["name"], **self.facts()
        )


class MergeParty(ActionForm):
    """Another record of the same one, by its code."""

    plain_labels = True
    other = forms.CharField(
        label=_("Code of the other record"),
        max_length=12,
        help_text=_("Its roles and claims become this one’s. It can be undone."),
        error_messages={"required": _("Write the code, such as P-7K4M2A.")},
    )

    def __init__(self, *args, party, user, **kwargs):
        self.party, self.user = party, user
        super().__init__(*args, **kwargs)

    def clean_other(self):
        code = self.cleaned_data["other"].strip().upper()
        found = Party.objects.visible_to(self.user).filter(code=code).first()
        if found is None:
            raise forms.ValidationError(_("No party that you may see has this code."))
        return found

    def perform(self, by):
        return actions.merge_party(self.party, self.cleaned_data["other"], by=by)


class UndoMergeParty(ActionForm):
    """They are two after all, and why."""

    plain_labels = True
    reason = forms.CharField(
        label=_("Why are they not the same?"),
        max_length=500,
        widget=lines(),
        error_messages={"required": _("Say why: it stays with what was written.")},
    )

    def __init__(self, *args, merge, **kwargs):
        self.merge = merge
        super().__init__(*args, **kwargs)

    def perform(self, by):
        return actions.undo_merge_party(self.merge, by=by, reason=self.cleaned_data["reason"])
