"""Writing down help that the centre gave."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.cases.forms import CHOOSE, lines
from helpdesk.cases.models import Need
from helpdesk.clients.models import Client
from helpdesk.core.clock import today
from helpdesk.core.forms import CreatingForm
from services.kinds import Kind

from .. import actions
from ..codes import HelpKind
from ..models import Contact
from .logging import day_input, number_field


class GiveHelp(CreatingForm):
    """What was given, today unless said otherwise."""

    plain_labels = True
    kind = forms.ChoiceField(
        label=_("Help given"),
        choices=[*CHOOSE, *HelpKind.choices],
        error_messages={"required": _("Choose what help was given.")},
    )
    happened_on = forms.DateField(label=_("On"), initial=today, widget=day_input())
    minutes = number_field(label=_("Minutes"), min_value=0, required=False)
    note = forms.CharField(label=_("Note"), max_length=2000, required=False, widget=lines())

    def __init__(self, *args, about, **kwargs):
        self.about = about
        super().__init__(*args, **kwargs)

    def more(self) -> dict:
        return {}

    def perform(self, by):
        said = self.cleaned_data
        return actions.give_help(
            self.about,
            by=by,
            submission_id=said["submission_id"],
            kind=said["kind"],
            happened_on=said["happened_on"],
            minutes=said["minutes"],
            note=said["note"] or None,
            **self.more(),
        )


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, client):
        return str(client.display_name)


class NeedChoice(forms.ModelChoiceField):
    def label_from_instance(self, need):
        return f"{dict(Kind.choices).get(need.kind, need.kind)} ({need.client.display_name})"


class GiveHelpOnCase(GiveHelp):
    """Help on a case: to one of its people, and perhaps all that a need asked for."""

    client = PersonChoice(Client.objects.none(), label=_("To"), required=False)
    need = NeedChoice(
        Need.objects.none(),
        label=_("Meets the need"),
        required=False,
        empty_label=_("None, or not yet"),
    )

    def __init__(self, *args, about, **kwargs):
        super().__init__(*args, about=about, **kwargs)
        people = [person.client_id for person in about.people.all()]
        if len(people) < 2:
            del self.fields["client"]
        else:
            self.fields["client"].queryset = Client.objects.filter(pk__in=people).for_listing()
            self.fields["client"].empty_label = _("All of them")
        needs = about.needs.select_related("client__data_key", "case__centre")
        # sent twice, it names a need that it has met itself
        self.fields["need"].queryset = needs if self.is_bound else needs.filter(met_at=None)
        self.only = people[0] if len(people) == 1 else None

    def offer(self, needs):
        """Of needs, these alone, which were read already."""
        field = self.fields["need"]
        label = field.label_from_instance
        field.choices = [("", field.empty_label), *((need.pk, label(need)) for need in needs)]

    def more(self):
        need = self.cleaned_data["need"]
        client = self.cleaned_data.get("client") or (self.about.lead if self.only else None)
        return {"need": need, "client": client or (need.client if need else None)}


def give_help_form(about, data=None, **options):
    """The form that fits what the help is about: a contact or a case."""
    form = GiveHelp if isinstance(about, Contact) else GiveHelpOnCase
    return form(data, about=about, **options)
