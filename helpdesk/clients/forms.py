"""Forms in front of the actions on a client's record."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.core.forms import ActionForm, ChangingForm, CreatingForm

from . import actions, relating
from .form_parts import (
    CircumstancesFields,
    DocumentFields,
    Folded,
    MinorFields,
    NameFields,
    PersonFields,
    PhoneFields,
    RelationFields,
    in_both_calendars,
    sections,
)
from .models import Client
from .spelling import add_spellings


class ChangeClient(
    Folded, NameFields, CircumstancesFields, MinorFields, PersonFields, ChangingForm
):
    """Correct or complete a person; never overwrites unseen what someone else saved meanwhile."""

    plain_labels = True
    SECTIONS = [sections.PERSON, sections.NAMES, sections.CIRCUMSTANCES, sections.MINOR]

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        in_both_calendars(self, row.centre.country)

    def values_of(self, client):
        return {
            **self.person_values(client),
            **self.names_values(client),
            **self.circumstances_values(client),
            **self.minor_values(client),
        }

    def shown(self, name, value):
        if isinstance(self.fields[name], forms.BooleanField):
            return str(_("Yes") if value else _("No"))
        if name == "caregiver_informed":
            value = {True: "yes", False: "no"}.get(value, value)
        if isinstance(value, list) and hasattr(self.fields[name], "choices"):
            # in the order of the list, whatever the order of ticking
            value = [code for code, _label in self.fields[name].choices if code in value]
        return super().shown(name, value["text"] if isinstance(value, dict) else value)

    def perform(self, by):
        facts = {**self.person(), **self.names(), **self.circumstances(), **self.minor()}
        facts["nationalities"] += [n.code for n in self.row.nationalities][2:]  # not on the page
        facts["birth"] = self._birth(facts["birth"])
        return actions.change(self.row, by=by, version=self.cleaned_data["version"], **facts)

    def _birth(self, said):
        """As it stands where it says the same: “about 30” counts from the day when it was said."""
        stands = self.row.birth
        return stands if said and stands and said["text"] == stands["text"] else said


class AddPhone(PhoneFields, ActionForm):
    plain_labels = True

    def __init__(self, *args, client, **kwargs):
        self.client = client
        super().__init__(*args, **kwargs)
        self.fields["phone_number"].required = True

    def perform(self, by):
        return actions.add_phone(self.client, by=by, **self.phone())


class ChangePhone(PhoneFields, ChangingForm):
    plain_labels = True

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.fields["phone_number"].required = True

    def values_of(self, phone):
        names = ("number", "safe", "safe_note", "answered_by", "messenger")
        return {f"phone_{name}": getattr(phone, name) for name in names}

    def perform(self, by):
        version = self.cleaned_data["version"]
        return actions.change_phone(self.row, by=by, version=version, **self.phone())


class AddDocument(DocumentFields, ActionForm):
    plain_labels = True

    def __init__(self, *args, client, **kwargs):
        self.client = client
        super().__init__(*args, **kwargs)
        in_both_calendars(self, client.centre.country)
        self.fields["document_kind"].required = True

    def perform(self, by):
        return actions.add_document(self.client, by=by, **self.document())


class ChangeDocument(DocumentFields, ChangingForm):
    plain_labels = True

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        in_both_calendars(self, row.client.centre.country)
        self.fields["document_kind"].required = True

    def values_of(self, document):
        names = ("kind", "number", "expires_on", "held_by")
        values = {f"document_{name}": getattr(document, name) for name in names}
        return {**values, "document_country": document.country.code}

    def perform(self, by):
        version = self.cleaned_data["version"]
        return actions.change_document(self.row, by=by, version=version, **self.document())


class AddRelation(RelationFields, CreatingForm):
    plain_labels = True

    def __init__(self, *args, client, user, **kwargs):
        self.client, self.user = client, user
        super().__init__(*args, **kwargs)
        self.fields["relation_kind"].required = True

    def perform(self, by):
        return relating.add_relation(
            self.client, by=by, submission_id=self.cleaned_data["submission_id"], **self.relation()
        )


class ChangeRelation(RelationFields, ChangingForm):
    plain_labels = True

    def __init__(self, *args, row, user, **kwargs):
        self.user = user
        sees = Client.objects.visible_to(user).filter(pk=row.other_id).exists()
        self.unseen = None if sees else row.other
        super().__init__(*args, row=row, **kwargs)
        self.fields["relation_kind"].required = True
        if self.unseen:
            self.fields["relation_code"].help_text = _(
                "A registered person whom you may not see. Leave this empty to keep that person."
            )

    def values_of(self, relation):
        values = self.relation_values(relation)
        hidden = relation.other is not None and relation.other == self.unseen
        return {**values, "relation_code": ""} if hidden else values

    def perform(self, by):
        said = self.cleaned_data
        return relating.change_relation(self.row, by=by, version=said["version"], **self.relation())


class EndRelation(ActionForm):
    """That one no longer belongs to the client, or may no longer act."""

    def __init__(self, *args, relation, **kwargs):
        self.row = relation
        super().__init__(*args, **kwargs)

    def perform(self, by):
        return relating.end_relation(self.row, by=by)


class AddSpellings(CreatingForm):
    """Spellings of one name."""

    spellings = forms.CharField(
        label=_("Spellings of one name"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("With commas between them: Diallo, Jallow. Any script is fine."),
    )

    def perform(self, by):
        return add_spellings(by=by, **self.cleaned_data)
