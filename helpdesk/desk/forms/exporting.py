"""Taking a list out of the desk: for what, and in which form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.core.forms import CreatingForm
from helpdesk.jobs.models import Export

from .. import exporting


class ExportList(CreatingForm):
    """The purpose is kept with the export, and read by data protection."""

    plain_labels = True
    purpose = forms.ChoiceField(
        label=_("What is it for?"),
        choices=Export.Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the list is for.")},
    )
    words = forms.CharField(
        label=_("In words"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Who will use the file, and until when."),
        error_messages={"required": _("Say in a few words what the list is for.")},
    )
    form = forms.ChoiceField(
        label=_("As"),
        choices=Export.Form.choices,
        widget=forms.RadioSelect,
        initial=Export.Form.XLSX,
    )
    look = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args, what, query="", **kwargs):
        self.what, self.query = what, query
        super().__init__(*args, **kwargs)

    def narrowed(self) -> dict:
        """What narrows the list: an address's query, or what was searched for."""
        look = self["look"].value() or ""
        return {"query": self.query[:500], "look": look[:200]}

    def perform(self, by):
        said = self.cleaned_data
        return exporting.export(
            self.what,
            by=by,
            submission_id=said["submission_id"],
            narrowed=self.narrowed(),
            form=said["form"],
            purpose=said["purpose"],
            words=said["words"],
        )
