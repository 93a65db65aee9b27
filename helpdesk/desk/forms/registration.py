"""The registration form: a person, how to reach them, their journey and what they need."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.cases.categories import CATEGORIES
from helpdesk.cases.forms import CentreField
from helpdesk.cases.models import Case
from helpdesk.clients.birth import parse_birth
from helpdesk.clients.finding import Described
from helpdesk.clients.form_parts import DocumentFields, JourneyFields, PersonFields, PhoneFields
from helpdesk.core.forms import CreatingForm

from .. import actions
from ..search import split

# Folded parts of the page: title, what is in it, its fields.
SECTIONS = [
    (
        _("Phone, and whether it is safe to call"),
        "",
        ("phone_number", "phone_answered_by", "phone_safe", "phone_safe_note", "phone_messenger"),
    ),
    (
        _("Birth, languages and home"),
        _("year, month or “about 30”"),
        (
            "birth",
            "nationality",
            "second_nationality",
            "area",
            "address",
            "email",
            "languages",
            "needs_interpreter",
        ),
    ),
    (_("Name in another script"), "", ("local_name", "local_lang")),
    (
        _("Documents"),
        _("and who holds them"),
        (
            "document_kind",
            "document_number",
            "document_country",
            "document_expires_on",
            "document_held_by",
        ),
    ),
    (
        _("Journey"),
        _("country, work, dates"),
        (
            "origin",
            "destination",
            "place",
            "channel",
            "occupation",
            "prepared_on",
            "departed_on",
            "returned_on",
        ),
    ),
]


class Register(PhoneFields, DocumentFields, JourneyFields, PersonFields, CreatingForm):
    """Four answers are needed; everything else can come later."""

    plain_labels = True
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
        help_text=_("A case needs one. Without it the client is registered and no case is opened."),
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"),
        choices=Case.Urgency.choices,
        required=False,
        initial=Case.Urgency.NORMAL,
    )
    centre = CentreField(Centre.objects.none(), label=_("Centre"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if user is not None:  # nobody answers while one only looks
            self.fields["centre"].of(user)
        self.then_case = "next" not in self.data

    def sections(self):
        """The folded parts; one that holds an answer or an error is open."""
        return [
            {
                "title": title,
                "note": note,
                "fields": [self[name] for name in names],
                "open": self._is_open(names),
            }
            for title, note, names in SECTIONS
        ]

    def _is_open(self, names):
        touched = (
            set(self.changed_data)
            if self.is_bound
            else {name for name in names if self.initial.get(name)}
        )
        return bool(
            touched.intersection(names) or (self.is_bound and set(self.errors).intersection(names))
        )

    def clean(self):
        said = super().clean()
        if self.then_case and not said.get("category"):
            self.add_error(
                "category",
                _("Choose a category to open a case, or save without one by “Save and next”."),
            )
        return said

    def described(self, look="") -> Described:
        """The person as typed so far, right or wrong, and what was looked for before."""
        words, figures = split(look)
        number = self._said("document_number")
        return Described(
            names=[*filter(None, [self._said("name"), self._said("local_name"), words])],
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
        return value.strip()[:200] if isinstance(value, str) else ""

    def perform(self, by):
        said = self.cleaned_data
        urgency = said["urgency"] or Case.Urgency.NORMAL
        case = (
            {"title": said["need"], "category": said["category"], "urgency": urgency}
            if said["category"]
            else None
        )
        if case and self.then_case:
            case["officer"] = by
        return actions.register_and_open(
            said["centre"],
            by=by,
            submission_id=said["submission_id"],
            person=self.person(),
            journey=self.journey(),
            phone=self.phone(),
            document=self.document(),
            case=case,
        )


def _birth(text):
    try:
        return parse_birth(text)
    except forms.ValidationError:
        return None  # said beside the field; not a fact to look for
