"""Forms in front of the actions on a client's record."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.core.forms import ActionForm, ChangingForm, CreatingForm

from . import actions
from .form_parts import DocumentFields, JourneyFields, PersonFields, PhoneFields
from .models import Journey


class ChangeClient(PersonFields, ChangingForm):
    """Correct or complete a person; never overwrites unseen what someone else saved meanwhile."""

    plain_labels = True

    def values_of(self, client):
        local = client.local_name or {}
        nations = [nation.code for nation in client.nationalities]
        plain = (
            "name",
            "sex",
            "birth",
            "languages",
            "needs_interpreter",
            "area",
            "address",
            "email",
        )
        return {
            **{name: getattr(client, name) for name in plain},
            "no_name": not client.name,
            "local_name": local.get("text", ""),
            "local_lang": local.get("lang", ""),
            "nationality": nations[0] if nations else "",
            "second_nationality": nations[1] if len(nations) > 1 else "",
        }

    def shown(self, name, value):
        if isinstance(self.fields[name], forms.BooleanField):
            return str(_("Yes") if value else _("No"))
        if isinstance(value, list):  # in the order of the list, whatever the order of ticking
            value = [code for code, _label in self.fields[name].choices if code in value]
        return super().shown(name, value["text"] if isinstance(value, dict) else value)

    def perform(self, by):
        return actions.change(
            self.row, by=by, version=self.cleaned_data["version"], **self.person()
        )


class AddPhone(PhoneFields, ActionForm):
    plain_labels = True

    def __init__(self, *args, client, **kwargs):
        self.client = client
        super().__init__(*args, **kwargs)
        self.fields["phone_number"].required = True

    def perform(self, by):
        return actions.add_phone(self.client, by=by, **self.phone())


class ChangePhone(PhoneFields, ActionForm):
    plain_labels = True

    def __init__(self, *args, phone, **kwargs):
        self.row = phone
        names = ("number", "safe", "safe_note", "answered_by", "messenger")
        super().__init__(
            *args, initial={f"phone_{name}": getattr(phone, name) for name in names}, **kwargs
        )
        self.fields["phone_number"].required = True

    def perform(self, by):
        return actions.change_phone(self.row, by=by, **self.phone())


class AddDocument(DocumentFields, ActionForm):
    plain_labels = True

    def __init__(self, *args, client, **kwargs):
        self.client = client
        super().__init__(*args, **kwargs)
        self.fields["document_kind"].required = True

    def perform(self, by):
        return actions.add_document(self.client, by=by, **self.document())


class AddJourney(JourneyFields, CreatingForm):
    plain_labels = True

    def __init__(self, *args, client, **kwargs):
        self.client = client
        super().__init__(*args, **kwargs)

    def perform(self, by):
        return actions.add_journey(
            self.client, by=by, submission_id=self.cleaned_data["submission_id"], **self.journey()
        )


class CorrectJourney(JourneyFields, ChangingForm):
    """What was entered was wrong: the reason is asked for and kept."""

    plain_labels = True
    reason = forms.CharField(
        label=_("Why is this corrected?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        error_messages={"required": _("Say why this is corrected: it stays with the journey.")},
    )

    def values_of(self, journey):
        values = {name: getattr(journey, name) for name in self.NAMES}
        return {
            **values,
            "destination": journey.destination.code,
            "reason": journey.correction or "",
        }

    def perform(self, by):
        said = self.cleaned_data
        return actions.correct(
            self.row, by=by, reason=said["reason"], version=said["version"], **self.journey()
        )


class MoveOn(ActionForm):
    """The next stage, and the day on which it began."""

    on = forms.DateField(
        label=_("Since"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    stage = forms.ChoiceField(choices=Journey.Stage.choices, widget=forms.HiddenInput)

    def __init__(self, *args, journey, **kwargs):
        self.row = journey
        super().__init__(*args, **kwargs)
        following = list(Journey.NEXT[journey.stage])
        self.initial["stage"] = following[0] if following else ""

    def add_error(self, field, error):
        super().add_error("on" if field is None else field, error)

    def perform(self, by):
        return actions.move_on(
            self.row, by=by, stage=self.cleaned_data["stage"], on=self.cleaned_data["on"]
        )


class AddSpellings(CreatingForm):
    """Spellings of one name."""

    spellings = forms.CharField(
        label=_("Spellings of one name"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("With commas between them: Diallo, Jallow. Any script is fine."),
    )

    def perform(self, by):
        return actions.add_spellings(by=by, **self.cleaned_data)
