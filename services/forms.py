from django import forms
from django.db import models
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from helpdesk.access.forms import WorkingWeekFacts, time_zones
from helpdesk.access.models import Area
from helpdesk.core.forms import ActionForm, ChangingForm, CreatingForm
from helpdesk.core.texts import names_something

from . import actions
from .areas_field import AreasField
from .models import Location, Partner, Service


def facts_of(model, *names, **widgets):
    """A form with these fields, as the model says them."""
    fields = forms.fields_for_model(
        model, fields=names, widgets=widgets, formfield_callback=_field_of
    )
    return type(f"{model.__name__}Facts", (forms.Form,), fields)


def _field_of(field, **options):
    if isinstance(field, models.URLField):
        options["assume_scheme"] = "https"
    if isinstance(field, models.PositiveSmallIntegerField):  # an age
        options["max_value"] = 120
    if field.name == "name":
        options["validators"] = [names_something]
    return field.formfield(**options)


def lines(rows):
    return forms.Textarea(attrs={"rows": rows})


def day():
    return forms.DateInput(attrs={"type": "date"})


def many():
    return forms.SelectMultiple(attrs={"size": 6})


PartnerFacts = facts_of(
    Partner,
    *("name", "local_name", "description", "country", "email", "phone", "url", "address"),
    description=lines(5),
)
WhatItOffers = facts_of(
    Service,
    *("kind", "name", "description", "fees", "phone", "url", "languages"),
    *("capacity", "capacity_note"),
    description=lines(5),
)
WhomItTakes = facts_of(
    Service,
    *("sexes", "stages", "statuses", "nationalities", "age_from", "age_to", "eligibility"),
    nationalities=many(),
    eligibility=lines(3),
)
LocationFacts = facts_of(Location, "name", "address", "area", "country", "phone")


class ServiceFacts(WhomItTakes, WhatItOffers):
    """What a service is, and whom it takes; nothing said there means everyone."""

    areas = AreasField(label=_("For people from"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("sexes", "stages", "statuses", "nationalities"):
            self.fields[name].help_text = _("Nothing chosen: everyone.")

    def clean(self):
        cleaned = super().clean()
        younger, older = cleaned.get("age_from"), cleaned.get("age_to")
        if younger is not None and older is not None and older < younger:
            self.add_error("age_to", _("This is below the age that it begins with."))
        return cleaned


class PartnerForm(ActionForm, PartnerFacts):
    """What is said of a partner. Its opening hours and clocks are told by its time zone."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=lazy(time_zones, list), required=False
    )
    field_order = ["name", "local_name", "description", "country", "time_zone"]

    def clean_time_zone(self):
        return self.cleaned_data["time_zone"] or self.initial.get("time_zone", "")


def zones_or_usual():
    return [("", _("As in its country")), *time_zones()]


class MakePartnerForm(PartnerForm, CreatingForm):
    """A new partner in the directory."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=lazy(zones_or_usual, list), required=False
    )

    def perform(self, by):
        return actions.make_partner(by=by, **self.cleaned_data)


class ChangePartnerForm(
    PartnerForm, ChangingForm, WorkingWeekFacts, facts_of(Partner, "is_active")
):
    """Correct what the directory says of a partner; its clocks run while it works."""

    second_factor = forms.BooleanField(
        label=_("Its people log in with a second factor"),
        required=False,
        help_text=_("Who has none is asked to set one up at once."),
    )

    def perform(self, by):
        return actions.change_partner(self.row, by=by, **self.cleaned_data)


class OfPartnerForm(CreatingForm):
    """Something new of one partner."""

    def __init__(self, *args, partner, **kwargs):
        self.partner = partner
        super().__init__(*args, **kwargs)


class MakeServiceForm(OfPartnerForm, ServiceFacts):
    """One more thing that a partner offers."""

    def perform(self, by):
        return actions.make_service(self.partner, by=by, **self.cleaned_data)


class ChangeServiceForm(ChangingForm, ServiceFacts, facts_of(Service, "is_active")):
    """Correct a service; saving says that it was checked today."""

    def values_of(self, row):
        return {**super().values_of(row), "areas": list(row.areas.all())}

    def perform(self, by):
        return actions.change_service(self.row, by=by, **self.cleaned_data)


class CapacityForm(ActionForm):
    """One button for each capacity, and a few words for whoever wants to say more."""

    capacity = forms.ChoiceField(choices=Service.Capacity)
    note = forms.CharField(max_length=200, required=False)

    def __init__(self, *args, service, **kwargs):
        self.service = service
        super().__init__(*args, **kwargs)

    def perform(self, by):
        said = self.cleaned_data
        return actions.set_capacity(self.service, said["capacity"], by=by, note=said["note"])


class MakeLocationForm(OfPartnerForm, LocationFacts):
    """A place of a partner. Areas are offered down to the district."""

    def __init__(self, *args, partner, **kwargs):
        super().__init__(*args, partner=partner, **kwargs)
        self.fields["area"].queryset = Area.objects.filter(country=partner.country, depth__lte=3)
        self.initial.setdefault("country", partner.country)

    def perform(self, by):
        return actions.make_location(self.partner, by=by, **self.cleaned_data)
