"""One form for each act on a referral, named in URL and trail as the action is."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import may
from helpdesk.core.clock import today
from helpdesk.core.forms import ActionForm

from .. import actions
from ..models import Feedback, Referral
from ..models.referral import Reason


def text_field(label, *, required=False, hint=""):
    return forms.CharField(
        label=label,
        required=required,
        help_text=hint,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def reason_field(*without):
    without = {Reason.NO_ANSWER, Reason.AGREEMENT, *without}  # those are nobody's to choose
    known = [choice for choice in Reason.choices if choice[0] not in without]
    return forms.ChoiceField(label=_("Why?"), choices=[("", _("Choose one")), *known])


def _said(label, kind, *, required=False):
    choices = [("", _("Choose one")), *kind.choices]
    return forms.ChoiceField(label=label, required=required, choices=choices)


class ActForm(ActionForm):
    """In front of the action `verb`. `title` asks, `button` does, `done` says what happened."""

    verb = ""
    title = button = done = hint = ""
    tone = ""  # go, stop or ""

    def __init__(self, *args, referral, **kwargs):
        self.referral = referral
        super().__init__(*args, auto_id=f"{self.verb.replace('_', '-')}_%s", **kwargs)

    @property
    def url_name(self):
        return f"referrals:{self.verb}"

    def perform(self, by):
        said = {name: value or None for name, value in self.cleaned_data.items()}
        return getattr(actions, self.verb)(self.referral, by=by, **said)


class Acknowledge(ActForm):
    verb, button, title = "acknowledge", _("We have it"), _("We have it")
    hint = _("Tells the centre that it has arrived. Your answer may follow.")
    done = _("Acknowledged. The centre has been told.")


class Accept(ActForm):
    verb, button, title, tone = "accept", _("Accept"), _("We can help"), "go"
    done = _("Accepted. The centre has been told.")
    text = text_field(_("A word to the centre"))


class Waitlist(ActForm):
    verb, button, title = "waitlist", _("Put on the waiting list"), _("Put on our waiting list")
    done = _("On your waiting list. The centre has been told.")
    review_on = forms.DateField(
        label=_("When will you look at it again?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    text = text_field(_("A word to the centre"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["review_on"].initial = today() + timedelta(days=settings.REFERRAL_REVIEW_DAYS)


class RequestInformation(ActForm):
    verb, button, title = "request_information", _("Ask"), _("Ask the centre a question")
    done = _("Asked. Your time to answer stands still until the centre has replied.")
    text = text_field(_("Your question"), required=True)


class Decline(ActForm):
    verb, button, title, tone = "decline", _("Decline"), _("We cannot"), "stop"
    done = _("Declined. The centre has been told and looks for someone else.")
    reason = reason_field()
    text = text_field(_("In a few words"))


class Start(ActForm):
    verb, button, title, tone = "start", _("We have begun"), _("First contact"), "go"
    done = _("Noted. The centre has been told.")
    text = text_field(_("In one line"))


class Complete(ActForm):
    verb, button, title = "complete", _("Report outcome"), _("We have helped")
    done = _("Reported. The centre asks the client, and closes it.")
    outcome = forms.ChoiceField(
        label=_("What was the result?"), choices=[("", _("Choose one")), *Referral.Outcome.choices]
    )
    delivered = text_field(_("What was delivered"), required=True)


class NotDeliver(ActForm):
    verb, button, title, tone = (
        "not_deliver",
        _("Could not deliver"),
        _("We could not deliver"),
        "stop",
    )
    done = _("Reported. The centre has been told and looks further.")
    reason = reason_field()
    text = text_field(_("In a few words"))


class Answer(ActForm):
    verb, button, title, tone = "answer", _("Answer"), _("Answer the question"), "go"
    hint = _("Only what the client agreed to: the packet stays as it was sent.")
    done = _("Answered. The partner has been told, and its time runs again.")
    text = text_field(_("Your answer"), required=True)


class Asked(ActForm):
    """What was said of the help, and by whom; whom nobody reached, nobody helped."""

    said_by = _said(_("Who says so?"), Feedback.SaidBy, required=True)
    reached = _said(_("Did the partner reach the client?"), Feedback.Reached, required=True)
    helped = _said(_("Did it help?"), Feedback.Helped)
    satisfied = _said(_("Is the client satisfied?"), Feedback.Satisfied)

    field_order = ["said_by", "reached", "helped", "satisfied", "text"]

    def clean(self):
        said = self.cleaned_data
        if said.get("reached") == Feedback.Reached.YES and not said.get("helped"):
            self.add_error("helped", _("Say whether it helped."))


class Confirm(Asked):
    verb, button, title, tone = (
        "confirm",
        _("Confirm and close"),
        _("Ask the client, and close"),
        "go",
    )
    hint = _("The partner has reported; now ask the client. Closing ends the partner’s sight.")
    done = _("Closed. The partner has been told.")
    text = text_field(_("In their words"))

    def more_buttons(self):
        """Where the client says no: back to the partner, or on to someone else; one click each."""
        back = [("referrals:dispute", "", "", _("Not done: back to the partner"))]
        on = [("referrals:confirm", "then", "reroute", _("Close, and ask someone else"))]
        return [*(back if self.referral.allows("dispute") else []), *on]


class Dispute(Asked):
    verb, button, title = "dispute", _("It is not done yet"), _("The client says otherwise")
    hint = _("The partner goes on, and reports again.")
    done = _("Back with the partner, who has been told.")
    text = text_field(_("What is missing"), required=True, hint=_("The partner reads this."))
    said_by = _said(_("Who says so?"), Feedback.SaidBy)
    reached = _said(_("Did the partner reach the client?"), Feedback.Reached)

    def clean(self):
        if self.cleaned_data.get("said_by"):
            super().clean()


class Withdraw(ActForm):
    verb, button, title, tone = "withdraw", _("Withdraw"), _("Withdraw the referral"), "stop"
    hint = _("The partner loses sight of it at once, and is told.")
    done = _("Withdrawn. The partner no longer sees it.")
    reason = reason_field()
    text = text_field(_("In a few words"))


class EnterInError(ActForm):
    verb, button, title, tone = (
        "enter_in_error",
        _("Mark as entered in error"),
        _("It should never have been sent"),
        "stop",
    )
    hint = _("The partner loses sight of it at once, and is told.")
    done = _("Marked as entered in error. The partner no longer sees it.")
    text = text_field(_("What went wrong"), required=True)


class Discard(ActForm):
    verb, button, title = "discard", _("Discard"), _("Discard the draft")
    done = _("Draft discarded. Nothing had left the centre.")


OF_DESK = [Answer, Confirm, Dispute, Withdraw, EnterInError, Discard]
OF_PARTNER = [
    Acknowledge,
    Accept,
    Decline,
    Start,
    Complete,
    NotDeliver,
    RequestInformation,
    Waitlist,
]
BY_VERB = {form.verb: form for form in [*OF_DESK, *OF_PARTNER]}


def forms_for(user, referral, kinds, sent=None) -> dict[str, ActForm]:
    """Verb → form, for what is possible now and this person's to do; `sent` is the one at hand."""
    may_now = {
        kind.verb: kind(referral=referral)
        for kind in kinds
        if referral.allows(kind.verb) and may(user, kind.verb, referral)
    }
    if sent is not None:
        may_now[sent.verb] = sent
    return may_now
