"""A contact or an incoming referral becomes a case: what was said is not typed again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.cases.opening_forms import OpenCase
from helpdesk.clients.models import Client
from helpdesk.contacts import actions
from helpdesk.contacts.models import Contact
from helpdesk.core.forms import ActionForm
from referrals.models import Incoming

TITLE = 200  # as much as a case's title and a need hold


class ContactField(forms.ModelChoiceField):
    """The contact that this began with, by its code; unseen on the page."""

    widget = forms.HiddenInput

    def __init__(self, *args, **options):
        super().__init__(*args, to_field_name="code", required=False, **options)

    def of(self, user):
        self.queryset = _of_here(user)


class IncomingField(forms.ModelChoiceField):
    """The incoming referral that this began with, by its code; unseen on the page."""

    widget = forms.HiddenInput

    def __init__(self, **options):
        options |= {"to_field_name": "code", "required": False}
        super().__init__(Incoming.objects.none(), **options)

    def of(self, user):
        self.queryset = Incoming.objects.of_desk(user).for_listing()


def begun_by(user, asked) -> dict:
    """What a registration begins with: a contact or an incoming referral, named in the address."""
    contact = begun_by_contact(user, asked.get("contact", ""))
    return contact or begun_by_incoming(user, asked.get("incoming", ""))


def begun_by_incoming(user, code) -> dict:
    """What a registration begins with when someone was sent; nothing for one not seen or tied."""
    rows = Incoming.objects.of_desk(user).for_listing()
    incoming = rows.filter(code=code).first() if code else None
    if incoming is None or not incoming.waits_for_registration:
        return {}
    return {
        "incoming": incoming.code,
        "name": incoming.name or "",
        "phone_number": incoming.phone or "",
        "sex": incoming.sex,
        "stage": incoming.stage,
        "need": incoming.asks_for[:TITLE],
        "urgency": incoming.urgency,
        "centre": incoming.centre_id,
    }


def begun_by_contact(user, code) -> dict:
    """What a registration begins with when a contact is its start; nothing for one not seen."""
    contact = _find(user, code)
    if contact is None or contact.is_tied:
        return {}
    return {
        "contact": contact.code,
        "name": contact.name or "",
        "phone_number": contact.phone or "",
        "sex": contact.sex,
        "stage": contact.stage,
        "languages": [contact.language] if contact.language else [],
        "area": contact.area_id,
        "destination": contact.destination.code,
        "need": (contact.note or "")[:TITLE],
    }


class Tie(ActionForm):
    """It was this client, by code; the page finds codes by name."""

    client = forms.ModelChoiceField(
        Client.objects.none(),
        to_field_name="code",
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("No client whom you may see has this code.")},
    )

    def __init__(self, *args, contact, user, **kwargs):
        self.contact = contact
        super().__init__(*args, **kwargs)
        self.fields["client"].queryset = Client.objects.visible_to(user).for_listing()

    def perform(self, by):
        return actions.tie(self.contact, by=by, client=self.cleaned_data["client"])


class OpenCaseFrom(OpenCase):
    """One more matter of a client, perhaps begun by a contact of hers."""

    contact = ContactField(Contact.objects.none())

    def __init__(self, *args, user, asked, **kwargs):
        super().__init__(*args, user=user, asked=asked, **kwargs)
        self.fields["contact"].of(user)
        contact = _find(user, asked.get("contact", ""))
        if contact and contact.client_id == self.client.pk:
            self.initial |= {"contact": contact.code, "title": (contact.note or "")[:TITLE]}

    def perform(self, by):
        contact = self.cleaned_data["contact"]
        if contact is None:
            return super().perform(by)
        return actions.open_case_from(contact, self.client, by=by, **self.opened(by))


def _of_here(user):
    return Contact.objects.visible_to(user).of_own_centres(user).standing().for_listing()


def _find(user, code):
    """A contact of the user's own centres, or None."""
    return _of_here(user).filter(code=code).first() if code else None
