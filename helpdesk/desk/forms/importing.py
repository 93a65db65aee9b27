"""Bringing in a register: the file, its columns, and what becomes of look-alikes."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.cases.forms import CentreField
from helpdesk.clients.models import Batch, Journey
from helpdesk.core.forms import CreatingForm

from ..importing import actions, files
from ..importing.columns import FIELDS


class Upload(CreatingForm):
    """The register as a file."""

    plain_labels = True
    file = forms.FileField(
        label=_("The register"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        help_text=_("CSV or Excel (XLSX). The first row names the columns."),
        error_messages={"required": _("Choose the file."), "empty": _("This file is empty.")},
    )
    encoding = forms.ChoiceField(
        label=_("Its encoding"),
        choices=[("", _("Find out")), *files.ENCODINGS],
        required=False,
        help_text=_("Only where letters come out wrong, or where you are asked."),
    )
    centre = CentreField(Centre.objects.none(), label=_("Centre"))

    def __init__(self, *args, user, size=0, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["centre"].of(user)
        if size > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:  # it was not even read
            self.fields["file"].error_messages["required"] = files.too_large()

    def perform(self, by):
        said = self.cleaned_data
        if said["file"].size > settings.IMPORT_MAX_BYTES:
            files.refuse(files.too_large())
        return actions.upload(
            said["centre"],
            by=by,
            submission_id=said["submission_id"],
            name=said["file"].name,
            content=said["file"].read(),
            encoding=said["encoding"],
        )


class Columns(CreatingForm):
    """What each column of theirs means, with its first values beside it."""

    plain_labels = True
    day_first = forms.ChoiceField(
        label=_("3/4/1990 means"),
        choices=[("yes", _("3 April (day first)")), ("", _("March 4 (month first)"))],
        required=False,
    )
    stage = forms.ChoiceField(
        label=_("Stage, where a row says none"),
        choices=[("", _("None: such rows are errors")), *Journey.Stage.choices],
        required=False,
    )

    def __init__(self, *args, batch, samples=(), **kwargs):
        self.batch, self.samples = batch, samples
        guessed = {number: field for field, number in batch.columns.items()}
        initial = {"day_first": "yes" if batch.day_first else "", "stage": batch.stage}
        super().__init__(*args, initial=initial, **kwargs)
        for number, header in enumerate(batch.headers):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=header or _("Column %(number)s") % {"number": number + 1},
                choices=[
                    ("", _("Leave out")),
                    *((key, told) for key, (told, _n) in FIELDS.items()),
                ],
                required=False,
                initial=guessed.get(number, ""),
            )

    def columns(self):
        """(field, first values) for each column of the file."""
        return [
            (
                self[f"column_{number}"],
                [row[number] for row in self.samples if len(row) > number and row[number]][:3],
            )
            for number in range(len(self.batch.headers))
        ]

    def chosen(self) -> dict[str, int]:
        """Our field → the column's number."""
        return {
            self.cleaned_data[f"column_{number}"]: number
            for number in reversed(range(len(self.batch.headers)))
            if self.cleaned_data.get(f"column_{number}")
        }

    def clean(self):
        said = super().clean()
        taken: dict[str, str] = {}
        for number in range(len(self.batch.headers)):
            field = said.get(f"column_{number}")
            if field and field in taken:
                self.add_error(
                    f"column_{number}",
                    _("“%(field)s” is chosen twice. Keep one, leave the other out.")
                    % {"field": FIELDS[field][0]},
                )
            taken.setdefault(field, number)
        self._needed(taken, said)
        return said

    def _needed(self, taken, said):
        if not {"name", "family_name", "local_name"} & set(taken):
            self.add_error(None, _("Say which column holds the name."))
        if "sex" not in taken:
            self.add_error(None, _("Say which column holds the sex."))
        if "stage" not in taken and not said.get("stage"):
            self.add_error("stage", _("No column holds the stage: choose one for all rows."))

    def perform(self, by):
        said = self.cleaned_data
        return actions.check(
            self.batch,
            by=by,
            submission_id=said["submission_id"],
            columns=self.chosen(),
            day_first=said["day_first"] == "yes",
            stage=said["stage"],
        )


class Import(CreatingForm):
    """What becomes of those who look like someone registered."""

    likes = forms.ChoiceField(
        label=_("Rows that look like someone who is registered"),
        choices=Batch.Likes.choices,
        widget=forms.RadioSelect,
        initial=Batch.Likes.LATER,
    )

    def __init__(self, *args, batch, **kwargs):
        self.batch = batch
        super().__init__(*args, **kwargs)

    def perform(self, by):
        said = self.cleaned_data
        return actions.import_register(
            self.batch, by=by, submission_id=said["submission_id"], likes=said["likes"]
        )


class Undo(CreatingForm):
    """Taking the whole register back."""

    def __init__(self, *args, batch, **kwargs):
        self.batch = batch
        super().__init__(*args, **kwargs)

    def perform(self, by):
        return actions.undo(self.batch, by=by, submission_id=self.cleaned_data["submission_id"])
