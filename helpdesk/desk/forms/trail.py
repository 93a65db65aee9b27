from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from helpdesk.core.forms import ReadableForm

from .. import words


def verbs():
    return [("", _("Anything")), *sorted(words.VERBS.items(), key=lambda pair: str(pair[1]))]


def day(label):
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class LookForForm(ReadableForm):
    """The filter of the trail: in the URL, codes and numbers only."""

    plain_labels = True
    code = forms.CharField(label=_("Code"), required=False, max_length=60)
    by = forms.ModelChoiceField(None, label=_("Who"), required=False, empty_label=_("Anyone"))
    verb = forms.ChoiceField(label=_("Did what"), required=False, choices=lazy(verbs, list))
    since = day(_("From"))
    until = day(_("To"))

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["by"].queryset = people

    def asked(self) -> dict:
        """What is asked for; a field that cannot be read asks for nothing."""
        return (
            {name: value for name, value in self.cleaned_data.items() if value}
            if self.is_valid()
            else {}
        )

    def shown(self, name):
        """An asked value as its chip says it."""
        value = self.cleaned_data[name]
        label = words.verb(value) if name == "verb" else value
        return f"{self.fields[name].label}: {label}"
