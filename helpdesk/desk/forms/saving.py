"""A narrowed list under a name."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import home_centre
from helpdesk.core.forms import ActionForm
from helpdesk.jobs.filter_actions import save_filter

KEPT = ("list", "stage", "urgency", "due", "group", "tag", "officer", "snoozed")


class SaveFilter(ActionForm):
    """The list in the address, for oneself or for the centre's team."""

    name = forms.CharField(
        max_length=60, error_messages={"required": _("Give the list a name, so that it is found.")}
    )
    query = forms.CharField(max_length=500, required=False)
    share = forms.BooleanField(required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.centre = home_centre(user)

    def clean_query(self):
        """Only what narrows a list, in one order."""
        asked = QueryDict(self.cleaned_data["query"])
        kept = QueryDict(mutable=True)
        for name in KEPT:
            if values := [value for value in asked.getlist(name) if value]:
                kept.setlist(name, values)
        return kept.urlencode()

    def perform(self, by):
        said = self.cleaned_data
        centre = self.centre if said["share"] else None
        return save_filter(said["query"], by=by, name=said["name"], centre=centre)
