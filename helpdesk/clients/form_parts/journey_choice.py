from django import forms
from django.utils.translation import gettext_lazy as _


class JourneyChoice(forms.ChoiceField):
    """On which of a client's journeys something hangs: the latest one unless said otherwise.

    Asked only where there are several. The value is the Journey, or None.
    """

    def __init__(self, **options):
        options = {"label": _("On which journey?"), "required": False, **options}
        super().__init__(**options)
        self.journeys = []

    def of(self, journeys):
        """The client's journeys, the latest one first."""
        self.journeys = list(journeys)
        told = [(str(one.number), f"{one.title} · {one.get_stage_display()}") for one in journeys]
        self.choices = [*told, ("", _("None of them"))]
        if len(self.journeys) < 2:
            self.widget = forms.HiddenInput()
        if self.journeys:
            self.initial = str(self.journeys[0].number)

    def clean(self, value):
        number = super().clean(value)
        return next((one for one in self.journeys if str(one.number) == number), None)

    def latest(self):
        return self.journeys[0] if self.journeys else None

    def chosen(self, form, name):
        """What was chosen; the latest one where the page did not ask."""
        asked = form.add_prefix(name) in form.data
        return form.cleaned_data[name] if asked else self.latest()
