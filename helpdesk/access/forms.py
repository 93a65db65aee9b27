from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.models import Group
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from helpdesk.core.forms import ActionForm, ChangingForm
from helpdesk.core.texts import names_something

from . import actions
from .areas.field import AreaField
from .models import Centre, Mail, User
from .second_factor import actions as second_factor
from .sight import teams_administered_by, teams_by_place
from .sure import SureForm
from .working_week import WEEKDAYS, days_in

WHY = [
    ("lost_phone", _("The phone is lost")),
    ("stolen_phone", _("The phone was stolen")),
    ("new_phone", _("There is a new phone, and no codes are left")),
    ("broken", _("The phone or the app is broken")),
]


def time_zones():
    """The zones that have a place in their name, by continent."""
    zones = sorted(
        zone
        for zone in available_timezones()
        if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/"))
    )
    continents = dict.fromkeys(zone.split("/")[0] for zone in zones)
    grouped = [
        (c, [(z, z.split("/", 1)[1].replace("_", " ")) for z in zones if z.startswith(f"{c}/")])
        for c in continents
    ]
    return [("UTC", "UTC"), *grouped]


def languages():
    return [("", _("As the browser asks")), *settings.LANGUAGES]


def _hour(label, hint=""):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget, help_text=hint)


class CentreFacts(forms.Form):
    """What is said of a centre."""

    name = forms.CharField(label=_("Name"), max_length=120, validators=[names_something])
    kind = forms.ChoiceField(label=_("Kind"), choices=Centre.Kind, initial=Centre.Kind.DISTRICT)
    country = CountryField(blank_label="").formfield(label=_("Country"))
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=lazy(time_zones, list), initial="UTC"
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=60,
        required=False,
        help_text=_("For the public. It stands on the client’s card, with the address."),
    )
    address = forms.CharField(label=_("Address"), max_length=300, required=False)


class WorkingWeekFacts(forms.Form):
    """When an office works; what is left empty is as is usual in its country."""

    working_days = forms.MultipleChoiceField(
        label=_("Working days"),
        choices=WEEKDAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen: as is usual in the country."),
    )
    opens_at = _hour(_("Opens at"), _("Empty: as is usual in the country."))
    closes_at = _hour(_("Closes at"))
    closed_days = forms.CharField(
        label=_("Closed on"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Besides public holidays. One day to a line, for example 2027-03-12 Annual meeting."
        ),
    )

    def clean_closed_days(self):
        try:
            days_in(text := self.cleaned_data["closed_days"])
        except ValueError:
            raise forms.ValidationError(
                _("Begin each line with a day, as in 2027-03-12 Annual meeting.")
            ) from None
        return text

    def clean(self):
        said = super().clean()
        opens, closes = said.get("opens_at"), said.get("closes_at")
        if opens and closes and opens >= closes:
            self.add_error("closes_at", _("It would close before it opens."))
        return said


class OpenCentreForm(ActionForm, CentreFacts):
    """A new centre below one that the administrator looks after."""

    below = forms.ModelChoiceField(Centre.objects.none(), label=_("Below"), empty_label=None)
    code = forms.RegexField(
        r"^[A-Z0-9]{2,8}$",
        label=_("Code"),
        max_length=8,
        help_text=_(
            "Two to eight capital letters and digits. "
            "Case codes begin with it, and it never changes."
        ),
    )
    field_order = ["below", "name", "code", "kind", "country", "time_zone", "phone", "address"]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["below"].queryset = Centre.objects.administered_by(by)

    def perform(self, by):
        facts = {**self.cleaned_data}
        return actions.open_centre_with_areas(by=by, parent=facts.pop("below"), **facts)


class ChangeCentreForm(ChangingForm, CentreFacts, WorkingWeekFacts):
    """Correct what is said of a centre."""

    area = AreaField(label=_("Area"))
    second_factor = forms.BooleanField(
        label=_("Whoever works here logs in with a second factor"),
        required=False,
        help_text=_("Also those who oversee it. Who has none is asked to set one up at once."),
    )
    closing_approved = forms.BooleanField(
        label=_("A supervisor approves each closing of a case"),
        required=False,
        help_text=_("The case stays open until then. Supervisors close without asking."),
    )

    def perform(self, by):
        return actions.change_centre(self.row, by=by, **self.cleaned_data)


class TeamsField(forms.MultipleChoiceField):
    """Teams as boxes, grouped by centre and partner; gives groups."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "ticks teams"})

    def clean(self, value):
        return Group.objects.filter(pk__in=super().clean(value))


class PersonForm(SureForm, ActionForm):
    """A person and the teams that the administrator may fill."""

    name = forms.CharField(label=_("Name"), max_length=120, validators=[names_something])
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    language = forms.ChoiceField(label=_("Language"), choices=languages, required=False)
    teams = TeamsField(label=_("Teams"), required=False)

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, request=request, **kwargs)
        self.fields["teams"].choices = teams_by_place(request.user)


class InviteForm(PersonForm):
    """A new account; its owner sets the password by mail."""

    def perform(self, by):
        return actions.invite(by=by, **self.cleaned_data)


class ChangePersonForm(PersonForm):
    """What an administrator may change of somebody's account."""

    is_active = forms.BooleanField(label=_("May log in"), required=False)
    field_order = ["name", "email", "language", "is_active", "teams"]

    def __init__(self, *args, person, request, **kwargs):
        self.person = person
        mine = teams_administered_by(request.user)
        initial = {
            name: getattr(person, name) for name in ("name", "email", "language", "is_active")
        }
        initial["teams"] = [pk for pk in person.groups.values_list("pk", flat=True) if pk in mine]
        super().__init__(*args, request=request, initial=initial, **kwargs)

    def perform(self, by):
        return actions.change_person(self.person, by=by, **self.cleaned_data)


class MeForm(ActionForm):
    """What someone may say of herself."""

    name = forms.CharField(label=_("Name"), max_length=120, validators=[names_something])
    language = forms.ChoiceField(label=_("Language"), choices=languages, required=False)

    def perform(self, by):
        return actions.change_me(User.objects.get(pk=by.pk), by=by, **self.cleaned_data)


class MailForm(ActionForm):
    """When one wants to be told by mail."""

    mail = forms.ChoiceField(label=_("Mail comes"), choices=Mail, widget=forms.RadioSelect)
    mail_hour = forms.TypedChoiceField(
        label=_("Once a day at"),
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        coerce=int,
        help_text=_("In the time of where you work."),
    )

    def perform(self, by):
        return actions.set_mail(User.objects.get(pk=by.pk), by=by, **self.cleaned_data)


class ResetForm(SureForm, ActionForm):
    """Why somebody's second factor is reset."""

    why = forms.ChoiceField(label=_("Why"), choices=WHY, widget=forms.RadioSelect)

    def __init__(self, *args, person, act=second_factor.reset, **kwargs):
        self.person, self.reset = person, act
        super().__init__(*args, **kwargs)

    def perform(self, by):
        return self.reset(self.person, by=by, why=self.cleaned_data["why"])
