"""What the desk asks about a person, in parts. A field's name says which part it is of."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from helpdesk.access.models import Area
from helpdesk.core.texts import names_something

from .birth import parse_birth
from .models import Client, Document, Journey, Phone
from .models.client import LANGUAGES
from .scripts import language_of

PLAIN = {"autocomplete": "off"}


def day_field(**options):
    """A day, typed or picked."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(required=False, widget=widget, **options)


def country_field(**options):
    return forms.ChoiceField(
        choices=lambda: [("", _("Not said")), *countries], required=False, **options
    )


def radios(choices, **options):
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **options)


class AreaField(forms.ModelChoiceField):
    """An administrative area, drawn as the tree that it stands in."""

    def __init__(self, **options):
        super().__init__(Area.objects.all(), required=False, empty_label=_("Not said"), **options)

    def label_from_instance(self, area):
        return f"{'– ' * (area.depth - 1)}{area.name}"


class BirthField(forms.CharField):
    """A date of birth as it is said; the value is parse_birth's."""

    def prepare_value(self, value):
        return value["text"] if isinstance(value, dict) else value

    def to_python(self, value):
        return parse_birth(super().to_python(value))

    def validate(self, value):
        pass


class PersonFields(forms.Form):
    """Who it is."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        validators=[names_something],
        required=False,
        widget=forms.TextInput(attrs=PLAIN),
        help_text=_("As they say it, in any script. A single name is fine."),
    )
    no_name = forms.BooleanField(label=_("They prefer not to give a name"), required=False)
    sex = radios(
        Client.Sex.choices,
        label=_("Sex"),
        error_messages={"required": _("Choose the sex, or “Not said”.")},
    )
    birth = BirthField(
        label=_("Born"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs=PLAIN),
        help_text=_("A year, 1990-05, 1990-05-12, or “about 30”."),
    )
    local_name = forms.CharField(
        label=_("Name in another script"),
        max_length=200,
        validators=[names_something],
        required=False,
        widget=forms.TextInput(attrs=PLAIN),
    )
    local_lang = forms.ChoiceField(
        label=_("Language of that name"),
        choices=[("", _("As the script says")), *LANGUAGES],
        required=False,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=LANGUAGES, required=False, widget=forms.CheckboxSelectMultiple
    )
    needs_interpreter = forms.BooleanField(label=_("Needs an interpreter"), required=False)
    nationality = country_field(label=_("Nationality"))
    second_nationality = country_field(label=_("Second nationality"))
    area = AreaField(label=_("Home area"))
    address = forms.CharField(
        label=_("Address"), max_length=300, required=False, widget=forms.TextInput(attrs=PLAIN)
    )
    email = forms.EmailField(label=_("E-mail"), required=False)

    def clean(self):
        said = super().clean()
        if "name" in said and not said["name"] and not said.get("no_name"):
            self.add_error("name", _("Write the name, or tick that they prefer not to give it."))
        return said

    def person(self) -> dict:
        """The facts as the actions take them."""
        said = self.cleaned_data
        local = said["local_name"]
        return {
            "name": "" if said["no_name"] else said["name"],
            "local_name": {"text": local, "lang": said["local_lang"] or language_of(local)}
            if local
            else None,
            "nationalities": [
                code for code in (said["nationality"], said["second_nationality"]) if code
            ],
            "address": said["address"] or None,
            "email": said["email"] or None,
            **{
                name: said[name]
                for name in ("sex", "birth", "languages", "needs_interpreter", "area")
            },
        }


class PhoneFields(forms.Form):
    """How to reach the person without doing harm."""

    phone_number = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={**PLAIN, "type": "tel", "class": "ltr"}),
    )
    phone_answered_by = forms.CharField(label=_("Who answers?"), max_length=200, required=False)
    phone_safe = radios(
        Phone.Safe.choices, label=_("Safe to call?"), required=False, initial=Phone.Safe.UNKNOWN
    )
    phone_safe_note = forms.CharField(
        label=_("Safe times, and what to say"), max_length=300, required=False
    )
    phone_messenger = forms.CharField(label=_("Messenger"), max_length=30, required=False)

    def clean_phone_number(self):
        number = self.cleaned_data["phone_number"]
        if number and sum(letter.isdecimal() for letter in number) < 5:
            raise ValidationError(_("A phone number has at least five digits."))
        return number

    def phone(self) -> dict | None:
        said = self.cleaned_data
        if not said["phone_number"]:
            return None
        return {
            "number": said["phone_number"],
            "safe": said["phone_safe"] or Phone.Safe.UNKNOWN,
            "safe_note": said["phone_safe_note"] or None,
            "answered_by": said["phone_answered_by"] or None,
            "messenger": said["phone_messenger"],
        }


class DocumentFields(forms.Form):
    """A paper, and in whose hands it is."""

    document_kind = forms.ChoiceField(
        label=_("Document"), choices=[("", _("None")), *Document.Kind.choices], required=False
    )
    document_number = forms.CharField(
        label=_("Number"), max_length=60, required=False, widget=forms.TextInput(attrs=PLAIN)
    )
    document_country = country_field(label=_("Issued by"))
    document_expires_on = day_field(label=_("Expires"))
    document_held_by = forms.ChoiceField(
        label=_("Held by"),
        choices=Document.Holder.choices,
        required=False,
        initial=Document.Holder.SELF,
    )

    def clean(self):
        said = super().clean()
        if said.get("document_number") and not said.get("document_kind"):
            self.add_error(
                "document_kind", _("Choose what kind of document this number belongs to.")
            )
        return said

    def document(self) -> dict | None:
        said = self.cleaned_data
        if not said["document_kind"]:
            return None
        return {
            "kind": said["document_kind"],
            "number": said["document_number"] or None,
            "country": said["document_country"],
            "expires_on": said["document_expires_on"],
            "held_by": said["document_held_by"] or Document.Holder.SELF,
        }


class JourneyFields(forms.Form):
    """One migration: from where to where, how, and when."""

    NAMES = (
        "stage",
        "origin",
        "destination",
        "place",
        "channel",
        "occupation",
        "prepared_on",
        "departed_on",
        "returned_on",
    )

    stage = radios(
        Journey.Stage.choices,
        label=_("Stage"),
        error_messages={"required": _("Choose the stage that they are in.")},
    )
    origin = AreaField(label=_("From"))
    destination = country_field(label=_("To"))
    place = forms.CharField(label=_("Town or place there"), max_length=120, required=False)
    channel = forms.ChoiceField(
        label=_("Channel"),
        choices=Journey.Channel.choices,
        required=False,
        initial=Journey.Channel.UNKNOWN,
    )
    occupation = forms.CharField(label=_("Work"), max_length=80, required=False)
    prepared_on = day_field(label=_("Preparing since"))
    departed_on = day_field(label=_("Left on"))
    returned_on = day_field(label=_("Came back on"))

    def journey(self) -> dict:
        said = {name: self.cleaned_data[name] for name in self.NAMES}
        return {
            **said,
            "place": said["place"] or None,
            "channel": said["channel"] or Journey.Channel.UNKNOWN,
        }
