from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.core.texts import names_something

from ..models.client import LANGUAGES
from ..scripts import language_of
from .fields import PLAIN, ListField, text_field


class NameFields(forms.Form):
    """Every other name, and the number under which an older register knows the person."""

    latin_name = text_field(
        _("Name as in the passport"),
        200,
        validators=[names_something],
        help_text=_("In Latin letters, as it is printed there."),
    )
    other_names = ListField(
        label=_("Other names"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=PLAIN),
        help_text=_("A name before marriage, a nickname; with commas between them."),
    )
    local_name = text_field(_("Name in another script"), 200, validators=[names_something])
    local_lang = forms.ChoiceField(
        label=_("Language of that name"),
        choices=[("", _("As the script says")), *LANGUAGES],
        required=False,
    )
    file_number = text_field(
        _("Number of the paper file"), 40, help_text=_("From the old register. Search finds it.")
    )

    def names(self) -> dict:
        said = self.cleaned_data
        local = said["local_name"]
        return {
            "latin_name": said["latin_name"] or None,
            "other_names": said["other_names"] or None,
            "local_name": {"text": local, "lang": said["local_lang"] or language_of(local)}
            if local
            else None,
            "file_number": said["file_number"] or None,
        }

    @staticmethod
    def names_values(client) -> dict:
        local = client.local_name or {}
        return {
            "latin_name": client.latin_name,
            "other_names": client.other_names or [],
            "local_name": local.get("text", ""),
            "local_lang": local.get("lang", ""),
            "file_number": client.file_number,
        }
