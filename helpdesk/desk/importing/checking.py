"""One row of a register, read by the same forms as the counter's: facts, or what is wrong."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from helpdesk.cases.models import Case
from helpdesk.clients.actions import check_dates
from helpdesk.clients.form_parts import (
    DocumentFields,
    JourneyDetailsFields,
    JourneyFields,
    NameFields,
    PersonFields,
    PhoneFields,
)
from helpdesk.clients.models import Journey
from helpdesk.clients.models.languages import EVERY_LANGUAGE
from helpdesk.clients.occupations import meant
from helpdesk.core.refusal import Refused

from . import values
from .columns import FIELDS

HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
DAYS = ("birth", "document_expires_on", "departed_on", "returned_on")
CODES = ("sex", "stage", "document_kind", "phone_safe", "urgency")


class AreaByName(forms.Field):
    """An area as a register names it."""

    areas: values.Areas

    def to_python(self, value):
        try:
            return self.areas.find(value) if value else None
        except values.Strange as error:
            raise ValidationError(str(error)) from None


class RowForm(
    PhoneFields, DocumentFields, JourneyFields, JourneyDetailsFields, NameFields, PersonFields
):
    """What a row may say. One form reads all rows: making it anew would take most of the time."""

    area = AreaByName(required=False)
    origin = AreaByName(required=False)
    need = forms.CharField(max_length=200, required=False)
    category = forms.CharField(required=False)
    urgency = forms.ChoiceField(choices=Case.Urgency.choices, required=False)
    languages = forms.MultipleChoiceField(choices=EVERY_LANGUAGE, required=False)

    def __init__(self):
        super().__init__({})
        areas = values.Areas()
        self.fields["area"].areas = self.fields["origin"].areas = areas
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):  # put together anew for each row otherwise
                field.choices = [(value, "") for value, _label in field.choices]
        self.fields["sex"].error_messages["required"] = _("The sex is missing.")
        self.fields["stage"].error_messages["required"] = _("The stage is missing.")

    def read(self, data) -> bool:
        """Whether the row is right; `errors` and the facts are those of this row."""
        self.data, self._errors = data, None
        return self.is_valid()

    def clean(self):
        said = super().clean()
        if said.get("need") and not said.get("category") and "category" not in self.errors:
            self.add_error("category", _("Say the category of the need: a case has one."))
        return said


class Checker:
    """Reads the rows of one register, with its columns as they were named."""

    def __init__(self, batch):
        self.batch, self.form = batch, RowForm()
        self.by_column = {number: field for field, number in batch.columns.items()}

    def read(self, cells):
        """(facts for register_and_open or None, [[column, what is wrong with it]])."""
        data, problems = self._data(cells)
        wrong = {field for field, _words in problems}
        if not self.form.read(data):
            for field, errors in self.form.errors.items():
                if field not in wrong:
                    problems += [(field, str(error)) for error in errors]
        if not problems:
            facts = self._facts()
            problems = self._dates(facts["journey"])
        if problems:
            return None, [[self._column(field), words] for field, words in problems]
        return facts, []

    # --- from their words to ours

    def _data(self, cells):
        said, problems = {}, []
        if len(cells) > len(self.batch.headers):
            problems.append(("", _("The row has more cells than there are columns.")))
        for number, cell in enumerate(cells):
            if (field := self.by_column.get(number)) and cell:
                if HIDDEN.search(cell):
                    problems.append((field, _("Invisible signs stand in this cell.")))
                else:
                    said[field] = cell
        self._together(said)
        data = {}
        for field, cell in said.items():
            try:
                data[field] = self._open(field, cell)
            except values.Strange as error:
                problems.append((field, str(error)))
        if "stage" not in said and self.batch.stage:
            data["stage"] = self.batch.stage
        return data, problems

    def _together(self, said):
        """Columns that are one field of ours; `self.standing_for` says which stands for which."""
        self.standing_for = {}
        if family := said.pop("family_name", ""):
            said["name"] = f"{said.get('name', '')} {family}".strip()
        if (age := said.pop("age", "")) and "birth" not in said:
            said["birth"] = f"about {age}" if age.isdecimal() else age
            self.standing_for["birth"] = "age"
        if work := said.pop("occupation", ""):  # the code where it is plain, the words in any case
            said["work"], said["occupation"] = work, meant(work)
            self.standing_for["work"] = "occupation"
        if number := said.pop("passport", ""):
            said["document_number"], said["document_kind"] = number, "passport"
            self.standing_for["document_number"] = self.standing_for["document_kind"] = "passport"

    def _open(self, field, cell):
        if field in CODES:
            return values.code_of(field, cell)
        if field == "needs_interpreter":
            return values.code_of("yes", cell)
        if field in ("nationality", "destination", "document_country"):
            return values.country_of(cell)
        if field == "languages":
            return values.languages_of(cell)
        if field == "category":
            return values.category_of(cell)
        return values.day_of(cell, self.batch.day_first) if field in DAYS else cell

    # --- to what the actions take

    def _facts(self):
        said = self.form.cleaned_data
        person = {**self.form.person(), **self.form.names()}
        case = {"title": said["need"], "category": said["category"], "urgency": said["urgency"]}
        if said["category"] and not said["need"]:
            case["title"] = values.category_label(said["category"])
        return {
            "person": person,
            "journey": {**self.form.journey(), **self.form.details()},
            "phone": self.form.phone(),
            "document": self.form.document(),
            "case": case if said["category"] else None,
        }

    def _dates(self, facts):
        try:
            check_dates(Journey(**facts))
        except Refused as error:
            return [(error.field or "", str(error))]
        return []

    def _column(self, field):
        """The column as their file calls it; our own word where they have none."""
        for name in (self.standing_for.get(field), field, "family_name" if field == "name" else ""):
            if (number := self.batch.columns.get(name)) is not None:
                return self.batch.headers[number]
        return str(FIELDS[field][0]) if field in FIELDS else ""
