"""What the desk asks about a case."""

from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre, User
from helpdesk.clients.models import Client
from helpdesk.core.clock import today
from helpdesk.core.forms import ActionForm, CreatingForm
from services.kinds import Kind

from . import actions
from .models import CasePerson, Note

CLOSING = time(17)  # a task without an hour is due when the counter closes
CHOOSE = [("", _("Choose"))]


def lines(rows=2):
    return forms.Textarea(attrs={"rows": rows})


class CentreField(forms.ModelChoiceField):
    """A centre where the user works. Asked only of those who work at several."""

    def of(self, user):
        self.empty_label = None  # the first is chosen beforehand
        self.queryset = Centre.objects.served_by(user)
        centres = list(self.queryset)
        self.initial = centres[0].pk if centres else None
        if len(centres) < 2:
            self.widget = forms.HiddenInput()


class OfCase(forms.Form):
    """A form that acts on one case."""

    plain_labels = True

    def __init__(self, *args, case, **kwargs):
        self.case = case
        super().__init__(*args, **kwargs)


class WriteNote(OfCase, CreatingForm):
    """What happened; today unless said otherwise."""

    text = forms.CharField(
        label=_("Quick note"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "data-quick-note": True}),
        error_messages={"required": _("Write what happened.")},
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Note.Kind.choices, initial=Note.Kind.NOTE)
    happened_on = forms.DateField(
        label=_("It happened"),
        initial=today,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def perform(self, by):
        said = self.cleaned_data
        return actions.note(
            self.case,
            by=by,
            submission_id=said["submission_id"],
            text=said["text"],
            kind=said["kind"],
            happened_on=said["happened_on"],
        )


class AddTask(OfCase, CreatingForm):
    """One thing to do, by a day; by closing time unless an hour is given."""

    text = forms.CharField(
        label=_("What is to be done?"),
        max_length=200,
        error_messages={"required": _("Say what is to be done.")},
    )
    on = forms.DateField(
        label=_("By"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose the day by which it is to be done.")},
    )
    at = forms.TimeField(
        label=_("Hour, if it matters"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def perform(self, by):
        said = self.cleaned_data
        due_at = timezone.make_aware(datetime.combine(said["on"], said["at"] or CLOSING))
        return actions.add_task(
            self.case, by=by, submission_id=said["submission_id"], text=said["text"], due_at=due_at
        )


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, client):
        return f"{client.display_name} ({client.code})"


class AddNeed(OfCase, CreatingForm):
    """One thing that a person of the case needs."""

    client = PersonChoice(Client.objects.none(), label=_("Who needs it?"), empty_label=None)
    kind = forms.ChoiceField(
        label=_("Kind of help"),
        choices=[*CHOOSE, *Kind.choices],
        error_messages={"required": _("Choose the kind of help.")},
    )
    text = forms.CharField(
        label=_("In their own words"), required=False, max_length=500, widget=lines()
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        people = (
            Client.objects.filter(case_roles__case=case).for_listing().order_by("case_roles__id")
        )
        self.fields["client"].queryset = people

    def perform(self, by):
        said = self.cleaned_data
        return actions.add_need(
            self.case,
            by=by,
            submission_id=said["submission_id"],
            client=said["client"],
            kind=said["kind"],
            text=said["text"] or None,
        )


class AddPerson(OfCase, ActionForm):
    """One more client whom the matter concerns, by code; the page finds codes by name."""

    client = forms.ModelChoiceField(
        Client.objects.none(),
        to_field_name="code",
        widget=forms.HiddenInput,
        label=_("Client"),
        error_messages={"invalid_choice": _("No client whom you may see has this code.")},
    )

    def __init__(self, *args, case, user, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.fields["client"].queryset = Client.objects.visible_to(user).for_listing()

    def perform(self, by):
        return actions.add_person(self.case, by=by, client=self.cleaned_data["client"])


class Assign(OfCase, ActionForm):
    """Give the case to someone of its centre."""

    officer = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Give to"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose who takes the case.")},
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.fields["officer"].queryset = case.centre.team()
        self.initial["officer"] = case.officer_id

    def perform(self, by):
        return actions.assign(self.case, by=by, officer=self.cleaned_data["officer"])


class Close(OfCase, ActionForm):
    """How it ended, for each of its people."""

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        for person in case.people.select_related("client__data_key"):
            self.fields[f"outcome_{person.client_id}"] = forms.ChoiceField(
                label=_("How did it end for %(name)s?") % {"name": person.client.display_name},
                choices=CasePerson.Outcome.choices,
                widget=forms.RadioSelect(attrs={"class": "ticks"}),
                error_messages={"required": _("Say how it ended.")},
                initial=person.outcome,
            )

    def perform(self, by):
        outcomes = {int(name.split("_")[1]): outcome for name, outcome in self.cleaned_data.items()}
        return actions.close(self.case, by=by, outcomes=outcomes)


class Reopen(OfCase, ActionForm):
    """A closed case is open again, for a reason."""

    reason = forms.CharField(
        label=_("Why is it opened again?"),
        max_length=500,
        widget=lines(),
        error_messages={"required": _("Say why it is opened again: it stays with the case.")},
    )

    def perform(self, by):
        return actions.reopen(self.case, by=by, reason=self.cleaned_data["reason"])
