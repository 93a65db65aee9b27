"""What a supervisor is asked about a closing that waits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.core.forms import ActionForm

from . import actions
from .assessing_forms import TICKS, words


class DecideClosing(ActionForm):
    """Close the case as it was proposed, or send it back with what is missing."""

    plain_labels = True
    decision = forms.ChoiceField(
        label=_("Is the case over?"),
        choices=[
            ("approve", _("Yes: close it with these outcomes")),
            ("send_back", _("Not yet: send it back")),
        ],
        widget=forms.RadioSelect(attrs=TICKS),
        error_messages={"required": _("Say whether the case is over.")},
    )
    reason = words(
        _("What is missing?"),
        1000,
        required=False,
        help_text=_("Needed only where you send it back. The officer reads it."),
    )

    def __init__(self, *args, asked, **kwargs):
        self.asked = asked
        super().__init__(*args, **kwargs)

    def clean(self):
        said = super().clean()
        if said.get("decision") == "send_back" and not said.get("reason"):
            self.add_error("reason", _("Say what is missing: the officer goes on from there."))
        return said

    def perform(self, by):
        if self.cleaned_data["decision"] == "approve":
            return actions.approve_closing(self.asked, by=by)
        return actions.send_back_closing(self.asked, by=by, reason=self.cleaned_data["reason"])
