from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.access.areas.field import AreaField

from ..models import Journey
from .fields import DayField, PartDayField, choice_field, country_field, radios, text_field

TEXTS = ("origin_place", "place")
PLAIN_ONES = ("stage", "origin", "destination", "turn", "prepared_on", "return_reason")


class JourneyFields(forms.Form):
    """One migration: from where to where, how, and when."""

    stage = radios(
        Journey.Stage.choices,
        label=_("Stage"),
        error_messages={"required": _("Choose the stage that they are in.")},
    )
    origin = AreaField(label=_("From"))
    origin_place = text_field(_("Town or place they left from"), 120)
    destination = country_field(label=_("To"))
    place = text_field(_("Town or place there"), 120)
    channel = forms.ChoiceField(
        label=_("Channel"),
        choices=Journey.Channel.choices,
        required=False,
        initial=Journey.Channel.UNKNOWN,
    )
    turn = choice_field(_("First time, or again?"), Journey.Turn.choices)
    prepared_on = DayField(label=_("Preparing since"))
    departed_on = PartDayField(label=_("Left on"))
    returned_on = PartDayField(label=_("Came back on"))
    return_reason = choice_field(_("Why did they come back?"), Journey.ReturnReason.choices)

    def journey(self) -> dict:
        """The facts as the actions take them."""
        said = self.cleaned_data
        return {
            **{name: said[name] for name in PLAIN_ONES},
            **{name: said[name] or None for name in TEXTS},
            **days_of("departed", said["departed_on"]),
            **days_of("returned", said["returned_on"]),
            "channel": said["channel"] or Journey.Channel.UNKNOWN,
        }

    @staticmethod
    def journey_values(journey) -> dict:
        """The fields' values for a journey that is known."""
        return {
            **{name: getattr(journey, name) for name in (*PLAIN_ONES, *TEXTS, "channel")},
            "destination": journey.destination.code,
            "departed_on": journey.departed,
            "returned_on": journey.returned,
        }


def days_of(name, day) -> dict:
    """A day with how exact it is, as the two columns that hold it."""
    return {f"{name}_on": day.first if day else None, f"{name}_exact": day.exact if day else ""}
