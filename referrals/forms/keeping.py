"""The paper behind a consent, and the words that are read out before it."""

from django import forms
from django.utils.translation import gettext_lazy

from helpdesk.clients.models.client import LANGUAGES
from helpdesk.core.clock import today
from helpdesk.core.forms import ActionForm
from services.kinds import Kind

from .. import actions


class AttachPaperForm(ActionForm):
    """The scan or photo of the signed sheet."""

    paper = forms.FileField(
        label=gettext_lazy("The signed paper"),
        help_text=gettext_lazy("A PDF, or a photo as JPEG or PNG, of 10 MB at most."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def __init__(self, *args, consent, **kwargs):
        self.consent = consent
        super().__init__(*args, **kwargs)

    def perform(self, by):
        return actions.attach_paper(self.consent, by=by, content=self.cleaned_data["paper"].read())


class ConsentTextForm(ActionForm):
    """A new version of what is read out to clients."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)
    purpose = forms.ChoiceField(
        label=gettext_lazy("For which kind of help"),
        choices=[("", gettext_lazy("Every kind without a text of its own")), *Kind.choices],
        required=False,
    )
    valid_from = forms.DateField(
        label=gettext_lazy("Read out from"),
        initial=today,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        help_text=gettext_lazy(
            "Simple words, short paragraphs. The desk fills in {client}, {partner}, {purpose}, "
            "{what}, {until} and {centre}."
        ),
    )

    def perform(self, by):
        return actions.add_consent_text(by=by, **self.cleaned_data)
