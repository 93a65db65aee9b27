"""When, with whom, where, and how the client agreed to be reminded."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre, User
from helpdesk.access.sight import members_of
from helpdesk.access.working_week import zone_of
from helpdesk.cases.forms import CentreField, lines
from helpdesk.cases.models import Case
from helpdesk.clients.form_parts.fields import PLAIN, radios
from helpdesk.clients.models import Client
from helpdesk.core.forms import ChangingForm, CreatingForm

from ..codes import INFORMATION_ONLY, TOPICS, Way
from ..forms.logging import day_input
from ..models import Appointment
from . import actions

LENGTHS = [15, 30, 45, 60, 90, 120, 180, 240]


def so_long(minutes) -> str:
    return _("%(n)s minutes") % {"n": minutes}


def time_field(label):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget)


def moment(day, hour, centre):
    """A day and an hour on the centre's clock."""
    return datetime.combine(day, hour, tzinfo=ZoneInfo(zone_of(centre)))


class AppointmentFields(forms.Form):
    """What is said of an appointment."""

    on = forms.DateField(label=_("Day"), widget=day_input())
    hour = time_field(_("Hour"))
    minutes = forms.TypedChoiceField(
        label=_("How long?"),
        choices=lambda: [(n, so_long(n)) for n in LENGTHS],  # in the language of the page
        coerce=int,
        initial=Appointment.DEFAULT_MINUTES,
    )
    officer = forms.ModelChoiceField(
        User.objects.none(),
        label=_("With whom"),
        required=False,
        empty_label=_("Anyone at the centre"),
    )
    way = radios(Way.choices, label=_("How"), initial=Way.HERE)
    place = forms.CharField(
        label=_("Where"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs=PLAIN),
        help_text=_("A room, or another place. Empty: at the counter."),
    )
    topic = forms.ChoiceField(label=_("What is it about?"), choices=TOPICS)
    note = forms.CharField(
        label=_("What to bring or know"), max_length=2000, required=False, widget=lines()
    )
    remind_by = radios(
        Appointment.Remind.choices,
        label=_("How may we remind the client the day before?"),
        required=False,
        initial=Appointment.Remind.NO,
        help_text=_(
            "Ask first: only what the client agrees to. An e-mail says the day and the hour, and"
            " neither who writes nor why. A call is asked of the officer."
        ),
    )

    def facts(self, centre) -> dict:
        """As the actions take them."""
        said = {name: self.cleaned_data[name] for name in actions.FACTS if name != "at"}
        for name in ("place", "note"):
            said[name] = said[name] or None
        return {"at": moment(self.cleaned_data["on"], self.cleaned_data["hour"], centre), **said}


class Appoint(AppointmentFields, CreatingForm):
    """A new one, for a client or on a case."""

    plain_labels = True
    centre = CentreField(Centre.objects.none(), label=_("Centre"))
    client = forms.ModelChoiceField(
        Client.objects.none(), to_field_name="code", widget=forms.HiddenInput, required=False
    )
    case = forms.ModelChoiceField(
        Case.objects.none(), to_field_name="code", widget=forms.HiddenInput, required=False
    )
    who = forms.ChoiceField(label=_("Who is expected?"))
    field_order = ["who", "centre"]

    def __init__(self, *args, user, asked, **kwargs):
        begun = {name: asked[name] for name in ("client", "case") if asked.get(name)}
        super().__init__(*args, initial=begun, **kwargs)
        self.fields["centre"].of(user)
        self.fields["officer"].queryset = _colleagues(self.fields["centre"].queryset)
        self.fields["client"].queryset = Client.objects.visible_to(user).for_listing()
        self.fields["case"].queryset = Case.objects.visible_to(user).for_listing()
        self.of_case, self.of_client = self._known("case"), self._known("client")
        self._begin(user)

    def _begin(self, user):
        case = self.of_case
        people = [person.client for person in case.people.all()] if case else []
        if len(people) < 2:
            del self.fields["who"]
            self.of_client = people[0] if people else self.of_client
        else:
            self.people = {person.code: person for person in people}
            self.fields["who"].choices = [(c, p.display_name) for c, p in self.people.items()]
        if case:
            self.initial["topic"] = case.category[0]
            if case.centre in self.fields["centre"].queryset:
                self.initial["centre"] = case.centre_id
        else:
            self.initial["topic"] = INFORMATION_ONLY
        self.initial["officer"] = user.pk

    @property
    def known(self):
        """What it is about from the start, else None."""
        return self.of_case or self.of_client

    def _known(self, name):
        code = self[name].value()
        return self.fields[name].queryset.filter(code=code).first() if code else None

    def perform(self, by):
        said = self.cleaned_data
        client = self.people[said["who"]] if "who" in said else self.of_client
        return actions.appoint(
            client,
            said["centre"],
            by=by,
            submission_id=said["submission_id"],
            case=self.of_case,
            **self.facts(said["centre"]),
        )


class Reappoint(AppointmentFields, ChangingForm):
    """Another hour, officer or place."""

    plain_labels = True

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.fields["officer"].queryset = row.centre.team()
        if row.minutes not in LENGTHS:
            its = (row.minutes, so_long(row.minutes))
            self.fields["minutes"].choices = [*self.fields["minutes"].choices, its]

    def values_of(self, row):
        named = (name for name in actions.FACTS if name != "at")
        values = {name: getattr(row, name) for name in named}
        there = row.there
        return {**values, "officer": row.officer_id, "on": there.date(), "hour": there.time()}

    def perform(self, by):
        version = self.cleaned_data["version"]
        return actions.reappoint(self.row, by=by, version=version, **self.facts(self.row.centre))


def _colleagues(centres):
    teams = [team for c in centres for team in (c.officers_id, c.supervisors_id)]
    return members_of(*teams)
