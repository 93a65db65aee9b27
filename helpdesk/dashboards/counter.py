"""Contacts and help given this month, as the centres wrote them down."""

from datetime import datetime, time
from functools import cached_property

from django.db.models import Count, F, Q, Sum, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from helpdesk.contacts.codes import Channel, HelpKind, SessionKind
from helpdesk.contacts.forms.filtering import during
from helpdesk.contacts.models import Contact, GroupSession, HelpGiven
from helpdesk.contacts.sessions.listing import HELD, began
from helpdesk.core.clock import today
from referrals.models import Feedback, Signpost
from referrals.models.life import Status

from .numbers import Number
from .queries import seen_referrals

PERIOD = "month"


def since_month_began(field) -> Q:
    """This moment lies in the month that runs."""
    first = datetime.combine(today().replace(day=1), time.min)
    return Q(**{f"{field}__gte": timezone.make_aware(first)})


class Counter:
    """Four counting queries; contacts and help lead to the centre's own list."""

    def __init__(self, scope):
        self.scope = scope
        self.by_channel: dict[str, int] = {}
        self.by_kind: dict[str, int] = {}
        found = {Contact.__name__: self.by_channel, HelpGiven.__name__: self.by_kind}
        both = self._counts(Contact, "channel").union(self._counts(HelpGiven, "kind"), all=True)
        for of, what, n in both:
            found[of][what] = n

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
        """How many left this month, and what was said in it, of referrals however old."""
        said = {
            code: Count(
                "feedback",
                Q(since_month_began("feedback__at"), feedback__helped=code),
                distinct=True,
            )
            for code in Feedback.Helped.values
        }
        sent = Count("pk", since_month_began("sent_at"), distinct=True)
        real = seen_referrals(self.scope).exclude(status=Status.ENTERED_IN_ERROR)
        return real.aggregate(sent=sent, **said)

    def sessions(self) -> list[tuple[str, Number, int, int]]:
        """By kind: sessions held, people on the list who came, and people who were only counted."""
        held = GroupSession.objects.visible_to(self.scope.user).filter(
            began(PERIOD), centre__in=self.scope.ids, state=GroupSession.State.HELD
        )
        rows = held.counted().order_by().values("kind")
        counts = {
            row.pop("kind"): row
            for row in rows.annotate(n=Count("pk"), came=Sum("listed"), heads=Sum("counted"))
        }
        return [
            (
                label,
                self._number("sessions:sessions", counts[kind]["n"], kind=kind, which=HELD),
                counts[kind]["came"],
                counts[kind]["heads"],
            )
            for kind, label in SessionKind.choices
            if kind in counts
        ]

    def _counts(self, model, name):
        """Rows of (model, code, how many), to be asked for together."""
        seen = model.objects.visible_to(self.scope.user).standing().filter(during(PERIOD))
        here = seen.filter(centre__in=self.scope.ids).order_by()
        of = here.annotate(of=Value(model.__name__), what=F(name)).values_list("of", "what")
        return of.annotate(n=Count("pk"))

    def _number(self, list_name, n, **asked):
        return Number(n, self.scope.link(list_name, period=PERIOD, **asked))
