"""The directory as a list: what narrows it, its chips, and a page of it."""

from dataclasses import dataclass

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from helpdesk.access.sight import home_centre, may
from helpdesk.clients.models.client import LANGUAGES
from helpdesk.core.clock import now
from helpdesk.core.forms import ReadableForm
from helpdesk.core.keyset import number_in

from .kinds import Kind
from .models import Partner, Service
from .opening import open_at

PAGE = 25
CAP = 1000


class Filters(ReadableForm):
    """What narrows the directory; it stands in the address, so that a list can be shared."""

    plain_labels = True

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=100,
        help_text=_("In the names of service and partner, or in what it offers."),
    )
    kind = forms.ChoiceField(label=_("Kind of help"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    place = forms.CharField(label=_("Place or area"), required=False, max_length=100)
    capacity = forms.ChoiceField(label=_("Capacity"), required=False)
    open = forms.BooleanField(label=_("Open now"), required=False)
    agreement = forms.BooleanField(label=_("Only with an agreement in force"), required=False)
    to_check = forms.BooleanField(label=_("To be checked"), required=False)

    def __init__(self, data, *, user, centre):
        super().__init__(data)
        here = Partner.objects.visible_to(user).active().order_by("country").distinct()
        codes = here.values_list("country", flat=True)
        self.choose("kind", _("Any kind"), Kind.choices)
        self.choose("language", _("Any language"), LANGUAGES)
        self.choose("country", _("Any country"), [(code, countries.name(code)) for code in codes])
        self.choose("capacity", _("Any"), Service.Capacity.choices)
        if centre is None:
            del self.fields["agreement"]
        if not may(user, "administer"):
            del self.fields["to_check"]

    def choose(self, name, nothing, choices):
        self.fields[name].choices = [("", nothing), *choices]

    def narrow(self, services):
        """The services that fit all that was asked."""
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        steps = {
            "q": lambda rows, text: rows.mentioning(text),
            "kind": lambda rows, kind: rows.filter(kind=kind),
            "language": lambda rows, code: rows.filter(languages__has=code),
            "country": lambda rows, code: rows.filter(partner__country=code),
            "place": lambda rows, text: rows.offered_in(text),
            "capacity": lambda rows, capacity: rows.filter(capacity=capacity),
            "open": lambda rows, _yes: open_at(rows, now()),
            "to_check": lambda rows, _yes: rows.to_check(),
            "agreement": lambda rows, _yes: rows.filter(covered=True),
        }
        for name, value in asked.items():
            services = steps[name](services, value)
        return services

    def chips(self):
        """Each filter that is on, with the address of the same list without it."""
        on = {name: value for name, value in self.cleaned_data.items() if value}
        return [
            {"label": self._in_words(name, value), "url": self._without(on, name)}
            for name, value in on.items()
        ]

    def query(self, **more):
        """The filters as the tail of an address."""
        values = QueryDict(mutable=True)
        values.update({name: value for name, value in self.cleaned_data.items() if value} | more)
        return f"?{values.urlencode()}"

    def _in_words(self, name, value):
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return field.label
        value = dict(field.choices)[value] if isinstance(field, forms.ChoiceField) else value
        return _("%(filter)s: %(value)s") % {"filter": field.label, "value": value}

    def _without(self, on, name):
        values = QueryDict(mutable=True)
        values.update({other: value for other, value in on.items() if other != name})
        return f"?{values.urlencode()}"


@dataclass
class Page:
    """One page of the directory."""

    rows: list
    filters: Filters
    centre: object
    total: str
    next_url: str
    first_url: str


def page_of(services: QuerySet, user, data) -> Page:
    """The services that fit the filters in `data`, by name, 25 from where `data` says."""
    centre = home_centre(user)
    filters = Filters(data, user=user, centre=centre)
    services = services.with_cover(centre) if centre else services
    fitting = filters.narrow(services) if filters.is_valid() else services.none()
    start = Service.objects.filter(pk=number_in(data.get("after"))).first()
    rows = list((fitting.after(start) if start else fitting).for_listing()[: PAGE + 1])
    more, rows = len(rows) > PAGE, rows[:PAGE]
    whole = len(rows) if not (more or start) else fitting.order_by()[: CAP + 1].count()
    return Page(
        rows=rows,
        filters=filters,
        centre=centre,
        total=str(whole) if whole <= CAP else _("more than %(cap)d") % {"cap": CAP},
        next_url=filters.query(after=rows[-1].pk) if more else "",
        first_url=filters.query() if start else "",
    )
