"""Logging a contact in seconds: everything but the topic may be left as it stands."""

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from helpdesk.access.areas.field import AreaField
from helpdesk.access.models import Centre
from helpdesk.cases.forms import CentreField, lines
from helpdesk.cases.models import Case
from helpdesk.clients.form_parts import JourneyChoice
from helpdesk.clients.form_parts.fields import PLAIN, country_field, radios
from helpdesk.clients.form_parts.phone import a_phone
from helpdesk.clients.models import Client, Journey
from helpdesk.clients.models.client import LANGUAGES
from helpdesk.core.clock import today
from helpdesk.core.forms import ActionForm, ChangingForm, CreatingForm

from .. import actions
from ..codes import INFORMATION_ONLY, TOPICS, Channel, HelpKind

NOT_SAID = [("", _("Not said"))]
TEXTS = ("name", "phone", "note")
OF_PERSON = (
    "name",
    "phone",
    "sex",
    "stage",
    "language",
    "area",
    "destination",
)  # known of a client


class FirstChosen(forms.RadioSelect):
    """Radio buttons that take the focus when the page opens, on the one that is chosen."""

    def create_option(self, name, value, label, selected, *args, **kwargs):
        option = super().create_option(name, value, label, selected, *args, **kwargs)
        if selected:
            option["attrs"]["autofocus"] = True
        return option


def day_input():
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def number_field(**options):
    return forms.IntegerField(max_value=999, widget=forms.NumberInput, **options)


def without_only(topics):
    """Information *only* is not said beside another topic."""
    return [topic for topic in topics if topic != INFORMATION_ONLY] or topics


class ContactFields(forms.Form):
    """What is written down of a contact."""

    channel = forms.ChoiceField(
        label=pgettext_lazy("contact", "Channel"),
        choices=Channel.choices,
        widget=FirstChosen,
        initial=Channel.WALK_IN,
    )
    topics = forms.MultipleChoiceField(
        label=_("What was it about?"),
        choices=TOPICS,
        widget=forms.CheckboxSelectMultiple,
        initial=[INFORMATION_ONLY],
        error_messages={"required": _("Choose at least one topic.")},
    )
    sex = radios(Client.Sex.choices, label=_("Sex"), initial=Client.Sex.NOT_SAID)
    stage = radios([*NOT_SAID, *Journey.Stage.choices], label=_("Stage"), required=False)
    happened_on = forms.DateField(label=_("It happened on"), initial=today, widget=day_input())
    people = number_field(
        label=_("Number of people"),
        min_value=1,
        initial=1,
        help_text=_("A family of four, a crowd at an outreach fair."),
    )
    minutes = number_field(label=_("Minutes"), min_value=0, required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[*NOT_SAID, *LANGUAGES], required=False
    )
    area = AreaField(label=_("Home area"))
    destination = country_field(label=_("Destination"))
    name = forms.CharField(
        label=_("Name"), max_length=200, required=False, widget=forms.TextInput(attrs=PLAIN)
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        validators=[a_phone],
        widget=forms.TextInput(attrs={**PLAIN, "type": "tel", "class": "ltr"}),
    )
    note = forms.CharField(label=_("Note"), max_length=2000, required=False, widget=lines(3))

    def clean_topics(self):
        return without_only(self.cleaned_data["topics"])

    def facts(self) -> dict:
        """As the actions take them: an empty text is none, and asks for no key."""
        said = {n: self.cleaned_data[n] for n in ContactFields.base_fields if n in self.fields}
        return {**said, **{name: said[name] or None for name in TEXTS if name in said}}


class Log(ContactFields, CreatingForm):
    """Someone came, called or wrote."""

    plain_labels = True
    helps = forms.MultipleChoiceField(
        label=_("Help given on the spot"),
        choices=HelpKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    journey = JourneyChoice()
    centre = CentreField(Centre.objects.none(), label=_("Centre"))
    client = forms.ModelChoiceField(
        Client.objects.none(), to_field_name="code", required=False, widget=forms.HiddenInput
    )
    case = forms.ModelChoiceField(
        Case.objects.none(), to_field_name="code", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, user, asked, **kwargs):
        super().__init__(*args, initial=_begins_with(asked), **kwargs)
        self.fields["centre"].of(user)
        self.fields["client"].queryset = Client.objects.visible_to(user).for_listing()
        self.fields["case"].queryset = Case.objects.visible_to(user).for_listing()
        self.of_case = self._known("case")
        if self.of_case and self.of_case.centre in self.fields["centre"].queryset:
            self.initial["centre"] = self.of_case.centre_id
        people = list(self.of_case.people.all()) if self.of_case else []
        self.of_client = people[0].client if len(people) == 1 else self._known("client")
        for name in OF_PERSON if self.of_client else ():
            del self.fields[name]
        self._ask_journey()

    @property
    def known(self):
        """The case or client that the contact is about from the start, else None."""
        return self.of_case or self.of_client

    def _ask_journey(self):
        """On which of her journeys: the case’s, or the latest."""
        if not self.of_client:
            del self.fields["journey"]
            return
        field = self.fields["journey"]
        field.of(self.of_client.journeys.all())
        if self.of_case:
            role = self.of_case.people.all()[0]
            field.journeys.sort(key=lambda one: one.pk != role.journey_id)
            self.initial["journey"] = str(field.journeys[0].number) if field.journeys else ""

    def _known(self, name):
        code = self[name].value()
        return self.fields[name].queryset.filter(code=code).first() if code else None

    def perform(self, by):
        said, facts = self.cleaned_data, self.facts()
        if self.of_client:
            facts["sex"] = self.of_client.sex
            facts["journey"] = self.fields["journey"].chosen(self, "journey")
        return actions.log(
            said["centre"],
            by=by,
            submission_id=said["submission_id"],
            client=self.of_client,
            case=self.of_case,
            helps=said["helps"],
            **facts,
        )


def _begins_with(asked):
    """What stands in the address: whom it is about, and the channel and day of the one before."""
    begun = {name: asked[name] for name in ("client", "case") if asked.get(name)}
    if asked.get("channel") in Channel.values:
        begun["channel"] = asked["channel"]
    if day := _day(asked.get("on", "")):
        begun["happened_on"] = day
    return begun


def _day(text):
    try:
        return parse_date(text)
    except ValueError:
        return None


class Reason(forms.Form):
    """Why what was written is taken back or corrected; it stays with the row."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=500,
        widget=lines(),
        error_messages={"required": _("Say why: it stays with what was written.")},
    )


class Correct(ContactFields, Reason, ChangingForm):
    """What was written of a contact was wrong."""

    plain_labels = True

    def values_of(self, contact):
        values = {name: getattr(contact, name) for name in ContactFields.base_fields}
        return {**values, "destination": contact.destination.code, "reason": ""}

    def perform(self, by):
        said = self.cleaned_data
        return actions.correct(
            self.row, by=by, reason=said["reason"], version=said["version"], **self.facts()
        )


class EnterInError(Reason, ActionForm):
    """The contact, or the help, never was."""

    plain_labels = True

    def __init__(self, *args, act, row, **kwargs):
        self.action, self.row = act, row
        super().__init__(*args, **kwargs)

    def perform(self, by):
        return self.action(self.row, by=by, reason=self.cleaned_data["reason"])
