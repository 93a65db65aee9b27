"""What the desk asks to keep its lists in hand: a tag, a day to put a case off until."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.core.clock import today
from helpdesk.core.forms import ActionForm

from . import actions
from .forms import CHOOSE, OfCase
from .models import Tag


class TagFields(forms.Form):
    """A tag that is there, or a new one."""

    plain_labels = True
    name = forms.ChoiceField(label=_("Tag"), required=False)
    new_name = forms.CharField(
        label=_("Or a new tag"),
        required=False,
        max_length=30,
        help_text=_("One or two words, such as “airport group”. Never a person’s name."),
    )

    def offer(self, centres):
        """The tags of these centres, by name."""
        tags = Tag.objects.in_use().filter(centre__in=centres).order_by("name")
        names = dict.fromkeys(tags.values_list("name", flat=True))
        self.fields["name"].choices = [*CHOOSE, *((name, name) for name in names)]

    def clean(self):
        said = super().clean()
        said["tag_name"] = " ".join(said.get("new_name", "").split()) or said.get("name", "")
        if not said["tag_name"] and not self.errors:
            self.add_error("name", _("Choose a tag, or write a new one."))
        return said

    def tag_of(self, case, by):
        """The tag of that name at the case's centre."""
        return actions.make_tag(case.centre, by=by, name=self.cleaned_data["tag_name"])


class UntilField(forms.Form):
    """A day, or one of the quick buttons' days."""

    plain_labels = True
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("It comes back by itself that day, or earlier when something falls due."),
    )

    @property
    def quick(self):
        """The buttons that need no calendar: (day, label)."""
        return [
            (today() + timedelta(days=1), _("Tomorrow")),
            (today() + timedelta(days=7), _("In a week")),
        ]

    def clean_until(self):
        quick = self.data.get("quick")
        day = forms.DateField(required=False).clean(quick) or self.cleaned_data["until"]
        if not day:
            raise forms.ValidationError(_("Choose a day."))
        return day


class WearTag(TagFields, OfCase, ActionForm):
    """One case gets a tag."""

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.offer([case.centre_id])

    def perform(self, by):
        self.tag = self.tag_of(self.case, by)
        return actions.tag(self.case, by=by, tag=self.tag)


class Snooze(UntilField, OfCase, ActionForm):
    """One case is put off until a day."""

    def perform(self, by):
        return actions.snooze(self.case, by=by, until=self.cleaned_data["until"])
