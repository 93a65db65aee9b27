"""The partner's own desk: who handles what, when the client is seen, and what a list shows."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import User
from helpdesk.access.roles import Role
from helpdesk.access.sight import partner_ids, roles_at
from helpdesk.cases.models import Case
from helpdesk.core.forms import ActionForm, ChangingForm, CreatingForm, ReadableForm
from services.models import Service

from .. import actions

TEXT = {"rows": 2}


def moment_field(label, **options):
    """A day and an hour in the reader's own time."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, **options)


class Allot(ActionForm):
    """Who handles it from now on: a worker for herself, the lead for everyone."""

    worker = forms.ModelChoiceField(
        User.objects.none(), label=_("Who handles it"), required=False, empty_label=_("Nobody yet")
    )

    def __init__(self, *args, referral, user, **kwargs):
        self.referral = referral
        super().__init__(*args, initial={"worker": referral.worker_id}, **kwargs)
        team = referral.partner.team()
        leads = Role.LEAD in roles_at(user, referral.partner)
        self.fields["worker"].queryset = team if leads else team.filter(pk=user.pk)

    def perform(self, by):
        return actions.allot(self.referral, by=by, worker=self.cleaned_data["worker"])


class AppointmentFields(forms.Form):
    """When, where, and what the client should know."""

    at = moment_field(_("When"))
    place = forms.CharField(label=_("Where"), max_length=300)
    note = forms.CharField(
        label=_("What to bring or know"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs=TEXT),
        help_text=_("The centre reads it and tells the client."),
    )

    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in AppointmentFields.base_fields}


class MakeAppointment(AppointmentFields, CreatingForm):
    """The first one, or one more."""

    plain_labels = True

    def __init__(self, *args, referral, **kwargs):
        self.referral = referral
        super().__init__(*args, **kwargs)

    def perform(self, by):
        ids = self.cleaned_data["submission_id"]
        return actions.make_appointment(self.referral, by=by, submission_id=ids, **self.facts())


class ChangeAppointment(AppointmentFields, ChangingForm):
    """Another day, hour or place."""

    plain_labels = True

    def perform(self, by):
        version = self.cleaned_data["version"]
        return actions.change_appointment(self.row, by=by, version=version, **self.facts())


class PartnerFilter(ReadableForm):
    """Whose, how urgent, which service: each may be left open; the choice stands in the URL."""

    who = forms.ChoiceField(
        label=_("Handled by"),
        required=False,
        choices=[("", _("Everyone")), ("mine", _("Me")), ("unallotted", _("Nobody yet"))],
    )
    urgency = forms.ChoiceField(
        label=_("Pace"), required=False, choices=[("", _("Any")), *Case.Urgency.choices]
    )
    service = forms.ModelChoiceField(
        Service.objects.none(), label=_("Service"), required=False, empty_label=_("All services")
    )

    plain_labels = True

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        ours = Service.objects.visible_to(user).filter(partner__in=partner_ids(user))
        self.fields["service"].queryset = ours.order_by("name", "pk").only("name")
        self.fields["service"].label_from_instance = lambda service: service.name

    @property
    def chosen(self) -> dict:
        """What is chosen and known; anything else in the URL counts as open."""
        self.is_valid()
        return {name: self.cleaned_data[name] for name in self.fields if self._said(name)}

    def _said(self, name):
        return bool(self.cleaned_data.get(name))

    def narrow(self, referrals):
        """The referrals that fit all that was chosen."""
        chosen, who = self.chosen, self.chosen.get("who")
        if who:
            referrals = referrals.filter(worker=self.user if who == "mine" else None)
        facts = {name: chosen[name] for name in ("urgency", "service") if name in chosen}
        return referrals.filter(**facts)

    @property
    def chips(self):
        """The filters that are on, each with the list without it."""
        return [
            {"label": self._shown(name, value), "url": f"?{self._query(without=name)}"}
            for name, value in self.chosen.items()
        ]

    @property
    def query(self):
        """The filters as they stand in the URL, to be kept by tabs and pages."""
        return self._query()

    def _query(self, without=None):
        kept = {n: getattr(v, "pk", v) for n, v in self.chosen.items() if n != without}
        return urlencode(kept)

    def _shown(self, name, value):
        if name == "service":
            return value.name
        words = dict(self.fields[name].choices)[value]
        return f"{self.fields[name].label}: {words}" if name == "who" else words
