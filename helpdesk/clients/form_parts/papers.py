from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Document
from .fields import PLAIN, DayField, country_field


class DocumentFields(forms.Form):
    """A paper, and in whose hands it is."""

    document_kind = forms.ChoiceField(
        label=_("Document"), choices=[("", _("None")), *Document.Kind.choices], required=False
    )
    document_number = forms.CharField(
        label=_("Number"), max_length=60, required=False, widget=forms.TextInput(attrs=PLAIN)
    )
    document_country = country_field(label=_("Issued by"))
    document_expires_on = DayField(label=_("Expires"))
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
