"""Who has received what about a client: what she may ask for at any desk."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from helpdesk.audit.models import Entry

from .categories import Category
from .models import Consent, Packet, Referral, Step
from .models.life import NEXT

LABEL = Referral._meta.label_lower


@dataclass
class Disclosure:
    """One referral that left: to whom, when, what, on which consent, and whether it is over."""

    referral: Referral
    consent: Consent
    packets: list[Packet]
    opened_at: datetime | None
    ended_at: datetime | None
    ends_on: Any  # a day, while it is not over

    @property
    def versions(self):
        """Each version with its categories in words."""
        return [
            (packet, ", ".join(str(Category(code).label) for code in packet.categories))
            for packet in self.packets
        ]


def disclosed(client, user) -> list[Disclosure]:
    """All that left about her, newest first, as far as the user sees the cases behind it."""
    sent = Referral.objects.of_desk(user).filter(client=client).exclude(packet=None)
    referrals = list(
        sent.select_related("partner", "service", "centre", "consent__data_key", "consent__text")
        .annotate(opened_first=_first_opened(), ended_last=_ended())
        .order_by("-sent_at", "-id")
    )
    pks = [referral.pk for referral in referrals]
    packets = _by_referral(Packet.objects.filter(referral__pk__among=pks).order_by("number"))
    return [
        Disclosure(
            referral=one,
            consent=one.consent,
            packets=packets.get(one.pk, []),
            opened_at=one.opened_first,
            ended_at=one.ended_last or one.consent.withdrawn_at,
            ends_on=one.consent.until,
        )
        for one in referrals
    ]


def refused(client, user):
    """What she said no to, newest first."""
    return list(Consent.objects.of_seen(client, user).refusals().for_listing().order_by("-id")[:50])


def _by_referral(rows):
    found: dict[int, list] = {}
    for row in rows:
        found.setdefault(row.referral_id, []).append(row)
    return found


def _first_opened():
    """When somebody of the partner's first opened it; opening acknowledges nothing."""
    of_partner = Q(by__groups=OuterRef("partner__staff")) | Q(by__groups=OuterRef("partner__leads"))
    entries = Entry.objects.filter(of_partner, label=LABEL, key=OuterRef("pk"), verb="opened")
    return Subquery(entries.order_by("id").values("at")[:1])


def _ended():
    """When it was over for good."""
    over = [status for status, then in NEXT.items() if not then]
    last = Step.objects.moves().filter(referral=OuterRef("pk"), after__in=over)
    return Subquery(last.order_by("-id").values("at")[:1])
