from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.access.areas.field import AreaField

from ..models import Journey
from .fields import DayField, country_field, radios


class JourneyFields(forms.Form):
    """One migration: from where to where, how, and when."""

    NAMES = (
        "stage",
        "origin",
        "destination",
        "place",
        "channel",
        "occupation",
        "prepared_on",
        "departed_on",
        "returned_on",
    )

    stage = radios(
        Journey.Stage.choices,
        label=_("Stage"),
        error_messages={"required": _("Choose the stage that they are in.")},
    )
    origin = AreaField(label=_("From"))
    destination = country_field(label=_("To"))
    place = forms.CharField(label=_("Town or place there"), max_length=120, required=False)
    channel = forms.ChoiceField(
        label=_("Channel"),
        choices=Journey.Channel.choices,
        required=False,
        initial=Journey.Channel.UNKNOWN,
    )
    occupation = forms.CharField(label=_("Work"), max_length=80, required=False)
    prepared_on = DayField(label=_("Preparing since"))
    departed_on = DayField(label=_("Left on"))
    returned_on = DayField(label=_("Came back on"))

    def journey(self) -> dict:
        said = {name: self.cleaned_data[name] for name in self.NAMES}
        return {
            **said,
            "place": said["place"] or None,
            "channel": said["channel"] or Journey.Channel.UNKNOWN,
        }
