"""Accounts of a partner's people, as its lead writes them down."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sure import SureForm
from helpdesk.core.forms import ActionForm
from helpdesk.core.texts import names_something

from . import actions


class StaffForm(SureForm, ActionForm):
    """Lead or worker."""

    plain_labels = True
    leads = forms.BooleanField(
        label=_("Leads the others"),
        required=False,
        help_text=_("A lead allots referrals and looks after these accounts."),
    )

    def __init__(self, *args, partner, **kwargs):
        self.partner = partner
        super().__init__(*args, **kwargs)


class InviteWorkerForm(StaffForm):
    """Someone new."""

    name = forms.CharField(label=_("Name"), max_length=120, validators=[names_something])
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    field_order = ["name", "email", "leads"]

    def perform(self, by):
        return actions.invite_worker(self.partner, by=by, **self.cleaned_data)


class ChangeWorkerForm(StaffForm):
    """Someone of the partner's people."""

    is_active = forms.BooleanField(label=_("May log in"), required=False)

    def __init__(self, *args, person, partner, **kwargs):
        self.person = person
        is_lead = person.groups.filter(pk=partner.leads_id).exists()
        initial = {"is_active": person.is_active, "leads": is_lead}
        super().__init__(*args, partner=partner, initial=initial, **kwargs)

    def perform(self, by):
        return actions.change_worker(self.person, self.partner, by=by, **self.cleaned_data)
