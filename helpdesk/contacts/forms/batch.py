"""A day's paper log, row by row: good rows are saved, bad ones stay with what was typed."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from helpdesk.access.models import Centre
from helpdesk.cases.forms import CentreField
from helpdesk.clients.form_parts.fields import PLAIN
from helpdesk.clients.models import Client, Journey
from helpdesk.core.clock import today
from helpdesk.core.forms import CreatingForm
from helpdesk.core.keyset import number_in

from .. import actions
from ..codes import TOPICS, Channel
from .logging import NOT_SAID, day_input

ROWS = 10
MOST = 100


class Row(CreatingForm):
    """One line of the paper."""

    plain_labels = True
    happened_on = forms.DateField(label=_("Another day"), required=False, widget=day_input())
    channel = forms.ChoiceField(
        label=pgettext_lazy("contact", "Channel"), choices=Channel.choices, initial=Channel.WALK_IN
    )
    topic = forms.ChoiceField(
        label=_("Topic"),
        choices=[("", _("Choose")), *TOPICS],
        error_messages={"required": _("Choose a topic.")},
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=Client.Sex.choices, initial=Client.Sex.NOT_SAID)
    stage = forms.ChoiceField(
        label=_("Stage"), choices=[*NOT_SAID, *Journey.Stage.choices], required=False
    )
    name = forms.CharField(
        label=_("Name, if given"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=PLAIN),
    )
    note = forms.CharField(
        label=_("Note"), max_length=2000, required=False, widget=forms.TextInput(attrs=PLAIN)
    )

    def __init__(self, data, *, number, sheet=None):
        super().__init__(data, prefix=str(number), auto_id="row_%s")
        self.number, self.sheet = number, sheet

    @property
    def line(self) -> int:
        return self.number + 1

    def cells(self):
        """Its fields in the order of the columns: what every line has, then what few have."""
        order = ("topic", "channel", "sex", "stage", "name", "note", "happened_on")
        return [self[name] for name in order]

    @property
    def is_blank(self) -> bool:
        """Nothing was written in this line: it is passed over."""
        return not set(self.changed_data) - {"submission_id"}

    def perform(self, by):
        said = self.cleaned_data
        return actions.log(
            self.sheet["centre"],
            by=by,
            submission_id=said["submission_id"],
            happened_on=said["happened_on"] or self.sheet["day"],
            channel=said["channel"],
            topics=[said["topic"]],
            sex=said["sex"],
            stage=said["stage"],
            name=said["name"] or None,
            note=said["note"] or None,
        )


class Sheet(forms.Form):
    """The paper: its day, its centre and its lines."""

    plain_labels = True
    day = forms.DateField(label=_("Day of the paper"), initial=today, widget=day_input())
    centre = CentreField(Centre.objects.none(), label=_("Centre"))

    def __init__(self, data=None, *, user):
        super().__init__(data)
        self.fields["centre"].of(user)
        said = map(number_in, data.getlist("row")[:MOST]) if data else []
        numbers = [number for number in dict.fromkeys(said) if number is not None]
        self.rows = [Row(data, number=number) for number in numbers]
        self.saved = []
        if not data:
            self.lengthen(ROWS)

    @property
    def wrong(self):
        """The lines that are still to be put right."""
        return [row for row in self.rows if row.is_bound and not row.is_blank]

    def lengthen(self, more):
        """More empty lines, up to as many as a sheet may have."""
        first = max((row.number for row in self.rows), default=-1) + 1
        room = min(more, MOST - len(self.rows))
        self.rows += [Row(None, number=number) for number in range(first, first + room)]

    def act(self, *, by):
        """Log each good line once. What is left are the lines that are not right yet."""
        left = []
        for row in self.rows:
            row.sheet = self.cleaned_data
            if row.is_blank:
                continue
            made = row.act(by=by) if row.is_valid() else None
            (self.saved if made else left).append(made or row)
        self.rows = left
        if not left:
            self.lengthen(ROWS)
        return self.saved

    def keep(self):
        """Show the lines as they were typed, without saying yet what is wrong with them."""
        for row in self.rows:
            row.errors.clear()
