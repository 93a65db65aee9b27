"""Whether a partner still sees a live referral, for the desk's page of it."""

from dataclasses import dataclass
from datetime import date

from .models import LostCover, Referral


@dataclass
class Cover:
    """`lost`: nothing lets the partner see it; `until`: it may finish, though nothing covers it.

    `consent_ended`: the client's yes has run out, and the partner does not see it either.
    """

    lost: bool = False
    until: date | None = None
    consent_ended: bool = False


def cover_of(referral) -> Cover:
    """In two queries; what is not live needs no cover."""
    if not referral.is_live:
        return Cover()
    if not referral.consent.is_live:
        return Cover(consent_ended=True)
    if Referral.objects.without_cover().filter(pk=referral.pk).exists():
        return Cover(lost=True)
    runs = LostCover.objects.running_off().filter(referral=referral)
    uncovered = Referral.objects.uncovered().filter(pk=referral.pk)
    until = runs.filter(referral__in=uncovered).order_by("-until").values_list("until", flat=True)
    return Cover(until=until.first())
