"""Contacts and help given this month, as the centres wrote them down."""

from datetime import datetime, time
from functools import cached_property

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from helpdesk.contacts.codes import Channel, HelpKind
from helpdesk.contacts.forms.filtering import during
from helpdesk.contacts.models import Contact, HelpGiven
from helpdesk.core.clock import today
from referrals.models import Feedback, Signpost

from .numbers import Number
from .queries import referrals

PERIOD = "month"


def since_month_began(field) -> Q:
    """This moment lies in the month that runs."""
    first = datetime.combine(today().replace(day=1), time.min)
    return Q(**{f"{field}__gte": timezone.make_aware(first)})


class Counter:
    """Four counting queries; contacts and help lead to the centre's own list."""

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

    def sent_on(self) -> list[tuple[str, int]]:
        """The three ways to send someone on, counted apart: no data, name and phone, a packet."""
        told = Signpost.objects.of_own_centres(self.scope.user)
        told = told.filter(since_month_began("at"), centre__in=self.scope.ids)
        by_kind = dict(told.order_by().values_list("kind").annotate(n=Count("pk")))
        return [
            (_("Told about a service"), by_kind.get(Signpost.Kind.SIGNPOSTING, 0)),
            (_("Sent there with name and phone"), by_kind.get(Signpost.Kind.REDIRECTION, 0)),
            (_("Referred, with consent and packet"), self.of_referrals["sent"]),
        ]

    def heard(self) -> list[tuple[str, int]]:
        """Whether the referrals helped, as was said when they were closed this month."""
        return [(label, self.of_referrals[code]) for code, label in Feedback.Helped.choices]

    @cached_property
    def of_referrals(self) -> dict[str, int]:
        """How many left this month, and what was said of those that were closed in it."""
        said = {
            code: Count(
                "feedback",
                Q(since_month_began("feedback__at"), feedback__helped=code),
                distinct=True,
            )
            for code in Feedback.Helped.values
        }
        sent = Count("pk", since_month_began("sent_at"), distinct=True)
        return referrals(self.scope).aggregate(sent=sent, **said)

    def _counts(self, model, name):
        seen = model.objects.visible_to(self.scope.user).standing().filter(during(PERIOD))
        here = seen.filter(centre__in=self.scope.ids)
        return dict(here.order_by().values_list(name).annotate(n=Count("pk")))

    def _number(self, list_name, n, **asked):
        return Number(n, self.scope.link(list_name, period=PERIOD, **asked))
