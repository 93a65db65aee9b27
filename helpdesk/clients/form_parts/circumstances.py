from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.core.clock import today

from ..models.about import CARE, DISABILITIES, EDUCATION, MARITAL
from .fields import DayField, choice_field, text_field

COUNTED = ("education", "marital_status", "children", "disability")


class CircumstancesFields(forms.Form):
    """Schooling, family status and what makes things difficult."""

    education = choice_field(_("Schooling"), EDUCATION)
    marital_status = choice_field(_("Marital status"), MARITAL)
    children = forms.IntegerField(
        label=_("Children"),
        min_value=0,
        max_value=30,
        required=False,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    disability = forms.MultipleChoiceField(
        label=_("Much difficulty with …"),
        choices=DISABILITIES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    disability_note = text_field(_("What helps"), 300)

    def clean(self):
        said = super().clean()
        if len(said.get("disability", ())) > 1 and "none" in said["disability"]:
            self.add_error("disability", _("Tick “No difficulty”, or the difficulties."))
        return said

    def circumstances(self) -> dict:
        said = self.cleaned_data
        return {
            **{name: said[name] for name in COUNTED},
            "disability_note": said["disability_note"] or None,
        }

    @staticmethod
    def circumstances_values(client) -> dict:
        return {name: getattr(client, name) for name in (*COUNTED, "disability_note")}


class MinorFields(forms.Form):
    """For someone under 18: with whom the child is, and whether the caregiver knows."""

    care = choice_field(_("With whom is the child?"), CARE)
    caregiver_informed = forms.TypedChoiceField(
        label=_("Is the caregiver informed?"),
        choices=[("", _("Not said")), ("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda said: said == "yes",
        empty_value=None,
        required=False,
    )
    caregiver_informed_on = DayField(label=_("Informed on"))

    def clean(self):
        said = super().clean()
        if day := said.get("caregiver_informed_on"):
            if day > today():
                words = _("This day is still to come. Enter what has happened.")
                self.add_error("caregiver_informed_on", words)
            if said.get("caregiver_informed") is False:
                self.add_error("caregiver_informed", _("There is a day, so choose “Yes”."))
            said["caregiver_informed"] = True
        return said

    def minor(self) -> dict:
        return {name: self.cleaned_data[name] for name in MinorFields.base_fields}

    @staticmethod
    def minor_values(client) -> dict:
        return {
            "care": client.care,
            "caregiver_informed": {True: "yes", False: "no"}.get(client.caregiver_informed, ""),
            "caregiver_informed_on": client.caregiver_informed_on,
        }
