"""Contacts and help given this month, as the centres wrote them down."""

from django.db.models import Count

from helpdesk.contacts.codes import Channel, HelpKind
from helpdesk.contacts.forms.filtering import during
from helpdesk.contacts.models import Contact, HelpGiven

from .numbers import Number

PERIOD = "month"


class Counter:
    """Two counting queries; each number leads to the centre's own list."""

    def __init__(self, scope):
        self.scope = scope
        self.by_channel = self._counts(Contact, "channel")
        self.by_kind = self._counts(HelpGiven, "kind")

    def channels(self) -> list[tuple[str, Number]]:
        return [
            (label, self._number("contacts:contacts", self.by_channel.get(code, 0), channel=code))
            for code, label in Channel.choices
        ]

    def kinds(self) -> list[tuple[str, Number]]:
        """What was given at all, the most frequent first."""
        labels = dict(HelpKind.choices)
        found = sorted(self.by_kind.items(), key=lambda pair: (-pair[1], pair[0]))
        return [(labels[code], self._number("contacts:help", n, kind=code)) for code, n in found]

    def _counts(self, model, name):
        seen = model.objects.visible_to(self.scope.user).standing().filter(during(PERIOD))
        here = seen.filter(centre__in=self.scope.ids)
        return dict(here.order_by().values_list(name).annotate(n=Count("pk")))

    def _number(self, list_name, n, **asked):
        return Number(n, self.scope.link(list_name, period=PERIOD, **asked))
