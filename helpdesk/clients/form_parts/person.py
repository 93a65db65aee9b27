from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helpdesk.access.areas.field import AreaField
from helpdesk.core.texts import names_something

from ..models import Client
from ..models.languages import EVERY_LANGUAGE, LANGUAGES, language_called
from .fields import PLAIN, BirthField, ListField, country_field, radios


def a_language(words):
    """The code of a language that was typed, or an error that names it."""
    if code := language_called(words):
        return code
    raise ValidationError(
        gettext("We know no language “%(name)s”. Try its English name or its code.")
        % {"name": words[:40]}
    )


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
        help_text=_("A year, 1990-05, 1990-05-12, 2047-01-29 BS, or “about 30”."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=LANGUAGES, required=False, widget=forms.CheckboxSelectMultiple
    )
    other_languages = ListField(
        label=_("Other languages"),
        required=False,
        max_length=60,
        one=a_language,
        written=lambda code: str(dict(EVERY_LANGUAGE).get(code, code)),
        help_text=_("By name or code, with commas between them."),
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
        languages = dict.fromkeys([*said["languages"], *said["other_languages"]])
        return {
            "name": "" if said["no_name"] else said["name"],
            "nationalities": [
                code for code in (said["nationality"], said["second_nationality"]) if code
            ],
            "languages": list(languages),
            "address": said["address"] or None,
            "email": said["email"] or None,
            **{name: said[name] for name in ("sex", "birth", "needs_interpreter", "area")},
        }

    @staticmethod
    def person_values(client) -> dict:
        """The fields' values for someone who is known."""
        nations = [*(nation.code for nation in client.nationalities), "", ""]
        plain = ("name", "sex", "birth", "needs_interpreter", "area", "address", "email")
        offered = dict(LANGUAGES)
        return {
            **{name: getattr(client, name) for name in plain},
            "no_name": not client.name,
            "languages": [code for code in client.languages if code in offered],
            "other_languages": [code for code in client.languages if code not in offered],
            "nationality": nations[0],
            "second_nationality": nations[1],
        }
