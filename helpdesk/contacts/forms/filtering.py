"""What narrows the centre's contacts; the choice stands in the URL."""

from datetime import timedelta
from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from helpdesk.access.models import Centre, User
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids, home_place, members_of
from helpdesk.core.clock import today

from ..codes import TOPICS, Channel, HelpKind

ANY = [("", _("Any"))]


class Filters(forms.Form):
    """When, by whom, at which centre."""

    PERIODS = [
        ("", _("Any day")),
        ("today", _("Today")),
        ("week", _("Last 7 days")),
        ("month", _("This month")),
        ("before", _("Last month")),
    ]

    plain_labels = True
    period = forms.ChoiceField(label=_("Period"), required=False, choices=PERIODS)
    by = forms.ModelChoiceField(
        User.objects.none(), label=_("By whom"), required=False, empty_label=_("Anyone")
    )
    centre = forms.ModelChoiceField(
        Centre.objects.none(),
        label=_("Centre"),
        to_field_name="code",
        required=False,
        empty_label=_("All centres"),
    )

    def __init__(self, asked, *, user):
        super().__init__(asked)
        centres = Centre.objects.served_by(user)
        found = _own_centre(user) or list(centres)
        teams = [team for c in found for team in (c.officers_id, c.supervisors_id)]
        self.fields["by"].queryset = members_of(*teams)
        self.fields["centre"].queryset = centres
        if len(found) < 2:
            del self.fields["centre"]
        self.is_valid()
        self.chosen = {n: v for n in self.fields if (v := self.cleaned_data.get(n))}

    def condition(self) -> Q:
        """The rows that were asked for; what the URL says wrongly narrows nothing."""
        asked = Q(**{name: self.chosen[name] for name in ("by", "centre") if name in self.chosen})
        return asked & during(self.chosen.get("period"))

    def chips(self):
        """The filters that are on, each with the list without it."""
        return [
            {"label": self._shown(name, value), "url": self.url(without=name)}
            for name, value in self.chosen.items()
        ]

    def url(self, *, without=None, **more) -> str:
        on = {name: _plain(value) for name, value in self.chosen.items() if name != without}
        return f"?{urlencode({**on, **more})}"

    def _shown(self, name, value):
        choices = dict(getattr(self.fields[name], "choices", ())) if isinstance(value, str) else {}
        return choices.get(value, str(value))


class ContactFilters(Filters):
    """And what it was about, by which channel."""

    channel = forms.ChoiceField(
        label=pgettext_lazy("contact", "Channel"), required=False, choices=[*ANY, *Channel.choices]
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False, choices=[*ANY, *TOPICS])
    field_order = ["channel", "topic", "period", "by", "centre"]

    def condition(self):
        asked = super().condition()
        if topic := self.chosen.get("topic"):
            asked &= Q(topics__has=topic)
        return asked & (Q(channel=self.chosen["channel"]) if self.chosen.get("channel") else Q())


class HelpFilters(Filters):
    """And what kind of help it was."""

    kind = forms.ChoiceField(
        label=_("Help given"), required=False, choices=[*ANY, *HelpKind.choices]
    )
    field_order = ["kind", "period", "by", "centre"]

    def condition(self):
        kind = self.chosen.get("kind")
        return super().condition() & (Q(kind=kind) if kind else Q())


def _own_centre(user):
    """The one centre where she works, if it is one: the page's frame has asked for it already."""
    home = home_place(user)
    one = home and centre_ids(user, Role.OFFICER, Role.SUPERVISOR) == {home.pk}
    return [home] if one else []


def during(period) -> Q:
    """The days of a period: of contacts and of help alike."""
    day, first = today(), today().replace(day=1)
    return {
        "today": Q(happened_on=day),
        "week": Q(happened_on__gt=day - timedelta(days=7)),
        "month": Q(happened_on__gte=first),
        "before": Q(
            happened_on__gte=(first - timedelta(days=1)).replace(day=1), happened_on__lt=first
        ),
    }.get(period, Q())


def _plain(value):
    return getattr(value, "code", None) or getattr(value, "pk", value)
