"""Before a summary is printed: what it is for, and what is left out."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    REVIEW = "review", _("A review or a meeting at the centre")
    CLIENT = "client", _("The client asks for it")
    AUTHORITY = "authority", _("A court or an authority, by law")
    HANDOVER = "handover", _("Handing work over")
    FILE = "file", _("Our paper file")


class Summarise(forms.Form):
    """The purpose is kept in the trail, with who printed it and when."""

    plain_labels = True
    purpose = forms.ChoiceField(
        label=_("What is it for?"),
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is for.")},
    )
    coded = forms.BooleanField(
        label=_("Codes instead of names, and nothing that was typed freely"),
        required=False,
        help_text=_("For meetings and for whoever need not know who it is about."),
    )
    notes = forms.BooleanField(label=_("With the notes"), required=False)

    @property
    def options(self) -> dict:
        """What the summary is made with."""
        said = self.cleaned_data
        return {"coded": said["coded"], "notes": said["notes"] and not said["coded"]}

    @property
    def purpose_in_words(self):
        return Purpose(self.cleaned_data["purpose"]).label
