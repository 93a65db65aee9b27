"""One form for each act on an incoming referral, named in URL and trail as the action is."""

from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import may
from helpdesk.core.forms import ActionForm

from .. import actions
from .acts import reason_field, text_field


class IncomingAct(ActionForm):
    """In front of the action `verb`. `title` asks, `button` does, `done` says what happened."""

    verb = ""
    title = button = done = hint = ""
    tone = ""  # go, stop or ""

    def __init__(self, *args, incoming, **kwargs):
        self.incoming = incoming
        super().__init__(*args, auto_id=f"{self.verb.replace('_', '-')}_%s", **kwargs)

    @property
    def url_name(self):
        return f"referrals:{self.verb}"

    def perform(self, by):
        said = {name: value or None for name, value in self.cleaned_data.items()}
        return getattr(actions, self.verb)(self.incoming, by=by, **said)


class AcceptIncoming(IncomingAct):
    verb, button, title = "accept_incoming", _("Accept"), _("We take the person on")
    tone, hint = "go", _("Next you look for the person, and register whoever is new.")
    done = _("Accepted. Now look whether the person is known here.")
    text = text_field(_("A word to the sender"))


class AcknowledgeIncoming(IncomingAct):
    verb, button, title = "acknowledge_incoming", _("We have it"), _("We have it")
    hint = _("Tells the sender that it has arrived. Your answer may follow.")
    done = _("Acknowledged. The sender has been told.")


class AskSender(IncomingAct):
    verb, button, title = "ask_sender", _("Ask"), _("Ask the sender a question")
    done = _("Asked. Your time to answer stands still until the sender has replied.")
    text = text_field(_("Your question"), required=True)


class DeclineIncoming(IncomingAct):
    verb, button, title = "decline_incoming", _("Decline"), _("We cannot help")
    tone = "stop"
    done = _("Declined. The sender has been told.")
    reason = reason_field()
    text = text_field(_("In a few words"))


class CloseIncoming(IncomingAct):
    verb, button, title = "close_incoming", _("Close"), _("Close it for the sender")
    hint = _("The sender learns that it is closed, and what you write here. Nothing of the case.")
    done = _("Closed. The sender has been told.")
    text = text_field(_("A word to the sender"))


class AnswerIncoming(IncomingAct):
    verb, button, title = "answer_incoming", _("Answer"), _("Answer the question")
    tone, done = "go", _("Answered. The centre goes on.")
    text = text_field(_("The answer"), required=True)


OF_DESK = [
    AcceptIncoming,
    AcknowledgeIncoming,
    AskSender,
    AnswerIncoming,
    DeclineIncoming,
    CloseIncoming,
]
OF_SENDER = [AnswerIncoming]
BY_VERB = {form.verb: form for form in OF_DESK}


def acts_for(user, incoming, kinds, sent=None) -> dict[str, IncomingAct]:
    """Verb → form, for what is possible now and this person's to do; `sent` is the one at hand."""
    may_now = {
        kind.verb: kind(incoming=incoming)
        for kind in kinds
        if incoming.allows(kind.verb) and may(user, kind.verb, incoming)
    }
    if sent is not None:
        may_now[sent.verb] = sent
    return may_now
