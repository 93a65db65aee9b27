"""What is asked about the journey that a case hangs on."""

from django import forms

from helpdesk.clients.form_parts import JourneyChoice
from helpdesk.core.forms import ActionForm

from . import actions


class ChooseJourney(ActionForm):
    """On which journey of a client a case hangs."""

    plain_labels = True
    journey = JourneyChoice()

    def __init__(self, *args, person, journeys, **kwargs):
        self.person = person
        super().__init__(*args, **kwargs)
        self.fields["journey"].of(journeys)
        self.fields["journey"].widget = forms.RadioSelect(choices=self.fields["journey"].choices)
        now = [one.number for one in journeys if one.pk == person.journey_id]
        self.initial["journey"] = str(now[0]) if now else ""

    def perform(self, by):
        return actions.choose_journey(self.person, by=by, journey=self.cleaned_data["journey"])
