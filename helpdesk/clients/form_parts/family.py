from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Client, Relation
from .fields import PLAIN, choice_field, text_field
from .phone import a_phone


class RelationFields(forms.Form):
    """Someone who belongs to the client, and what that one may do."""

    relation_kind = choice_field(_("Who is that to the client?"), Relation.Kind.choices)
    relation_name = text_field(_("Their name"), 200)
    relation_code = text_field(
        _("Or the code of a registered person"),
        12,
        widget=forms.TextInput(attrs={**PLAIN, "placeholder": "C-…", "class": "ltr"}),
    )
    relation_phone = text_field(
        _("Their phone"),
        40,
        validators=[a_phone],
        widget=forms.TextInput(attrs={**PLAIN, "type": "tel", "class": "ltr"}),
    )
    relation_is = forms.MultipleChoiceField(
        label=_("This person"),
        choices=[
            ("next_of_kin", _("is the next of kin")),
            ("may_act", _("may act for the client")),
            ("caregiver", _("takes care of the client")),
            ("in_household", _("lives in the same household")),
            ("migrant", _("is the one who migrated")),
            ("caller", _("is the one who calls")),
        ],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    relation_shown = text_field(
        _("How it was shown that they may act"),
        300,
        help_text=_("A signed letter, a paper of the court, the client said so here."),
    )
    user = None  # who looks up a code; the form's own code sets it
    unseen = None  # the registered person who stands there and whom the user does not see

    def clean_relation_code(self):
        code = self.cleaned_data["relation_code"].upper()
        if not code:
            return None
        found = Client.objects.visible_to(self.user).for_listing().filter(code=code).first()
        if found is None:
            raise forms.ValidationError(_("No person whom you may see has this code."))
        return found

    def clean(self):
        said = super().clean()
        given = [name for name in RelationFields.base_fields if said.get(name)]
        named = {"relation_name", "relation_code"}.intersection([*given, *self.errors])
        if given and not named and not self.unseen:
            self.add_error(
                "relation_name", _("Write the name, or the code of a registered person.")
            )
        if given and not said.get("relation_kind"):
            self.add_error("relation_kind", _("Choose who that is to the client."))
        return said

    def relation(self) -> dict | None:
        said = self.cleaned_data
        if not said["relation_kind"]:
            return None
        other = said["relation_code"] or (self.unseen if not said["relation_name"] else None)
        return {
            "kind": said["relation_kind"],
            "other": other,
            "name": None if other else said["relation_name"],
            "phone": said["relation_phone"] or None,
            "may_act_shown": said["relation_shown"] or None,
            **{flag: flag in said["relation_is"] for flag in Relation.FLAGS},
        }

    @staticmethod
    def relation_values(relation) -> dict:
        return {
            "relation_kind": relation.kind,
            "relation_name": relation.name,
            "relation_code": relation.other.code if relation.other else "",
            "relation_phone": relation.phone,
            "relation_is": [flag for flag in Relation.FLAGS if getattr(relation, flag)],
            "relation_shown": relation.may_act_shown,
        }
