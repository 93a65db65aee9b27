"""Which figures, of whom and when: as a page's address asks, and as a report is put together."""

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import members_of
from helpdesk.access.working_week import zone_of
from helpdesk.core.forms import CreatingForm, ReadableForm

from ..indicators import GROUPS, SPLITS, of_group
from ..indicators.periods import Named, Period
from . import actions

MOST_READERS = 50
SPLIT_CHOICES = [(split.code, split.label) for split in SPLITS.values()]


class FiguresAsked(ReadableForm):
    """The filters in the page's address. What is no filter of ours is not found."""

    centre = forms.CharField(required=False, max_length=8)
    below = forms.BooleanField(required=False)
    group = forms.ChoiceField(choices=GROUPS.items(), required=False, widget=forms.HiddenInput)
    period = forms.ChoiceField(label=_("Period"), choices=Named.choices, required=False)
    split = forms.ChoiceField(
        label=_("Split by"), choices=[("", _("Not split")), *SPLIT_CHOICES], required=False
    )

    def asked(self):
        """(group, named period, split)"""
        if not self.is_valid():
            raise Http404
        said = self.cleaned_data
        return said["group"] or "people", said["period"] or Named.THIS_MONTH, said["split"]

    def where(self):
        """(code of a centre or "", whether with all below it)"""
        return self.cleaned_data["centre"], self.cleaned_data["below"]


class BuildReport(CreatingForm):
    """What a report counts, and who reads it."""

    plain_labels = True
    name = forms.CharField(label=_("Name of the report"), max_length=80)
    indicators = forms.MultipleChoiceField(
        label=_("Indicators"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
        choices=[
            (title, [(one.code, one.name) for one in of_group(group)])
            for group, title in GROUPS.items()
        ],
        error_messages={"required": _("Choose at least one indicator.")},
    )
    splits = forms.MultipleChoiceField(
        label=_("Split by"),
        choices=SPLIT_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    centre = forms.ChoiceField(label=_("Centre"), required=False)
    below = forms.BooleanField(label=_("with all below it"), required=False)
    period = forms.ChoiceField(
        label=_("Period"),
        choices=[*Named.choices, ("", _("From and to, as follows"))],
        required=False,
        initial=Named.LAST_QUARTER,
    )
    first = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    readers = forms.MultipleChoiceField(
        label=_("Who else reads it"),
        help_text=_(
            "They are told by a link when it is ready. Who is no officer or supervisor of all "
            "centres counted sees rounded figures. Restricted cases are then left out for everyone."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    keep = forms.BooleanField(label=_("Keep it as a template under this name"), required=False)
    monthly = forms.BooleanField(
        label=_("Count it anew at the beginning of every month"), required=False
    )

    def __init__(self, *args, scope, **kwargs):
        super().__init__(*args, **kwargs)
        self.scope = scope
        self.fields["centre"].choices = [
            ("", _("All my centres")),
            *((centre.code, centre.name) for centre in scope.centres),
        ]
        self.people = {str(p.pk): p for p in _people_around(scope) if p != scope.user}
        self.fields["readers"].choices = [(pk, p.name) for pk, p in self.people.items()]

    def clean_readers(self):
        chosen = self.cleaned_data["readers"]
        if len(chosen) > MOST_READERS:
            raise forms.ValidationError(_("Choose fewer people."))
        return [self.people[pk] for pk in chosen]

    def clean(self):
        said = super().clean()
        if not said.get("period"):
            for name in ("first", "last"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("Say the day, or choose a period by name."))
            if said.get("monthly"):
                self.add_error("period", _("What is counted every month needs a period by name."))
            elif said.get("keep"):
                self.add_error("period", _("What is kept as a template needs a period by name."))
        elif said.get("first") or said.get("last"):
            self.add_error(
                "period", _("Choose “From and to, as follows”, or leave the two days empty.")
            )
        return said

    def perform(self, by):
        said = self.cleaned_data
        centre = next((c for c in self.scope.centres if c.code == said["centre"]), None)
        what = {name: said[name] for name in ("name", "indicators", "splits", "readers")} | {
            "by": by,
            "centre": centre,
            "below": bool(centre and said["below"]),
        }
        what |= {"submission_id": said["submission_id"], "period": self._period(centre)}
        if (said["keep"] or said["monthly"]) and said["period"]:
            return actions.make_and_keep(said["period"], said["monthly"], **what)
        return actions.make_report(**what)

    def _period(self, centre):
        where, said = centre or self.scope.top, self.cleaned_data
        if said["period"]:
            return actions.period_of(said["period"], where)
        return Period(said["first"], said["last"], zone_of(where))


def _people_around(scope):
    """The active people of the centres' teams, whatever they are there."""
    return members_of(
        *(
            team
            for c in scope.centres
            for team in (c.officers_id, c.supervisors_id, c.protectors_id, c.administrators_id)
        )
    )


def as_first(template):
    """A form's beginning from a template."""
    return {
        "name": template.name, "indicators": template.indicators, "splits": template.splits,
        "period": template.period, "centre": template.centre.code if template.centre else "",
        "below": template.below,
        "readers": [str(person.pk) for person in template.readers.all()],
    }  # fmt: skip


class PublishFigures(CreatingForm):
    """Open statistics of all one's centres and one whole period."""

    period = forms.ChoiceField(
        label=_("Period"),
        choices=[choice for choice in Named.choices if choice[0].startswith("last")],
        initial=Named.LAST_QUARTER,
    )

    def __init__(self, *args, scope, **kwargs):
        super().__init__(*args, **kwargs)
        self.scope = scope

    def perform(self, by):
        said = self.cleaned_data
        return actions.publish(
            by=by,
            submission_id=said["submission_id"],
            period=actions.period_of(said["period"], self.scope.top),
            centres=self.scope.centres,
        )
