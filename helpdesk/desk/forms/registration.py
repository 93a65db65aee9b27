"""The registration form: a person, how to reach them, their journey and what they need."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.cases.categories import CATEGORIES
from helpdesk.cases.forms import CentreField
from helpdesk.cases.opening_forms import urgency_choices
from helpdesk.clients.birth import parse_birth
from helpdesk.clients.finding import Described
from helpdesk.clients.form_parts import (
    CircumstancesFields,
    DocumentFields,
    Folded,
    JourneyDetailsFields,
    JourneyFields,
    MinorFields,
    NameFields,
    PersonFields,
    PhoneFields,
    RelationFields,
    in_both_calendars,
    sections,
)
from helpdesk.clients.models import Client
from helpdesk.contacts.models import Contact
from helpdesk.core.forms import CreatingForm
from helpdesk.core.texts import BOX

from .. import actions
from ..search import split
from .opening import ContactField, IncomingField

NAMES = ("name", "local_name", "latin_name")


class Register(
    Folded,
    PhoneFields,
    DocumentFields,
    JourneyFields,
    JourneyDetailsFields,
    RelationFields,
    MinorFields,
    NameFields,
    CircumstancesFields,
    PersonFields,
    CreatingForm,
):
    """Four answers are needed; everything else can come later."""

    plain_labels = True
    SECTIONS = [
        sections.PHONE,
        sections.PERSON,
        sections.NAMES,
        sections.DOCUMENT,
        sections.JOURNEY,
        sections.WORK,
        sections.CONTRACT,
        sections.FAMILY,
        sections.MINOR,
        sections.CIRCUMSTANCES,
    ]
    need = forms.CharField(
        label=_("What do they need?"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One line in their own words. You can open several cases later."),
        error_messages={"required": _("Say what they need, in a few words.")},
    )
    category = forms.ChoiceField(
        label=_("Category"),
        choices=[("", _("Choose")), *CATEGORIES],
        required=False,
        help_text=_("A case needs one. Without it what they need is kept, and no case is opened."),
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"),
        choices=urgency_choices,
        required=False,
    )
    centre = CentreField(Centre.objects.none(), label=_("Centre"))
    contact = ContactField(Contact.objects.none())
    incoming = IncomingField()

    def __init__(self, *args, user, looking=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.apart = self._apart(user)  # who looks like her and is someone else
        if not looking:  # nobody answers while one only looks
            self.fields["centre"].of(user)
            in_both_calendars(self, self.fields["centre"].queryset.first().country)
            self.fields["contact"].of(user)
            self.fields["incoming"].of(user)
        self.then_case = "next" not in self.data

    def clean(self):
        said = super().clean()
        if self.then_case and not said.get("category"):
            self.add_error(
                "category",
                _("Choose a category to open a case, or save without one by “Save and next”."),
            )
        return said

    def _apart(self, user):
        names = ("different", "not_her")
        codes = [code for name in names for code in getattr(self.data, "getlist", list)(name)]
        return list(Client.objects.visible_to(user).filter(code__in=codes)) if codes else []

    def described(self, look="") -> Described:
        """The person as typed so far, right or wrong, and what was looked for before."""
        words, figures = split(look)
        number = self._said("document_number")
        return Described(
            names=[
                *filter(
                    None, [*map(self._said, NAMES), *self._said("other_names").split(","), words]
                )
            ],
            birth=_birth(self._said("birth")),
            sex=self._said("sex"),
            phones=[*filter(None, [self._said("phone_number"), figures])],
            documents=[*filter(None, [number, figures])],
            address=self._said("address"),
            file_number=self._said("file_number"),
            kinds={number: self._said("document_kind")} if number else {},
        )

    def _said(self, name) -> str:
        value = self[name].value() if name in self.fields else ""
        return value.strip()[:BOX] if isinstance(value, str) else ""

    def perform(self, by):
        said = self.cleaned_data
        person = {**self.person(), **self.names(), **self.circumstances(), **self.minor()}
        case = None
        if said["category"]:
            names = ("category", "urgency")
            case = {"title": said["need"], **{name: said[name] for name in names}}
        else:
            person["asked_for"] = said["need"]
        if case and self.then_case:
            case["officer"] = by
        return actions.register_and_open(
            said["centre"],
            by=by,
            submission_id=said["submission_id"],
            person=person,
            journey={**self.journey(), **self.details()},
            phone=self.phone(),
            document=self.document(),
            relation=self.relation(),
            case=case,
            contact=said["contact"],
            incoming=said["incoming"],
            apart=self.apart,
        )


def _birth(text):
    try:
        return parse_birth(text)
    except forms.ValidationError:
        return None  # said beside the field; not a fact to look for
