"""What the desk asks about a file: the file itself, what it is, why it goes."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.core.files import checked, clean_name
from helpdesk.core.forms import ActionForm, ChangingForm, CreatingForm
from helpdesk.core.refusal import Refused

from . import actions
from .models import File

ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp,.heic,.docx,.xlsx,.odt,.txt,.csv,.mp3,.m4a,.ogg,.oga,.opus"
CHOOSE = gettext_lazy("Choose a file, or drop one here.")
REQUEST_ROOM = 2**16  # for the other answers of a form


def too_large():
    return _("These files are larger than %(mb)d MB together. Send fewer at once.") % {
        "mb": settings.FILES_REQUEST_BYTES // 2**20
    }


class DropInput(forms.FileInput):
    """The browser's own input, large enough to drop files on."""

    allow_multiple_selected = True

    def __init__(self, *, many):
        attrs = {"accept": ACCEPT, "class": "drop"}
        super().__init__({**attrs, "multiple": True} if many else attrs)

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])


class CheckedFiles(forms.FileField):
    """One file or several, each looked into before it is taken: a list of core.files.Checked."""

    def __init__(self, *, many=True, **kwargs):
        super().__init__(widget=DropInput(many=many), error_messages={"required": CHOOSE}, **kwargs)

    def clean(self, data, initial=None):
        sent = data or []
        if not sent:
            raise forms.ValidationError(self.error_messages["required"])
        if len(sent) > settings.FILES_AT_ONCE:
            raise forms.ValidationError(
                _("Choose %(n)d files at most at once.") % {"n": settings.FILES_AT_ONCE}
            )
        if sum(one.size for one in sent) > settings.FILES_REQUEST_BYTES:
            raise forms.ValidationError(too_large())
        return self._looked_into(sent)

    def _looked_into(self, sent):
        kept, wrong = [], []
        for one in sent:
            try:
                kept.append(checked(one.read(), one.name))
            except Refused as refused:
                wrong.append(f"{_shown(one.name)}: {refused}" if len(sent) > 1 else str(refused))
        if wrong:
            raise forms.ValidationError(wrong)
        return kept


def _shown(name):
    """A file's name as a message can say it."""
    ending = name.rpartition(".")[2][:8] if "." in name else "–"
    return clean_name(name, ending)[:60]


class OfFile(forms.Form):
    """What is said of a file."""

    plain_labels = True
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=[("", gettext_lazy("Choose")), *File.Kind.choices],
        error_messages={"required": gettext_lazy("Say what it is.")},
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=100, required=False)
    dated_on = forms.DateField(
        label=gettext_lazy("Date on it"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    original_seen = forms.BooleanField(
        label=gettext_lazy("I have seen the original"), required=False
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def facts(self):
        names = ("kind", "title", "dated_on", "original_seen", "note")
        facts = {name: self.cleaned_data[name] for name in names}
        return {**facts, "note": facts["note"] or None}


class _Sent(CreatingForm):
    """A form whose files were not even read where all of it was too large."""

    def __init__(self, *args, size=0, **kwargs):
        super().__init__(*args, **kwargs)
        if size > settings.FILES_REQUEST_BYTES + REQUEST_ROOM:
            self.fields["files"].error_messages["required"] = too_large()


class AddFiles(OfFile, _Sent):
    """Papers, photos, voice notes: all of one kind at once."""

    files = CheckedFiles(
        label=gettext_lazy("Files"),
    )
    field_order = ["files", *OfFile.base_fields]

    def __init__(self, *args, owner, **kwargs):
        self.owner = owner
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = _("Without one, the name of the file.")
        self.fields["files"].help_text = _(
            "Choose them, or drop them on the box: PDF, photos, Word and Excel without macros, "
            "texts, voice notes. Up to %(mb)d MB each, %(n)d at once. What a photo says of its "
            "place and its phone is taken out."
        ) % {"mb": settings.FILES_MAX_BYTES // 2**20, "n": settings.FILES_AT_ONCE}

    def perform(self, by):
        said = self.cleaned_data
        return actions.add_files(
            self.owner,
            by=by,
            submission_id=said["submission_id"],
            files=said["files"],
            **self.facts(),
        )


class ReplaceFile(_Sent):
    """A newer version of a file."""

    plain_labels = True
    files = CheckedFiles(
        label=gettext_lazy("The newer version"),
        many=False,
        help_text=gettext_lazy("The earlier one stays, and can still be opened."),
    )

    def __init__(self, *args, file, **kwargs):
        self.file = file
        super().__init__(*args, **kwargs)

    def perform(self, by):
        said = self.cleaned_data
        return actions.replace_file(
            self.file, by=by, submission_id=said["submission_id"], checked=said["files"][0]
        )


class ChangeFile(OfFile, ChangingForm):
    """What is said of a file, put right."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=100,
        error_messages={"required": gettext_lazy("Say what it is called.")},
    )
    field_order = list(OfFile.base_fields)

    def perform(self, by):
        return actions.change_file(
            self.row, by=by, version=self.cleaned_data["version"], **self.facts()
        )


class RemoveFile(ActionForm):
    """Why a file goes out of the lists."""

    plain_labels = True
    why = forms.CharField(
        label=gettext_lazy("Why is it removed?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "It is never opened again. It is kept, sealed, until the record’s retention ends."
        ),
        error_messages={"required": gettext_lazy("Say why, in a few words.")},
    )

    def __init__(self, *args, file, **kwargs):
        self.file = file
        super().__init__(*args, **kwargs)

    def perform(self, by):
        return actions.remove_file(self.file, by=by, why=self.cleaned_data["why"])
