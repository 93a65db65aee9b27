"""Setting a session up, putting people on its list, and saying who came."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.cases.forms import CHOOSE, CentreField, lines
from helpdesk.clients.form_parts.fields import PLAIN, text_field
from helpdesk.clients.models import Client
from helpdesk.clients.models.client import LANGUAGES
from helpdesk.core.forms import ActionForm, ChangingForm, CreatingForm
from helpdesk.core.keyset import number_in
from services.models import Partner

from ..appointments.forms import moment, time_field
from ..codes import AGE_BANDS, Counted, SessionKind
from ..forms.logging import NOT_SAID, day_input
from ..models import Attendance
from . import actions

MOST_CODES = 100
MOST_HEADS = 9999


class SessionFields(forms.Form):
    """What is said of a session."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[*CHOOSE, *SessionKind.choices],
        error_messages={"required": _("Choose what kind of session it is.")},
    )
    topic = forms.CharField(
        label=_("Topic"),
        max_length=160,
        widget=forms.TextInput(attrs=PLAIN),
        help_text=_("As it is announced, and as it stands on the certificate."),
    )
    on = forms.DateField(label=_("Day"), widget=day_input())
    begins = time_field(_("Begins"))
    ends = time_field(_("Ends"))
    place = text_field(_("Where"), 200)
    capacity = forms.IntegerField(
        label=_("How many may come"),
        min_value=1,
        max_value=9999,
        required=False,
        help_text=_("Empty: as many as come. When they are taken, the next ones wait."),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[*NOT_SAID, *LANGUAGES], required=False
    )
    partner = forms.ModelChoiceField(
        Partner.objects.none(), label=_("With the partner"), required=False, empty_label=_("None")
    )
    facilitator = text_field(_("Who leads it"), 200)

    def offer_partners(self, user):
        found = Partner.objects.visible_to(user).filter(is_active=True).order_by("name")
        self.fields["partner"].queryset = found

    def facts(self, centre) -> dict:
        """As the actions take them."""
        said = self.cleaned_data
        facts = {name: said[name] for name in actions.FACTS if name in said}
        facts["starts_at"] = moment(said["on"], said["begins"], centre)
        facts["ends_at"] = moment(said["on"], said["ends"], centre)
        return {**facts, "facilitator": said["facilitator"] or None}


class SetUp(SessionFields, CreatingForm):
    """A new session."""

    plain_labels = True
    centre = CentreField(Centre.objects.none(), label=_("Centre"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["centre"].of(user)
        self.offer_partners(user)

    def perform(self, by):
        said = self.cleaned_data
        ids, centre = said["submission_id"], said["centre"]
        return actions.set_up(centre, by=by, submission_id=ids, **self.facts(centre))


class Change(SessionFields, ChangingForm):
    """What is true of it now."""

    plain_labels = True

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_partners(user)

    def values_of(self, row):
        named = {n: getattr(row, n) for n in actions.FACTS if n in self.base_fields}
        there, ends = row.there, row.ends_there
        hours = {"on": there.date(), "begins": there.time(), "ends": ends.time()}
        return {**named, "partner": row.partner_id, **hours}

    def perform(self, by):
        version = self.cleaned_data["version"]
        return actions.change(self.row, by=by, version=version, **self.facts(self.row.centre))


class Enrol(ActionForm):
    """Who comes, by the codes of their cards."""

    plain_labels = True
    codes = forms.CharField(
        label=_("Codes of clients"),
        max_length=2000,
        widget=lines(),
        help_text=_("From their cards, or copied from a list; one or many."),
        error_messages={"required": _("Write the code of at least one client.")},
    )

    def __init__(self, *args, session, user, **kwargs):
        self.session, self.user = session, user
        super().__init__(*args, **kwargs)

    def clean_codes(self):
        codes = list(dict.fromkeys(re.findall(r"[\w-]+", self.cleaned_data["codes"].upper())))
        if len(codes) > MOST_CODES:
            raise forms.ValidationError(_("These are too many at once. Write 100 at most."))
        known = Client.objects.visible_to(self.user).for_listing().filter(code__in=codes)
        found = {client.code: client for client in known}
        if strange := [code for code in codes if code not in found]:
            raise forms.ValidationError(
                _("No client here has the code %(codes)s. Nobody is enrolled yet.")
                % {"codes": ", ".join(strange[:5])}
            )
        return [found[code] for code in codes]

    def perform(self, by):
        people = self.cleaned_data["codes"]
        return [actions.enrol(self.session, client, by=by) for client in people]


class TakeAttendance(ChangingForm):
    """Ticks for those on the list, numbers for all others."""

    plain_labels = True
    present = forms.MultipleChoiceField(
        label=_("Who came?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, row, people, **kwargs):
        self.people = people
        known = row.headcounts.all() if row.counted else ()
        self.heads = {(one.sex, one.band): one.people for one in known}
        super().__init__(*args, row=row, **kwargs)
        self.fields["present"].choices = [(str(one.pk), _called(one)) for one in people]
        if not people:
            del self.fields["present"]
        for band, band_label in AGE_BANDS:
            for sex, sex_label in Counted.choices:
                self.fields[f"n_{band}_{sex}"] = forms.IntegerField(
                    label=f"{sex_label}, {band_label}",
                    min_value=0,
                    max_value=MOST_HEADS,
                    required=False,
                    initial=self.heads.get((sex, band)) or None,
                )

    def values_of(self, row):
        came = [str(one.pk) for one in self.people if one.state == Attendance.State.ATTENDED]
        heads = {f"n_{band}_{sex}": n for (sex, band), n in self.heads.items()}
        return {"present": came, **heads}

    def grid(self):
        """The numbers as a table: (band, a field for each sex)."""
        return [
            (label, [self[f"n_{band}_{sex}"] for sex in Counted.values])
            for band, label in AGE_BANDS
        ]

    def sexes(self):
        return Counted.labels

    def on_page(self) -> str:
        """Ids of those about whom the page asks; it sends them back."""
        return " ".join(str(one.pk) for one in self.people)

    def _asked(self) -> set[int]:
        """Those who stood on the page that was sent: nobody was asked about whoever came since."""
        everyone, sent = {one.pk for one in self.people}, self.data.get("asked")
        return everyone if sent is None else everyone & {number_in(pk) for pk in sent.split()}

    def shown(self, name, value):
        return super().shown(name, value) if name in self.fields else ""

    def perform(self, by):
        said = self.cleaned_data
        return actions.take_attendance(
            self.row,
            by=by,
            version=said["version"],
            asked=self._asked(),
            present={int(pk) for pk in said.get("present", ())},
            heads={
                (sex, band): said.get(f"n_{band}_{sex}") or 0
                for band, _label in AGE_BANDS
                for sex in Counted.values
            },
        )


def _called(one):
    name = f"{one.client.display_name} · {one.client.code}"
    waits = one.state == Attendance.State.WAITING
    return f"{name} ({one.get_state_display()})" if waits else name
