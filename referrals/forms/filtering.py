"""What the desk's list can be narrowed down to; the choice stands in the URL."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.core.forms import ReadableForm
from services.kinds import Kind
from services.models import Partner

from ..lists import partners_of
from ..models.referral import Status


class FilterForm(ReadableForm):
    """Partner, kind of help, status: each may be left open."""

    partner = forms.ModelChoiceField(
        label=_("Partner"),
        queryset=Partner.objects.none(),
        required=False,
        empty_label=_("All partners"),
    )
    kind = forms.ChoiceField(
        label=_("Kind of help"), required=False, choices=[("", _("All kinds")), *Kind.choices]
    )
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("Any")), *Status.choices]
    )

    plain_labels = True

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = partners_of(user)

    @property
    def chosen(self) -> dict:
        """What is chosen and known; anything else in the URL counts as open."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or None for name in self.fields}

    @property
    def chips(self):
        """The filters that are on, each with the list without it."""
        on = {name: value for name, value in self.chosen.items() if value}
        return [
            {"label": self._shown(name, value), "url": self._url(on, without=name)}
            for name, value in on.items()
        ]

    @property
    def clear_url(self):
        return self._url({})

    @property
    def query(self):
        """The filters as they stand in the URL, to be kept by tabs and pages."""
        return urlencode(
            {name: getattr(value, "pk", value) for name, value in self.chosen.items() if value}
        )

    def _shown(self, name, value):
        return (
            dict(self.fields[name].choices).get(value, str(value))
            if name != "partner"
            else value.name
        )

    def _url(self, on, without=None):
        kept = {"list": self.data.get("list", "live")}
        kept |= {name: getattr(value, "pk", value) for name, value in on.items() if name != without}
        return f"?{urlencode(kept)}"
