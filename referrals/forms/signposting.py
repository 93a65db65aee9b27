"""Telling someone about a service, and sending her there with her name and phone."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.access.sight import home_centre
from helpdesk.cases.models import Case
from helpdesk.clients.models import Client
from helpdesk.core.forms import CreatingForm

from .. import actions
from ..models import Signpost


class SignpostForm(CreatingForm):
    """She is told about it; who she is may stay open. `asked` names her and the case beforehand."""

    verb, kind = "signpost", Signpost.Kind.SIGNPOSTING
    title = gettext_lazy("Tell the client about it")
    button = gettext_lazy("The client was told")
    hint = gettext_lazy(
        "Nothing leaves the centre. It is counted apart from referrals; the partner is not asked."
    )

    client = forms.CharField(
        label=gettext_lazy("Client’s code"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Leave it empty for someone who is not registered."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "code"}),
    )
    case = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data=None, *, service, user, asked):
        self.service, self.user = service, user
        first = {name: asked.get(name, "") for name in ("client", "case")}
        super().__init__(data, initial=first)

    def clean_client(self):
        return self._found(Client.objects, "client", _("You see no client with this code."))

    def clean_case(self):
        return self._found(Case.objects, "case", _("You see no case with this code."))

    def _found(self, rows, name, otherwise):
        code = self.cleaned_data[name].strip().upper()
        found = rows.visible_to(self.user).for_listing().filter(code=code).first() if code else None
        if code and not found:
            raise forms.ValidationError(otherwise)
        return found

    def perform(self, by):
        said = self.cleaned_data
        centre = said["case"].centre if said["case"] else home_centre(by)
        return getattr(actions, self.verb)(self.service, by=by, centre=centre, **said)


class RedirectForm(SignpostForm):
    """She goes there with a note, or they are called: with what she agreed to, and no more."""

    verb, kind = "redirect", Signpost.Kind.REDIRECTION
    title = gettext_lazy("Send the client there with name and phone")
    button = gettext_lazy("Write the note")
    hint = gettext_lazy(
        "Call the partner, or give the client the printed note. Nothing is sent from here, and the "
        "reason stays with us. It is counted apart from referrals."
    )

    given = forms.MultipleChoiceField(
        label=gettext_lazy("The client agrees that the partner is told"),
        choices=Signpost.Given.choices,
        initial=Signpost.Given.values,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy(
                "Tick what the client agrees to, or only tell about the service."
            )
        },
    )
    agreed_how = forms.ChoiceField(
        label=gettext_lazy("How was the yes given?"),
        choices=Signpost.How.choices,
        initial=Signpost.How.SPOKEN,
        widget=forms.RadioSelect,
    )

    field_order = ["client", "case", "given", "agreed_how", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["client"].required = True
        self.fields["client"].help_text = ""


BY_KIND = {form.kind.value: form for form in (SignpostForm, RedirectForm)}
