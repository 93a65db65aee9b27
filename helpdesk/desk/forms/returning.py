"""Someone who is known already came again: what was typed at registration goes on here."""

from django.utils.translation import gettext_lazy as _

from helpdesk.cases.opening_forms import OpenCase
from helpdesk.clients.actions import find_document, find_phone
from helpdesk.clients.form_parts import DocumentFields, PhoneFields

from .. import actions
from .opening import IncomingField

PHONE = ("phone_number", "phone_answered_by", "phone_safe", "phone_safe_note", "phone_messenger")
DOCUMENT = (
    "document_kind",
    "document_number",
    "document_country",
    "document_expires_on",
    "document_held_by",
)


FIRST = ["title", "category", "stage", "high_risk", "urgency", "urgency_reason", "urgency_note"]
FIRST += ["need_kind"]


class Returning(PhoneFields, DocumentFields, OpenCase):
    """A new case of hers; a phone or a document that her record does not know yet is offered."""

    incoming = IncomingField()

    def __init__(self, *args, client, user, **kwargs):
        super().__init__(*args, client=client, user=user, **kwargs)
        self.fields["incoming"].of(user)
        self.fields["phone_number"].label = _("New phone: leave empty to add none")
        self.fields["document_kind"].label = _("New document")
        self.order_fields(FIRST)

    @classmethod
    def from_registration(cls, typed, *, client, user):
        """Fresh, with what was typed in the registration form; nothing is typed twice."""
        form = cls(client=client, user=user)
        for name in form.fields:
            if name != "submission_id" and typed.get(name):
                form.initial[name] = typed.get(name)
        form.initial["title"] = typed.get("need", "")
        number, paper = typed.get("phone_number", ""), typed.get("document_number", "")
        if number and find_phone(client, number, user):
            form.initial.update(dict.fromkeys(PHONE))
        if paper and find_document(client, paper):
            form.initial.update(dict.fromkeys(DOCUMENT))
        return form

    def perform(self, by):
        said = self.cleaned_data
        case = {**self.facts(), "need_kind": said["need_kind"]}
        return actions.take_up(
            self.client,
            said["centre"],
            by=by,
            submission_id=said["submission_id"],
            phone=self.phone(),
            document=self.document(),
            incoming=said["incoming"],
            case={**case, "officer": by if said["mine"] else None},
        )
