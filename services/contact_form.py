"""Whom one calls at a partner."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helpdesk.core.forms import ChangingForm

from . import actions
from .forms import OfPartnerForm, facts_of
from .models import ContactPerson, Service

ContactFacts = facts_of(ContactPerson, "role", "name", "title", "email", "phone", "is_public")


class ContactForm(ContactFacts):
    """Who it is, for what, and how she is reached."""

    service = forms.ModelChoiceField(
        Service.objects.none(),
        label=_("For"),
        required=False,
        empty_label=_("All that the partner offers"),
    )
    field_order = ["role", "service", "name", "title", "email", "phone", "is_public"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = self.offered()
        self.fields["email"].help_text = _(
            "Whoever logs in with this address gets the reminders to check services."
        )
        self.fields["is_public"].help_text = _("With the directory, for everyone on the internet.")

    def offered(self):
        """What she can be called for."""
        return self.of_partner().services.active()

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("email") and not cleaned.get("phone"):
            self.add_error("phone", _("Give a phone number or an e-mail address."))
        return cleaned


class NameContactForm(ContactForm, OfPartnerForm):
    """One more person to call."""

    def of_partner(self):
        return self.partner

    def perform(self, by):
        return actions.name_contact(self.partner, by=by, **self.cleaned_data)


class ChangeContactForm(ContactForm, ChangingForm):
    """Correct who is called, or how."""

    def of_partner(self):
        return self.row.partner

    def offered(self):
        """Also what is out of the offer for now: else saving would make it all of the partner."""
        services = self.of_partner().services
        return services.filter(Q(pk=self.row.service_id) | Q(pk__in=super().offered().values("pk")))

    def perform(self, by):
        return actions.change_contact(self.row, by=by, **self.cleaned_data)
